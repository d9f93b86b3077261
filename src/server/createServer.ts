/**
 * The HTTP server of the graph: `/graphql`, `/health`, `/ready` and `/metrics`. It is handed a schema and what the schema needs for
 * one request; it knows no database and no resolver. Called by the command line, which also decides when to stop it.
 */
import { lookup } from 'node:dns/promises';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config';
import { ListenError } from '../errors';
import { type Answerer, stringifyResult } from './answer';
import { cacheHeaderPlugin } from './cacheHeader';
import { createHttp, sendError } from './createHttp';
import { keysOfSchema } from './entityKeys';
import { type ErrorMask, type Log, createErrorMask, createFormatError, visible } from './formatError';
import { limitsTimes } from './limits';
import { createMetrics, type Gather, type Metrics } from './metrics';
import { observePlugin } from './observe';
import { operationPlugin } from './operationPlugin';
import { allowListPlugin, type PersistedDocuments, PersistedStore } from './persisted';
import { apolloOf, type Reporting, reportingPlugins } from './reporting';
import type { EntityKeys } from './representations';
import { seenImport, sessionHeaderPlugin } from './sessionHeader';

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

export interface ServerOptions<C extends OperationContext> {
  schema: GraphQLSchema;
  /** What representations in `_entities` may look like; if it is not said, the schema's `@key` directives do. */
  keys?: EntityKeys;
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

export interface Server {
  /** Rejects with a ListenError when the address cannot be had. `url` is that of the graph. */
  listen(): Promise<{ url: string }>;
  /**
   * Takes requests for `lameDuckSeconds` more while /ready answers 503 and every answer closes its connection, then
   * gives those that are being answered `drainSeconds`. May be called again; every call waits for the same end.
   */
  stop(): Promise<void>;
}

/** What one operation is given; `close` is called when it has been answered, `imported` tells the state that it read. */
export type OperationContext = BaseContext & {
  close?: () => Promise<void>;
  imported?: (() => number | undefined) | undefined;
};

export function createServer<C extends OperationContext>(options: ServerOptions<C>): Server {
  const { config, log } = options;
  let draining = false;
  let stopped: Promise<void> | undefined;
  const isDraining = () => draining;
  const mask = createErrorMask(log);
  const metrics = config.metrics ? createMetrics(options.statements, options.gatherMetrics) : undefined;
  const apollo = createApollo(options, mask, metrics);
  const http = createHttp({
    corsOrigins: config.corsOrigins,
    bodyLimit: limitsTimes(config.limitsFactor).body,
    mask,
    isDraining,
  });

  const listen = async () => {
    await apollo.start();
    addRoutes(http, apollo, options, mask, isDraining);
    if (metrics) addMetrics(http, metrics);
    try {
      // Fastify listens at every address of the name `localhost`, with a server that stop() could not reach.
      const { address } = await lookup(config.host);
      await http.listen({ host: address, port: config.port });
    } catch (error) {
      await Promise.all([http.close(), apollo.stop()]);
      throw new ListenError(reasonFor(error, config), { cause: error });
    }
    return { url: urlOf(http.server.address() as AddressInfo) };
  };

  const shutDown = async () => {
    const serving = http.server.listening;
    draining = true;
    if (serving) await sleep(config.lameDuckSeconds * 1000);
    const cut = setTimeout(() => http.server.closeAllConnections(), config.drainSeconds * 1000);
    await http.close();
    clearTimeout(cut);
    if (serving) await apollo.stop();
  };

  return { listen, stop: () => (stopped ??= shutDown()) };
}

/** Lets go of what an operation held, whether it went well or not. */
const closing: ApolloServerPlugin<OperationContext> = {
  requestDidStart: () =>
    Promise.resolve({ willSendResponse: ({ contextValue }) => contextValue.close?.() ?? Promise.resolve() }),
};

function createApollo<C extends OperationContext>(
  { schema, keys, answer, config, log, documents = new Map(), reporting }: ServerOptions<C>,
  mask: ErrorMask,
  metrics: Metrics | undefined,
): ApolloServer<C> {
  const limits = limitsTimes(config.limitsFactor);
  const maxErrors = limits.validationErrors;
  // Nothing is registered where nothing else than the manifest is answered.
  const stored = config.persistedDocumentsOnly ? 0 : config.persistedQueries;
  const persists = stored > 0 || documents.size > 0;
  const logAt = (level: string) => (message: unknown) => log({ level, event: 'apollo', message: String(message) });
  return new ApolloServer<C>({
    schema,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: persists && { cache: new PersistedStore(documents, stored), ttl: null },
    apollo: apolloOf(config),
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors },
    executionOptions: { maxCoercionErrors: maxErrors },
    formatError: createFormatError(mask, limits),
    stringifyResult,
    logger: { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
    plugins: [
      ...(config.persistedDocumentsOnly ? [allowListPlugin(documents)] : []),
      operationPlugin<C>({
        keys: keys ?? keysOfSchema(schema),
        limits,
        mask,
        answer,
        metrics,
        debugPath: config.debugPath ?? false,
      }),
      closing,
      observePlugin(log, metrics),
      ApolloServerPluginLandingPageLocalDefault({ embed: true }),
      // It follows every field of every operation; ours looks at the root fields.
      ApolloServerPluginCacheControlDisabled(),
      cacheHeaderPlugin(schema),
      sessionHeaderPlugin, // after the one before: both say what the answer varies with
      ...reportingPlugins(config, log, reporting),
      config.inlineTracing ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}

function addRoutes<C extends OperationContext>(
  http: FastifyInstance,
  apollo: ApolloServer<C>,
  { context, ready }: ServerOptions<C>,
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
  http.all('/graphql', fastifyApolloHandler(apollo, { context: async ({ headers }) => context(seenImport(headers)) }));
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
