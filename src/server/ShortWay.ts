/**
 * The short way from a request to an answer: for operations that have gone through Apollo once, and so are known to be
 * parsed, valid and allowed. Apollo's pipeline costs more than most answers. Whatever is not plain (GET, persisted
 * queries, traces, wrong variables) goes Apollo's way. Clients repeat themselves: a body that comes again is not read again.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyOf, type Variables } from './answer';
import { answerHeaders } from './answerHeaders';
import { TRACE } from './cacheHeader';
import { Kept } from './Kept';
import { KNOWN, type KnownOperation } from './KnownOperation';
import type { Observe } from './observe';
import type { OperationContext, Operations } from './Operations';

/** Requests known at once, by their bodies. */
const REQUESTS = { entries: 1000, room: 1_000_000 };

/** `Accept` headers known at once. */
const MAX_ACCEPTS = 50;

const JSON_TYPE = 'application/json; charset=utf-8';

/** The parts of a request's body. */
interface Sent {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

/** The body of a request that is JSON, and what it asks for where that is known and allowed. */
export class Body {
  constructor(
    readonly json: unknown,
    readonly asked?: { readonly known: KnownOperation; readonly variables: Variables },
  ) {}
}

export class ShortWay<C extends OperationContext> {
  private readonly known = new Kept<KnownOperation>(KNOWN);
  private readonly bodies = new Kept<Body>(REQUESTS);
  /** The type of the answer to an `Accept` header, as Apollo has answered it. */
  private readonly types = new Map<string | undefined, string>([
    [undefined, JSON_TYPE],
    ['*/*', JSON_TYPE],
  ]);

  constructor(
    private readonly operations: Operations<C>,
    private readonly observe: Observe,
    private readonly createContext: (request: FastifyRequest) => C | Promise<C>,
  ) {}

  /** Remembers an operation that was found valid and allowed. */
  learn(query: string, operationName: string | null | undefined, operation: KnownOperation): void {
    this.known.set(keyOf(query, operationName), operation);
  }

  /** Remembers how Apollo has answered an `Accept` header. */
  learnType(request: FastifyRequest, reply: FastifyReply): void {
    const { accept } = request.headers;
    const type = reply.getHeader('content-type');
    if (
      reply.statusCode === 200 &&
      request.method === 'POST' &&
      typeof type === 'string' &&
      this.types.size < MAX_ACCEPTS
    )
      this.types.set(accept, type);
  }

  /** What was read of the same body before, if it was answered here. */
  kept(text: string): Body | undefined {
    return this.bodies.get(text);
  }

  /** @param json what the text of the body says. */
  read(text: string, json: unknown): Body {
    const sent = sentIn(json);
    const known = sent && this.known.get(keyOf(sent.query, sent.operationName));
    const variables = known && this.check(known, sent);
    if (!known || !variables) return new Body(json);
    const body = new Body(json, { known, variables });
    this.bodies.set(text, body);
    return body;
  }

  /** The body of the answer; undefined where the request is for Apollo. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<Buffer | string | undefined> {
    const began = performance.now();
    const { method, headers, body } = request;
    const type = this.types.get(headers.accept);
    // A body of JSON is no simple request, so that no page of another origin can send it (CSRF).
    const asked = method === 'POST' && headers[TRACE] === undefined && body instanceof Body ? body.asked : undefined;
    if (!asked || type === undefined) return undefined;
    const { known, variables } = asked;
    const context = await this.createContext(request);
    const { result, ...path } = await this.operations.answer(known, variables, context);
    this.operations.tell(path, result);
    const header = (name: string): string | undefined => headers[name] as string | undefined;
    const of = { isFailed: !!result.errors, age: known.age, context, header };
    for (const [name, value] of answerHeaders(of)) void reply.header(name, value);
    void reply.header('content-type', type);
    const name = known.operation.name?.value ?? null;
    this.observe({ began, header, name, hash: known.hash, errors: result.errors });
    await context.close?.();
    return bodyOf(result);
  }

  /** Whoever is refused hears it from Apollo. */
  private check(known: KnownOperation, { variables }: Sent): ReturnType<Operations<C>['check']> {
    try {
      return this.operations.check(known, variables ?? undefined);
    } catch {
      return undefined;
    }
  }
}

const keyOf = (query: string, operationName: string | null | undefined): string => `${operationName ?? ''}\0${query}`;

function sentIn(body: unknown): Sent | undefined {
  if (!isRecord(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string') return undefined;
  if (!isMissing(operationName) && typeof operationName !== 'string') return undefined;
  if (!isMissing(variables) && !isRecord(variables)) return undefined;
  if (!isMissing(extensions) && (!isRecord(extensions) || 'persistedQuery' in extensions)) return undefined;
  return body as unknown as Sent;
}

const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
