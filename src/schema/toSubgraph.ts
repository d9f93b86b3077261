import { buildSubgraphSchema } from '@apollo/subgraph';
import { type IResolvers, printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { createResolversMap } from 'type-graphql';

export type ResolverMap = Record<string, Record<string, unknown>>;

export interface SubgraphOptions {
  /** What TypeGraphQL has no way to say (2.0.0-rc.4): the schema's `@link`, and definitions of directives. */
  head: string;
  /** Resolvers beside those of the classes, `__resolveReference` among them. */
  resolvers?: readonly ResolverMap[];
  decorate?: (document: DocumentNode) => DocumentNode;
}

/** A schema of TypeGraphQL as a Federation 2 subgraph. */
export function toSubgraph(schema: GraphQLSchema, { head, resolvers = [], decorate }: SubgraphOptions): GraphQLSchema {
  const document = parse(`${head}\n${printSchemaWithDirectives(schema)}`);
  const merged = merge(createResolversMap(schema) as ResolverMap, resolvers) as IResolvers as never;
  return buildSubgraphSchema([{ typeDefs: decorate ? decorate(document) : document, resolvers: merged }]);
}

function merge(base: ResolverMap, others: readonly ResolverMap[]): ResolverMap {
  for (const other of others)
    for (const [type, fields] of Object.entries(other)) base[type] = { ...base[type], ...fields };
  return base;
}
