import type { GraphQLFieldResolver } from 'graphql';
import { Field } from 'type-graphql';
import type { Row } from '../database/engine';
import { EDGES } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import type { Entry, Found } from '../loaders/found';
import type { ListRequest } from '../query/readers';
import { selectedOfConnection } from '../loaders/selection';
import { pageOf, type ListArgs } from '../query/arguments';
import { encodeCursor } from '../query/cursor';
import { totalResolvers, groupResolvers } from './aggregateFields';
import { aheadOf } from './ahead';
import { connectionOf, connectionTypes } from './connection';
import { loadersOf, type Context } from './context';
import { declareListArgs } from './listArgs';
import { Connection } from './objectsAt';

export type Resolvers = Record<string, Record<string, GraphQLFieldResolver<never, Context>>>;

/** Gives every edge of the graph its field in the schema. */
export function declareEdgeFields(): void {
  for (const edge of EDGES) {
    const { prototype } = edge.from as { prototype: object };
    if (edge.many) declareListArgs(prototype, edge.name, edge.to);
    const type = edge.many ? connectionOf(edge.to, edge) : edge.to;
    Field(() => type, { simple: true, nullable: !edge.many, description: edge.description })(prototype, edge.name);
  }
}

/** The resolvers of every edge: what was read ahead, or one statement for all parents. */
export function edgeResolvers(): Resolvers {
  const resolvers: Resolvers = {};
  for (const edge of EDGES) (resolvers[edge.from.name] ??= {})[edge.name] = edge.many ? many(edge) : one(edge);
  return resolvers;
}

const one =
  (edge: Edge): GraphQLFieldResolver<Row, Context> =>
  (parent, _args, context, info) => {
    const ahead = aheadOf<Row | null>(parent, info);
    return ahead !== undefined
      ? ahead
      : loadersOf(parent, context).one(edge, parent[edge.fromKey] as number | null, info);
  };

const many =
  (edge: Edge): GraphQLFieldResolver<Row, Context, ListArgs> =>
  (parent, args, context, info) => {
    const ahead = aheadOf<Found>(parent, info);
    if (ahead) return ahead;
    const key = parent[edge.fromKey] as number | null;
    const request = (): ListRequest => ({ page: pageOf(edge.to, edge, args), ...selectedOfConnection(info) });
    return loadersOf(parent, context).many(edge, key, info, request);
  };

/** The resolver of a root field that lists all objects of a class. */
export const list =
  (type: Class): GraphQLFieldResolver<unknown, Context, ListArgs> =>
  async (_root, args, { loaders }, info) => {
    const connection = Connection.at(type, info, true);
    const request = connection.asked(() => pageOf(type, undefined, args), info);
    const found = await loaders.list(type, request, info);
    await connection.objects.read(found.nodes, info, loaders);
    return found;
  };

/** The resolvers of a connection type and its edges. */
export function pageResolvers(name: string): Resolvers {
  const cursor = (entry: Entry | undefined): string | null => (entry ? encodeCursor(entry.list, entry.position) : null);
  return {
    [`${name}Edge`]: { cursor: (entry: Entry) => cursor(entry) },
    [`${name}Connection`]: {
      totalCount: (found: Found) => found.count(),
      pageInfo: ({ edges, hasNextPage, hasPreviousPage }: Found) => ({
        hasNextPage,
        hasPreviousPage,
        startCursor: cursor(edges[0]),
        endCursor: cursor(edges.at(-1)),
      }),
    },
  };
}

/** What all connection types have in common. */
export function connectionResolvers(): Resolvers {
  const resolvers: Resolvers = {};
  for (const [name, to] of connectionTypes()) {
    const pages = pageResolvers(name);
    Object.assign(resolvers, pages, {
      [`${name}Connection`]: { ...pages[`${name}Connection`], ...totalResolvers(to) },
    });
  }
  return { ...resolvers, ...groupResolvers([...connectionTypes().values()]) };
}
