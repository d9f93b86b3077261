import { buildSubgraphSchema } from '@apollo/subgraph';
import { getDocumentNodeFromSchema, type IResolvers } from '@graphql-tools/utils';
import { type DefinitionNode, type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { createResolversMap } from 'type-graphql';

/** Resolvers, by type and field. */
export type ResolverMap = Record<string, Record<string, unknown>>;

/** What makes a subgraph of a schema. */
export interface SubgraphOptions {
  /** What TypeGraphQL has no way to say (2.0.0-rc.4): the schema's `@link`, and definitions of directives. */
  head: string;
  /** Resolvers beside those of the classes, `__resolveReference` among them. */
  resolvers?: readonly ResolverMap[];
  /** Puts directives on its definitions, which come by name. */
  decorate?: (document: DocumentNode) => DocumentNode;
}

/** A schema of TypeGraphQL as a Federation 2 subgraph. */
export function toSubgraph(schema: GraphQLSchema, { head, resolvers = [], decorate }: SubgraphOptions): GraphQLSchema {
  const { kind, definitions } = getDocumentNodeFromSchema(schema);
  // By name: TypeGraphQL has its types in the order in which modules were loaded.
  const byName = [...parse(head).definitions, ...definitions].sort((a, b) =>
    nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0,
  );
  const document: DocumentNode = { kind, definitions: byName };
  const merged = merge(createResolversMap(schema) as ResolverMap, resolvers) as IResolvers as never;
  return buildSubgraphSchema([{ typeDefs: decorate ? decorate(document) : document, resolvers: merged }]);
}

const nameOf = (definition: DefinitionNode): string => ('name' in definition && definition.name?.value) || '';

function merge(base: ResolverMap, others: readonly ResolverMap[]): ResolverMap {
  for (const other of others)
    for (const [type, fields] of Object.entries(other)) base[type] = { ...base[type], ...fields };
  return base;
}
