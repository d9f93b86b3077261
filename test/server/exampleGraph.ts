import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError, LimitError, TimeoutError, UserInputError } from '../../src/errors';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  enum Status { OPEN CLOSED }
  input Filter { eq: String, in: [String!], not: Filter }
  interface Node { id: ID! }
  type PageInfo { hasNextPage: Boolean }
  type Edge { node: Tender }
  type Group { count: Int! }
  type TenderConnection {
    nodes: [Tender!]!
    edges: [Edge!]!
    pageInfo: PageInfo
    totalCount: Int!
    groups(first: Int): [Group!]!
  }
  type Tender implements Node @key(fields: "id") @key(fields: "ocid localId") {
    id: ID!
    ocid: ID
    localId: ID
    title: String
    buyer: Tender
    items: [Tender!]!
    tenders(first: Int = 30, last: Int, filter: Filter): TenderConnection!
    unsized(first: Int, ids: [ID!]): TenderConnection!
  }
  type Query {
    hello(status: Status): String
    tender(id: ID!): Tender
    tenders(first: Int = 20, last: Int, filter: Filter): TenderConnection!
    nodes(ids: [ID!]!): [Node]!
    fail(with: String!): String
    slow(ms: Int!): String
    late: [Tender!]
  }
`);

const FAILURES: Record<string, () => unknown> = {
  plain: () => new Error('SQLITE_ERROR: near "x" in /secret/path'),
  database: () => new DatabaseError('connect ECONNREFUSED 10.0.0.7:5432', { cause: new Error('driver text') }),
  timeout: () => new TimeoutError('canceling statement SELECT secret', { cause: new Error('57014') }),
  limit: () => new LimitError('objectsRead', 50_000, 'The operation reads too much.', 50_001),
  input: () => new UserInputError('first must be from 1 to 100.'),
  code: () => Object.assign(new Error('relation "tender" does not exist'), { extensions: { code: 'BAD_USER_INPUT' } }),
  text: () => 'a string from /secret/path',
};

export interface Example {
  schema: GraphQLSchema;
  /** How many resolvers have run. */
  calls: { count: number };
}

/** A subgraph with the shapes of the real one, whose resolvers count that they ran. */
export function exampleGraph(): Example {
  const calls = { count: 0 };
  const counted =
    <A>(resolve: (args: A) => unknown) =>
    (_parent: unknown, args: A) => {
      calls.count++;
      return resolve(args);
    };
  const tender = (id = 't') => ({ __typename: 'Tender', id, title: `Tender ${id}`, items: [] });
  const page = counted(() => ({ nodes: [tender()], edges: [] }));
  const resolvers = {
    Query: {
      hello: counted(() => 'world'),
      tender: counted(({ id }: { id: string }) => tender(id)),
      tenders: page,
      nodes: counted(({ ids }: { ids: string[] }) => ids.map(tender)),
      fail: counted((args: { with: string }) => {
        throw FAILURES[args.with]?.();
      }),
      slow: counted(({ ms }: { ms: number }) => sleep(ms, 'done', { ref: false })),
      // One item fails at once and another later: graphql-js answers for the first and forgets the second.
      late: counted(() => [sleep(20).then(() => Promise.reject(new Error('too late'))), null]),
    },
    Node: { __resolveType: (value: { __typename: string }) => value.__typename },
    Tender: {
      tenders: page,
      unsized: page,
      // As a driver does when a key is not a string.
      __resolveReference: ({ id }: { id?: unknown }) => {
        calls.count++;
        return sleep(1).then(() => (typeof id === 'object' ? Promise.reject(new Error('bad key')) : tender()));
      },
    },
  };
  return {
    schema: buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]),
    calls,
  };
}
