import { UserInputError } from '../../src/errors';
import { type Answerer, FinishedJson, stringifyResult } from '../../src/server/answer';
import { type Started, startServer } from './startServer';

/** Answers what begins with `hello`, and remembers what it was asked. */
const asked: Parameters<Answerer<object>>[0][] = [];
const answer: Answerer<object> = (operation) => {
  asked.push(operation);
  switch (operation.operation.name?.value) {
    case 'Planned':
      return Promise.resolve({ data: Buffer.from('{"hello":"finished"}'), path: 'planner' });
    case 'Broken':
      return Promise.reject(new Error('a secret'));
    case 'Wrong':
      throw new UserInputError('No.');
    default:
      return { reason: 'unknown' };
  }
};

let server: Started;
beforeAll(async () => {
  server = await startServer({ answer, settings: { debugPath: true, inlineTracing: true } });
});
beforeEach(() => (asked.length = 0));

const PLANNED = 'query Planned { hello }';
const TRACE = { 'apollo-federation-include-trace': 'ftv1' };

describe('an Answerer', () => {
  it('answers in the place of the resolvers, and its text goes out as it is', async () => {
    const before = server.calls.count;
    const response = await server.post({ query: PLANNED });
    expect(await response.text()).toBe('{"data":{"hello":"finished"},"extensions":{"path":"planner"}}\n');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(server.calls.count).toBe(before);
  });

  it('leaves to the resolvers what it declines', async () => {
    const { body } = await server.query('{ hello }');
    expect(body).toEqual({ data: { hello: 'world' }, extensions: { path: 'resolvers', reason: 'unknown' } });
  });

  it('is given the variables as GraphQL coerces them', async () => {
    await server.query(
      'query ($a: Int = 3, $b: Int, $c: Status) { tenders(first: $a, last: $b) { nodes { id } } hello(status: $c) }',
      { c: null, d: 4 },
    );
    expect(asked[0]!.variables).toEqual({ a: 3, c: null });
  });

  it('is not asked where an operation is refused, invalid or traced', async () => {
    await server.query('query Planned { tender(id: "1") { buyer { nothing } } }');
    await server.query('query Planned($ms: Int!) { slow(ms: $ms) }', { ms: 'x' });
    await server.query(`query Planned { ${Array.from({ length: 51 }, (_, i) => `a${i}: hello`).join(' ')} }`);
    expect(asked).toEqual([]);
    const traced = await (await server.post({ query: PLANNED }, TRACE)).json();
    expect(asked).toEqual([]);
    expect(traced).toMatchObject({
      data: { hello: 'world' },
      extensions: { ftv1: expect.any(String), reason: 'trace' },
    });
  });

  it('fails the whole operation where it throws, and says as little as a resolver', async () => {
    const { status, body } = await server.query('query Broken { hello }');
    expect([status, body]).toEqual([
      200,
      {
        data: null,
        errors: [
          {
            message: 'Internal server error',
            extensions: { code: 'INTERNAL_SERVER_ERROR', errorId: expect.any(String) },
          },
        ],
        extensions: { path: 'planner', reason: 'failed' },
      },
    ]);
    expect(server.logs.at(-1)).toMatchObject({ level: 'error', message: 'Error: a secret' });
    expect((await server.query('query Wrong { hello }')).body.errors).toEqual([
      { message: 'No.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('is observed like the resolvers', async () => {
    let closed = 0;
    const close = (): Promise<void> => Promise.resolve(void closed++);
    const own = await startServer({ answer, context: () => ({ close }) });
    const text = await (await own.post({ query: PLANNED })).text();
    expect(text).toBe('{"data":{"hello":"finished"}}\n');
    await own.query('{ hello }');
    expect(closed).toBe(2);
    expect(own.operations[0]).toMatchObject({ operation: 'Planned' });
    const metrics = await (await fetch(`${own.base}metrics`)).text();
    expect(metrics).toContain('ocds_graph_operations_by_path_total{path="planner",reason=""} 1');
    expect(metrics).toContain('ocds_graph_operations_by_path_total{path="resolvers",reason="unknown"} 1');
  });
});

test('without an Answerer, the resolvers answer', async () => {
  const { body } = await (await startServer({ settings: { debugPath: true } })).query('{ hello }');
  expect(body).toEqual({ data: { hello: 'world' }, extensions: { path: 'resolvers', reason: 'none' } });
});

test('an answer is written as Apollo writes it', () => {
  const errors = [{ message: 'No.' }];
  expect(stringifyResult({ data: { a: 1 }, errors })).toBe('{"data":{"a":1},"errors":[{"message":"No."}]}\n');
  const data = new FinishedJson(Buffer.from('{"a":1.50}')) as never;
  expect(stringifyResult({ data })).toBe('{"data":{"a":1.50}}\n');
  expect(stringifyResult({ data, extensions: { b: 'c' } })).toBe('{"data":{"a":1.50},"extensions":{"b":"c"}}\n');
});

describe('the short way', () => {
  const get = (query: string) =>
    fetch(`${server.url}?${new URLSearchParams({ query }).toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
  const headersOf = ({ headers }: Response) =>
    Object.fromEntries([...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)));

  it('answers a known operation with the headers and bytes of Apollo', async () => {
    for (const accept of ['*/*', 'application/json', 'application/graphql-response+json,application/json;q=0.9']) {
      const query = `query Planned { hello } # ${accept}`;
      const first = await server.post({ query }, { accept });
      const second = await server.post({ query }, { accept });
      const third = await server.post({ query, variables: {}, operationName: 'Planned', extensions: {} }, { accept });
      expect(headersOf(second)).toEqual(headersOf(first));
      expect(headersOf(third)).toEqual(headersOf(first));
      const text = await first.text();
      expect([await second.text(), await third.text()]).toEqual([text, text]);
    }
  });

  it('is never taken by what Apollo refuses', async () => {
    await server.post({ query: PLANNED });
    const accepted = async (body: unknown, headers: Record<string, string> = {}) =>
      (await server.post(body, headers)).status;
    expect(await accepted({ query: PLANNED }, { accept: 'text/html' })).toBe(406);
    expect(await accepted({ query: PLANNED, variables: [] })).toBe(400);
    expect(await accepted({ query: PLANNED, operationName: 1 })).toBe(400);
    expect(await accepted({ query: PLANNED, operationName: 'Other' })).toBe(400);
    expect(await accepted([{ query: PLANNED }])).toBe(400);
    expect(await accepted({ query: PLANNED, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })).toBe(
      400,
    );
    expect(await accepted(JSON.stringify({ query: PLANNED }), { 'content-type': 'text/plain' })).toBe(400);
    expect((await get('query Planned { hello }')).status).toBe(200);
  });

  it('measures again what variables make larger', async () => {
    const query =
      'query Planned($n: Int) { tenders(first: $n) { nodes { tenders(first: $n) { nodes { tenders(first: $n) { nodes { id } } } } } } }';
    const ask = async (n: number) => (await server.query(query, { n })).body.errors?.[0]?.extensions['limit'];
    expect([await ask(2), await ask(2), await ask(90), await ask(3)]).toEqual([
      undefined,
      undefined,
      'potentialNodes',
      undefined,
    ]);
    const nested = 'query Planned($f: Filter) { tenders(filter: $f) { nodes { id } } }';
    const depth = async (levels: number) => {
      let f: object = { eq: 'x' };
      for (let i = 0; i < levels; i++) f = { not: f };
      return (await server.query(nested, { f })).body.errors?.[0]?.extensions['limit'];
    };
    expect([await depth(1), await depth(1), await depth(30)]).toEqual([undefined, undefined, 'inputDepth']);
  });

  it('hands on what is declined, without asking twice', async () => {
    const closed: unknown[] = [];
    const own = await startServer({
      answer,
      settings: { debugPath: true },
      context: () => ({ close: async () => void closed.push(1) }),
    });
    await own.query('{ hello }');
    const before = asked.length;
    expect((await own.query('{ hello }')).body).toEqual({
      data: { hello: 'world' },
      extensions: { path: 'resolvers', reason: 'unknown' },
    });
    expect(asked.length - before).toBe(1);
    expect(closed).toHaveLength(2);
    expect(own.operations).toHaveLength(2);
  });

  it('observes, fails and closes as Apollo does', async () => {
    let closed = 0;
    const own = await startServer({ answer, context: () => ({ close: async () => void closed++ }) });
    const lines = async (query: string) => {
      const first = await own.post({ query }, { 'apollographql-client-name': 'test' });
      const second = await own.post({ query }, { 'apollographql-client-name': 'test' });
      expect(headersOf(second)['cache-control']).toBe(headersOf(first)['cache-control']);
      const [a, b] = own.operations.splice(0);
      expect({ ...b, milliseconds: 0 }).toEqual({ ...a, milliseconds: 0 });
      return b;
    };
    expect(await lines(PLANNED)).toMatchObject({ operation: 'Planned', client: { name: 'test' } });
    expect(await lines('query Wrong { hello }')).toMatchObject({ errors: ['BAD_USER_INPUT'] });
    expect(closed).toBe(4);
  });

  it('is closed to documents beside the manifest', async () => {
    const only = await startServer({ answer, settings: { persistedDocumentsOnly: true } });
    for (let i = 0; i < 2; i++) expect((await only.post({ query: PLANNED })).status).toBe(403);
  });
});
