import 'reflect-metadata';
import { printSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { nodeTypes } from '../entities/registry';
import { codeResolvers, declareCodeFields } from '../resolvers/codes';
import { isShown } from '../resolvers/connection';
import { connectionResolvers, declareEdgeFields, edgeResolvers } from '../resolvers/edgeFields';
import { declareEffectiveAmount, effectiveAmountResolvers } from '../resolvers/effectiveAmount';
import { declareDocuments, documentResolvers } from '../resolvers/history';
import { declareOrganizationFields, organizationResolvers } from '../resolvers/organizations';
import { referenceResolvers } from '../resolvers/references';
import { searchResolvers } from '../resolvers/search';
import { declareLists, listResolvers, RootResolver } from '../resolvers/RootResolver';
import { declareTimeline, timelineResolvers } from '../resolvers/timeline';
import { CACHE_CONTROL, decorate, IMPORTS } from './directives';
import { type ResolverMap, toSubgraph } from './toSubgraph';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(IMPORTS)})`;

let declared = false;

/** The Federation 2 subgraph: types from the entities, fields between them from edges.ts, the root from resolvers/. */
export function buildSchema(): GraphQLSchema {
  if (!declared) {
    declareEdgeFields();
    declareLists();
    declareDocuments();
    declareCodeFields();
    declareEffectiveAmount();
    declareOrganizationFields();
    declareTimeline();
    declared = true; // TypeGraphQL's metadata are global: a second time would declare every field twice
  }
  const types = nodeTypes().filter(isShown);
  const schema = buildSchemaSync({
    resolvers: [RootResolver],
    orphanedTypes: types,
    validate: false,
    skipCheck: true,
  });
  schema.getQueryType()!.description = 'Where every query begins.';
  const resolvers: ResolverMap[] = [
    edgeResolvers(),
    listResolvers(),
    connectionResolvers(),
    documentResolvers(),
    codeResolvers(),
    effectiveAmountResolvers(),
    organizationResolvers(),
    timelineResolvers(),
    searchResolvers(),
    referenceResolvers(),
  ];
  return toSubgraph(schema, { head: `${LINK}\n${CACHE_CONTROL}`, resolvers, decorate });
}

/** The SDL that a composer takes, with descriptions and directives: the contents of schema.graphql. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSubgraphSchema(schema).trim()}\n`;
}
