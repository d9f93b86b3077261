import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { type Started, startServer } from './startServer';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  type Query {
    long: Int @cacheControl(maxAge: 600)
    short: Int @cacheControl(maxAge: 60)
    never: Int
    none: Int @cacheControl(maxAge: 0)
    fail: Int @cacheControl(maxAge: 60)
  }
  type Thing @key(fields: "id") @cacheControl(maxAge: 30) { id: ID! }
`);
const resolvers = {
  Query: {
    long: () => 1,
    fail: () => {
      throw new Error('no');
    },
  },
  Thing: { __resolveReference: (thing: object) => thing },
};

let server: Started;
beforeAll(async () => {
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  server = await startServer({ schema, settings: { inlineTracing: true } });
});

const get = async (query: string, headers: Record<string, string> = {}) => {
  const url = `${server.url}?${new URLSearchParams({ query }).toString()}`;
  return (await fetch(url, { headers: { 'apollo-require-preflight': 'true', ...headers } })).headers;
};
const cached = async (query: string, headers?: Record<string, string>) =>
  (await get(query, headers)).get('cache-control');

describe('the answer to a GET', () => {
  it('may be used again as long as the shortest of its root fields says', async () => {
    expect(await cached('{ long }')).toBe('max-age=600, public');
    expect(await cached('{ __typename long ...F } fragment F on Query { ... { short } }')).toBe('max-age=60, public');
    expect((await get('{ long }')).get('vary')).toBe('Accept');
  });

  it('may not be used again where a root field says nothing, or that it may not', async () => {
    expect(await cached('{ long never }')).toBeNull();
    expect(await cached('{ long none }')).toBeNull();
    expect(await cached('{ __schema { queryType { name } } }')).toBeNull();
  });

  it('may not be kept with an error in it', async () => {
    expect(await cached('{ long fail }')).toBe('no-store');
    expect(await cached('{ nothing }')).toBe('no-store');
  });

  it('may not be used again with a trace in it', async () => {
    expect(await cached('{ long }', { 'apollo-federation-include-trace': 'ftv1' })).toBeNull();
  });

  it('may be used again for entities as long as the shortest of them says', async () => {
    expect(await cached('{ _entities(representations: [{ __typename: "Thing", id: "1" }]) { __typename } }')).toBe(
      'max-age=30, public',
    );
  });

  it('varies by origin too where only some may ask', async () => {
    const { url } = await startServer({ settings: { corsOrigins: ['https://a.example'] } });
    const { headers } = await fetch(url, {
      method: 'POST',
      body: '{"query":"{ hello }"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(headers.get('vary')).toBe('Origin');
  });
});
