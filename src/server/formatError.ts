/**
 * What a client may read of an error. Only what is listed here leaves the server as it is; everything else becomes
 * `Internal server error` with an `errorId` under which the log has the rest.
 */
import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DatabaseError, FigureError, LimitError, OcdsGraphError, TimeoutError, UserInputError } from '../errors';
import type { Limits } from './limits';

export type Log = (event: object) => void;

/** Every `extensions.code` that a client can meet. Codes are stable; messages are not. */
export const CLIENT_CODES = {
  BAD_REQUEST: 'The HTTP request is not one that GraphQL over HTTP allows; the message says why.',
  NOT_FOUND: 'There is nothing at this path; the graph is at /graphql.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation of that name, or several and none was named.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The request names a persisted query; send the document instead.',
  PERSISTED_QUERY_NOT_FOUND: 'The server does not have the document of that hash (any more); send it with its hash.',
  PERSISTED_DOCUMENT_REQUIRED: 'The server answers the documents of its manifest alone, and this is none of them.',
  BAD_USER_INPUT: 'A variable, an argument or a representation has a value that it cannot have.',
  OPERATION_LIMIT_EXCEEDED: 'The request is larger than this server answers: `limit` names the limit, `max` its value.',
  FIGURE_TOO_LARGE: 'A sum or an average is larger than a number can be here; a filter finds which amounts are.',
  DATABASE_UNAVAILABLE: 'The database does not answer; the same request may succeed later.',
  TIMEOUT: 'The database took too long; ask for less, or again later.',
  NOT_READY: 'From /ready: the server is stopping.',
  INTERNAL_SERVER_ERROR: 'A fault of the server; `errorId` finds it in the log.',
} as const;

export type ClientCode = keyof typeof CLIENT_CODES;

const DATABASE_MESSAGE = 'The database is not available at the moment.';
const TIMEOUT_MESSAGE = 'The database took too long to answer.';

/** One error as a client reads it. */
export type Visible = { message: string; extensions: { code: ClientCode; [more: string]: unknown } };

export const visible = (code: ClientCode, message: string, more: object = {}): Visible => ({
  message,
  extensions: { code, ...more },
});

/** What a client reads of an error that is a limit. */
export const visibleLimit = ({ message, limit, max, actual }: LimitError): Visible =>
  visible('OPERATION_LIMIT_EXCEEDED', message, { limit, max, ...(actual === undefined ? {} : { actual }) });

export type ErrorMask = (error: unknown, path?: readonly unknown[]) => Visible;

/** Turns whatever was thrown into what a client may read, and logs what it may not. */
export function createErrorMask(log: Log): ErrorMask {
  // One failed batch rejects many fields with one error: it gets one id and one line.
  const ids = new WeakMap<object, string>();
  const idOf = (error: unknown, path: readonly unknown[] | undefined): string => {
    const known = error instanceof Error ? ids.get(error) : undefined;
    if (known) return known;
    const errorId = randomUUID();
    if (error instanceof Error) ids.set(error, errorId);
    log({ level: 'error', event: 'error', errorId, path, ...detailsOf(error) });
    return errorId;
  };
  return (error, path) => {
    if (error instanceof UserInputError) return visible('BAD_USER_INPUT', error.message);
    if (error instanceof LimitError) return visibleLimit(error);
    if (error instanceof FigureError) return visible('FIGURE_TOO_LARGE', error.message);
    const errorId = idOf(error, path);
    if (error instanceof DatabaseError) return visible('DATABASE_UNAVAILABLE', DATABASE_MESSAGE, { errorId });
    if (error instanceof TimeoutError) return visible('TIMEOUT', TIMEOUT_MESSAGE, { errorId });
    return visible('INTERNAL_SERVER_ERROR', 'Internal server error', { errorId });
  };
}

/** Apollo's hook: an error as it would be written, and what was thrown. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export function createFormatError(mask: ErrorMask, limits: Limits): FormatError {
  return ({ message, extensions, locations, path }, error) => {
    const root = rootOf(error);
    // Without a path it comes from before the resolvers: the message is graphql-js's or Apollo's, or a scalar's about
    // the value that it was sent. With one, only a GraphQLError was written for the client to read.
    const forClients = !(root instanceof OcdsGraphError) && (path === undefined || root instanceof GraphQLError);
    const known = forClients ? ofTheClient(message, extensions?.code, limits) : undefined;
    const { message: text, extensions: more } = known ?? mask(root, path);
    return { message: text, ...(locations && { locations }), ...(path && { path }), extensions: more };
  };
}

/** What a GraphQLError says when the fault is the client's, undefined when it is not. */
function ofTheClient(message: string, code: unknown, limits: Limits): Visible | undefined {
  if (code === 'GRAPHQL_PARSE_FAILED' && /contains more tha[nt] \d+ tokens/.test(message)) {
    const value = limits.tokens;
    return visible('OPERATION_LIMIT_EXCEEDED', `The document has more than ${value} tokens.`, {
      limit: 'tokens',
      max: value,
    });
  }
  // Apollo hides suggestions in validation errors only; those about variables have them too.
  const text = message.replace(/ ?Did you mean(.+?)\?$/, '');
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR' && Object.hasOwn(CLIENT_CODES, code)) {
    return visible(code as ClientCode, text);
  }
  if (/^(provided sha does not match query|Unsupported persisted query version)$/.test(message))
    return visible('BAD_REQUEST', text);
  // graphql-js finds these while it executes and gives them no code.
  const ofInput = /^(Argument ".+" (of|has)|Too many errors processing variables)/.test(message);
  return ofInput ? visible('BAD_USER_INPUT', text) : undefined;
}

/** The error that was thrown, below the GraphQLErrors that say where. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? rootOf(error.originalError) : error;
}

/** What the log keeps of something thrown. Not `String(error)`: a GraphQLError adds the client's document to that. */
export function detailsOf(thrown: unknown): { message: string; stack?: string; cause?: string } {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const { name, message, stack, cause } = thrown;
  return { message: `${name}: ${message}`, stack, ...(cause === undefined ? {} : { cause: detailsOf(cause).message }) };
}
