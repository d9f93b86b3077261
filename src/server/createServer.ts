/**
 * The HTTP server of the graph: `/graphql`, `/health`, `/ready` and `/metrics`. It is handed a schema and what the schema needs for
 * one request; it knows no database and no resolver. Called by the command line, which also decides when to stop it.
 */
import { lookup } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config';
import { ListenError } from '../errors';
import type { Answerer } from './answer';
import { cacheAges } from './cacheHeader';
import { createApollo } from './createApollo';
import { createHttp, sendError } from './createHttp';
import { keysOfSchema } from './entityKeys';
import { type ErrorMask, type Log, createErrorMask, createFormatError, visible } from './formatError';
import { limitsTimes } from './limits';
import { createMetrics, type Gather, type Metrics } from './metrics';
import { createObserver } from './observe';
import { operationPlugin } from './operationPlugin';
import { type OperationContext, Operations } from './Operations';
import type { PersistedDocuments } from './persisted';
import { isReporting, type Reporting } from './reporting';
import { seenImport } from './sessionHeader';
import { Body, ShortWay } from './ShortWay';
import { Turns } from './Turns';

/** The settings that a server has. */
export type ServerConfig = Pick<
  Config,
  | 'host'
  | 'port'
  | 'lameDuckSeconds'
  | 'drainSeconds'
  | 'corsOrigins'
  | 'inlineTracing'
  | 'metrics'
  | 'persistedQueries'
  | 'persistedDocumentsOnly'
  | 'apolloKey'
  | 'apolloGraphRef'
  | 'apolloSchemaReporting'
> &
  Partial<Pick<Config, 'limitsFactor' | 'debugPath'>>;

/** What a server is made of. */
export interface ServerOptions<C extends OperationContext> {
  schema: GraphQLSchema;
  /**
   * The context of one request, with its own loaders and ReadBudget: a plain object, for Apollo copies its fields.
   * `atLeast`: the number of the import that the client has seen already (sessionHeader.ts).
   */
  context: (atLeast?: number) => C | Promise<C>;
  /** Rejects while the database does not answer or is not migrated. */
  ready: () => Promise<void>;
  /** Tried before the resolvers. */
  answer?: Answerer<C>;
  config: ServerConfig;
  log: Log;
  /** Documents that clients may name by hash without ever having sent them. */
  documents?: PersistedDocuments;
  /** How many SQL statements were run so far, for /metrics. */
  statements?: () => number;
  /** Where several processes serve together; else /metrics has those of this one. */
  gatherMetrics?: Gather;
  reporting?: Reporting;
}

/** A server over HTTP, which is started and stopped. */
export interface Server {
  /** Rejects with a ListenError when the address cannot be had. `url` is that of the graph. */
  listen(): Promise<{ url: string }>;
  /**
   * Takes requests for `lameDuckSeconds` more while /ready answers 503 and every answer closes its connection, then
   * gives those that are being answered `drainSeconds`. May be called again; every call waits for the same end.
   */
  stop(): Promise<void>;
}

/** A server of a schema, which listens when it is told to. */
export function createServer<C extends OperationContext>(options: ServerOptions<C>): Server {
  const { config, log } = options;
  let draining = false;
  let stopped: Promise<void> | undefined;
  const isDraining = () => draining;
  const mask = createErrorMask(log);
  const limits = limitsTimes(config.limitsFactor);
  const formatError = createFormatError(mask, limits);
  const metrics = config.metrics ? createMetrics(options.statements, options.gatherMetrics) : undefined;
  const operations = new Operations<C>({
    schema: options.schema,
    keys: keysOfSchema(options.schema),
    limits,
    ageOf: cacheAges(options.schema),
    mask,
    formatError,
    answer: options.answer,
    metrics,
    debugPath: config.debugPath ?? false,
  });
  const observe = createObserver(log, metrics);
  const context = ({ headers }: FastifyRequest) => options.context(seenImport(headers));
  // Apollo reports what goes through it.
  const short = !isReporting(config) ? new ShortWay(operations, observe, context) : undefined;
  const listed = config.persistedDocumentsOnly ? (options.documents ?? new Map<string, string>()) : undefined;
  const apollo = createApollo(options, formatError, operationPlugin({ operations, observe, listed, short }));
  const http = createHttp({
    corsOrigins: config.corsOrigins,
    bodyLimit: limits.body,
    mask,
    isDraining,
  });

  const listen = async () => {
    await apollo.start();
    addRoutes(http, { apollo, short, context }, options.ready, mask, isDraining);
    if (metrics) addMetrics(http, metrics);
    return { url: await begin(http, apollo, config) };
  };

  const shutDown = () => {
    draining = true;
    return end(http, apollo, config);
  };

  return { listen, stop: () => (stopped ??= shutDown()) };
}

