/** Apollo GraphOS: what is reported there, by Apollo's own plugins, and only when a key and a graph are set. */
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginSchemaReporting } from '@apollo/server/plugin/schemaReporting';
import { ApolloServerPluginUsageReporting } from '@apollo/server/plugin/usageReporting';
import { buildASTSchema, type GraphQLSchema, Kind, parse, printSchema } from 'graphql';
import type { Config } from '../config';
import type { Log } from './formatError';

export interface Reporting {
  /** Where reports go instead of to Apollo. */
  usageUrl?: string;
  schemaUrl?: string;
}

type Settings = Pick<Config, 'apolloKey' | 'apolloGraphRef' | 'apolloSchemaReporting'>;

/** Whether usage is reported: a key alone, or a graph alone, reports nothing. */
export const isReporting = ({ apolloKey, apolloGraphRef }: Omit<Settings, 'apolloSchemaReporting'>): boolean =>
  !!apolloKey && !!apolloGraphRef;

/** Apollo Server reads its variables by itself; these are the ones that it was given. */
export const apolloOf = ({ apolloKey, apolloGraphRef }: Settings): { key?: string; graphRef?: string } => ({
  ...(apolloKey && { key: apolloKey }),
  ...(apolloGraphRef && { graphRef: apolloGraphRef }),
});

export function reportingPlugins(
  settings: Settings,
  log: Log,
  { usageUrl, schemaUrl }: Reporting = {},
): ApolloServerPlugin[] {
  const on = isReporting(settings);
  if (!on && (settings.apolloKey || settings.apolloGraphRef))
    log({ level: 'warn', event: 'reporting', message: 'Nothing is reported: APOLLO_KEY goes with APOLLO_GRAPH_REF.' });
  return [
    on
      ? ApolloServerPluginUsageReporting({
          // Timing every field of every operation costs more than most operations.
          fieldLevelInstrumentation: 0.01,
          sendReportsImmediately: usageUrl !== undefined,
          ...(usageUrl !== undefined && { endpointUrl: usageUrl }),
        })
      : ApolloServerPluginUsageReportingDisabled(),
    on && settings.apolloSchemaReporting ? schemaReporting(schemaUrl) : ApolloServerPluginSchemaReportingDisabled(),
  ];
}

/**
 * Apollo's plugin refuses a subgraph, whose schema is for `rover subgraph publish`. A graph that is used on its own is
 * reported as its clients see it: without what only a gateway asks for.
 */
function schemaReporting(schemaUrl: string | undefined): ApolloServerPlugin {
  const inner = ApolloServerPluginSchemaReporting(
    schemaUrl === undefined ? {} : { initialDelayMaxMs: 0, endpointUrl: schemaUrl },
  );
  return {
    ...inner,
    serverWillStart: async (service) => {
      const schema = clientSchema(service.schema);
      const listener = await inner.serverWillStart?.({ ...service, schema });
      if (!listener) return;
      return {
        ...listener,
        schemaDidLoadOrUpdate: () =>
          listener.schemaDidLoadOrUpdate?.({ apiSchema: schema, coreSupergraphSdl: undefined }),
      };
    },
  };
}

const FOR_GATEWAYS = /^(_|federation__|link__)/;

function clientSchema(schema: GraphQLSchema): GraphQLSchema {
  const { definitions } = parse(printSchema(schema));
  const kept = definitions.flatMap((node) => {
    if (node.kind === Kind.DIRECTIVE_DEFINITION || node.kind === Kind.SCHEMA_DEFINITION) return [];
    if ('name' in node && FOR_GATEWAYS.test(node.name?.value ?? '')) return [];
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || node.name.value !== 'Query') return [node];
    return [{ ...node, fields: node.fields?.filter(({ name }) => !FOR_GATEWAYS.test(name.value)) ?? [] }];
  });
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions: kept });
}
