/** The way past execution: an operation answered with finished JSON, which nothing parses or writes anew. */
import type { FormattedExecutionResult, DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** Variables as GraphQL coerces them: defaults filled in, and what was not sent not there. */
export type Variables = Readonly<Record<string, unknown>>;

/** An operation that is valid and within the limits. */
export interface Asked<C> {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** The SHA-256 of the document's text. */
  readonly hash: string;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
  readonly context: C;
}

/** The JSON text of `data`, in UTF-8, and which way it was found. */
export interface Answered {
  readonly data: Buffer;
  readonly path: 'planner' | 'cache';
}

/** Why the resolvers have to answer: a word of few that there are, since /metrics counts by it. */
export interface Declined {
  readonly reason: string;
  /** Called once when the resolvers are done: with the JSON text of `data`, or with nothing where there were errors. */
  readonly answered?: (data: Buffer | undefined) => Promise<void>;
}

/**
 * Answers an operation as its resolvers would, byte for byte, or says why it does not. It may take what its context
 * holds, such as the database session, and leaves it fit for the resolvers when it declines. Where it throws, the whole
 * operation has failed, and the client reads what the server says of such an error.
 */
export type Answerer<C> = (asked: Asked<C>) => Promise<Answered | Declined> | Answered | Declined;

/** Stands in `data` for an object that is JSON already. */
export class FinishedJson {
  constructor(readonly json: Buffer) {}
}

/** Around most answers. */
const OPEN = Buffer.from('{"data":');
const CLOSE = Buffer.from('}\n');

/** The body of an answer, which ends in a line break as Apollo's do. What is finished goes out as it came in. */
export function bodyOf(result: FormattedExecutionResult): Buffer | string {
  const { data, errors, extensions }: { data?: unknown } & FormattedExecutionResult = result;
  if (!(data instanceof FinishedJson)) return `${JSON.stringify(result)}\n`;
  const start = errors === undefined ? OPEN : Buffer.from(`{"errors":${JSON.stringify(errors)},"data":`);
  const end = extensions === undefined ? CLOSE : Buffer.from(`,"extensions":${JSON.stringify(extensions)}}\n`);
  return Buffer.concat([start, data.json, end]);
}

/** The same as Apollo takes it. */
export const stringifyResult = (result: FormattedExecutionResult): string => bodyOf(result).toString();
