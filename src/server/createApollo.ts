/** Apollo Server as this server runs it: what is on, what is off, and what is stored. */
import { ApolloServer, type ApolloServerPlugin, type DocumentStore } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { DocumentNode } from 'graphql';
import { stringifyResult } from './answer';
import type { ServerOptions } from './createServer';
import type { FormatError } from './formatError';
import { Kept } from './Kept';
import { KNOWN } from './KnownOperation';
import { limitsTimes } from './limits';
import type { OperationContext } from './Operations';
import { PersistedStore } from './persisted';
import { apolloOf, reportingPlugins } from './reporting';

export function createApollo<C extends OperationContext>(
  { schema, config, log, documents = new Map(), reporting }: ServerOptions<C>,
  formatError: FormatError,
  plugin: ApolloServerPlugin<C>,
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
    documentStore: documentStore(),
    persistedQueries: persists && { cache: new PersistedStore(documents, stored), ttl: null },
    apollo: apolloOf(config),
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors },
    executionOptions: { maxCoercionErrors: maxErrors },
    formatError,
    stringifyResult,
    logger: { debug: logAt('debug'), info: logAt('info'), warn: logAt('warn'), error: logAt('error') },
    plugins: [
      plugin,
      ApolloServerPluginLandingPageLocalDefault({ embed: true }),
      // It follows every field of every operation; `cacheAges` looks at the root fields.
      ApolloServerPluginCacheControlDisabled(),
      ...reportingPlugins(config, log, reporting),
      config.inlineTracing ? ApolloServerPluginInlineTrace() : ApolloServerPluginInlineTraceDisabled(),
    ],
  });
}

/** Apollo's own store goes by the size of the documents alone: it had ten thousand small ones, and plans with each. */
function documentStore(): DocumentStore {
  const kept = new Kept<DocumentNode>(KNOWN);
  return {
    get: async (hash) => kept.get(hash),
    set: async (hash, document) => kept.set(hash, document, document.loc!.source.body.length),
    delete: async (hash) => kept.delete(hash),
  };
}