/** Listens, and says where the graph is. */
async function begin(http: FastifyInstance, apollo: Apollo, config: ServerConfig): Promise<string> {
  try {
    // Fastify listens at every address of the name `localhost`, with a server that stop() could not reach.
    const { address } = await lookup(config.host);
    await http.listen({ host: address, port: config.port });
  } catch (error) {
    await Promise.all([http.close(), apollo.stop()]);
    throw new ListenError(reasonFor(error, config), { cause: error });
  }
  return urlOf(http.server.address() as AddressInfo);
}

/** Answers what still comes, then what is under way, and closes. */
async function end(http: FastifyInstance, apollo: Apollo, config: ServerConfig): Promise<void> {
  const serving = http.server.listening;
  if (serving) await sleep(config.lameDuckSeconds * 1000);
  const cut = setTimeout(() => http.server.closeAllConnections(), config.drainSeconds * 1000);
  await http.close();
  clearTimeout(cut);
  if (serving) await apollo.stop();
}

type Apollo = Pick<ApolloServer, 'stop'>;

interface Ways<C extends OperationContext> {
  apollo: ApolloServer<C>;
  short: ShortWay<C> | undefined;
  context: (request: FastifyRequest) => C | Promise<C>;
}

function addRoutes<C extends OperationContext>(
  http: FastifyInstance,
  { apollo, short, context }: Ways<C>,
  ready: () => Promise<void>,
  mask: ErrorMask,
  isDraining: () => boolean,
): void {
  http.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'up' }));
  http.get('/ready', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    if (isDraining()) return sendError(reply, 503, visible('NOT_READY', 'The server is stopping.'));
    try {
      await ready();
      return { status: 'ready' };
    } catch (error) {
      return sendError(reply, 503, mask(error));
    }
  });
  // Every method, so that Apollo says which are allowed.
  const throughApollo = fastifyApolloHandler(apollo, { context: async (request) => context(request) });
  const turns = new Turns(http.server);
  if (short) readBodies(http, short);
  http.all('/graphql', async (request, reply): Promise<unknown> => {
    const turn = turns.next();
    if (turn) await turn;
    const answer = await short?.answer(request, reply);
    if (answer !== undefined) return answer;
    if (request.body instanceof Body) request.body = request.body.json;
    const body: unknown = await throughApollo.call(http, request, reply);
    short?.learnType(request, reply);
    return body;
  });
}

/** JSON is read as fastify reads it, unless the short way has read the same before. */
function readBodies<C extends OperationContext>(http: FastifyInstance, short: ShortWay<C>): void {
  const parse = http.getDefaultJsonParser('error', 'error');
  http.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    const kept = short.kept(text);
    if (kept) return done(null, kept);
    void parse(request, text, (error, json) => (error ? done(error) : done(null, short.read(text, json))));
  });
}

function addMetrics(http: FastifyInstance, metrics: Metrics): void {
  http.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics.read();
    return reply.header('cache-control', 'no-store').type(type).send(text);
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}/graphql`;
}

function reasonFor(error: unknown, { host, port }: ServerConfig): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${port} of ${host} is in use by another program; set PORT to a free one.`;
  if (code === 'EACCES') return `This user may not listen at port ${port}; set PORT to one above 1023.`;
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code ?? ''))
    return `This machine has no address ${host}; set HOST to one.`;
  return `The server cannot listen at port ${port} of ${host} (${code ?? 'unknown cause'}).`;
}
