import { getIntrospectionQuery } from 'graphql';
import { type Started, startServer } from './startServer';

let server: Started;
beforeAll(async () => {
  server = await startServer();
  await server.query('{ hello }');
});
beforeEach(() => void (server.calls.count = 0));

const many = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(' ');

/** Documents of a few kilobytes whose work is exponential or quadratic where nothing stops it. */
const bombs: Record<string, { query: string; code: string; limit?: string }> = {
  'fragments that double at each level': {
    query: `{ tender(id: "t") { ...F0 } } ${many(60, (i) => `fragment F${i} on Tender { a: buyer { ...F${i + 1} } b: buyer { ...F${i + 1} } }`)} fragment F60 on Tender { id }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'depth',
  },
  'fragments that double at each level without getting deeper': {
    query: `{ tender(id: "t") { ...F0 } } ${many(60, (i) => `fragment F${i} on Tender { ...F${i + 1} ...F${i + 1} }`)} fragment F60 on Tender { id }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'fields',
  },
  'pages of pages of pages': {
    query: `{ tenders(first: 100) { nodes ${'{ tenders(first: 100) { nodes '.repeat(4)} { id } ${'} }'.repeat(4)} } }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'potentialNodes',
  },
  'fields that overlap': {
    query: `{ ${'hello '.repeat(1990)} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'fields that overlap through pairs of fragments': {
    query: `{ tender(id: "t") { ...A0 ...B0 } } ${many(17, (i) => `fragment A${i} on Tender { buyer { ...A${i + 1} ...B${i + 1} } } fragment B${i} on Tender { buyer { ...A${i + 1} ...B${i + 1} } }`)}
      fragment A17 on Tender { id } fragment B17 on Tender { title }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'fields',
  },
  'fragments that spread themselves': {
    query:
      '{ tender(id: "t") { ...A } } fragment A on Tender { buyer { ...B } } fragment B on Tender { buyer { ...A } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'introspection of the fields of the types of the fields': {
    query: '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'introspection nested by fragments': {
    query: `{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } }
      fragment B on __Type { fields { type { ...C } } } fragment C on __Type { fields { name } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'introspection deeper than any type': {
    query: `{ __type(name: "Tender") ${'{ ofType '.repeat(30)} { name } ${'}'.repeat(30)} }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'depth',
  },
  'introspection under many names': {
    query: `{ ${many(51, (i) => `a${i}: __schema { types { name } }`)} }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'aliases',
  },
  'braces without end': { query: '{a'.repeat(3000), code: 'OPERATION_LIMIT_EXCEEDED', limit: 'tokens' },
  'brackets without end': {
    query: `{ tenders(filter: ${'['.repeat(600)}${']'.repeat(600)}) { nodes { id } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'objects without end in a literal': {
    query: `{ tenders(filter: ${'{not:'.repeat(400)}null${'}'.repeat(400)}) { nodes { id } } }`,
    code: 'OPERATION_LIMIT_EXCEEDED',
    limit: 'inputDepth',
  },
};

it.each(Object.entries(bombs))('refuses %s fast and runs nothing', async (_name, { query, code, limit }) => {
  const before = process.cpuUsage();
  const { status, body } = await server.query(query);
  const { user, system } = process.cpuUsage(before); // other programs slow the clock, not this
  expect(status).toBe(400);
  expect(body.errors![0]!.extensions).toMatchObject({ code, ...(limit && { limit }) });
  expect(server.calls.count).toBe(0);
  expect((user + system) / 1000).toBeLessThan(2000); // each takes a few milliseconds to 100; without limits, seconds to forever
});

it('refuses variables that nest 10,000 levels deep', async () => {
  const variables = `{"f":${'{"not":'.repeat(10_000)}null${'}'.repeat(10_000)}}`;
  const query = 'query ($f: Filter) { tenders(filter: $f) { nodes { id } } }';
  const response = await server.post(`{"query":${JSON.stringify(query)},"variables":${variables}}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { limit: 'inputDepth', actual: 10_000 } }] });
  expect(server.calls.count).toBe(0);
});

it('answers the introspection query of every tool', async () => {
  for (const inputValueDeprecation of [true, false]) {
    const { status, body } = await server.query(getIntrospectionQuery({ inputValueDeprecation, specifiedByUrl: true }));
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
  }
});

it('suggests no names of the schema', async () => {
  const { body } = await server.query('{ helo tender(id: "t", idd: 1) { titel } }');
  expect(JSON.stringify(body)).not.toContain('Did you mean');
  const variable = await server.query('query ($s: Status) { hello(status: $s) }', { s: 'OPE' });
  expect(variable.body.errors![0]!.message).toMatch(/does not exist in "Status" enum\.$/);
});
