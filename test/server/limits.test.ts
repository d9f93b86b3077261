import { LimitError } from '../../src/errors';
import { LIMITS, type LimitName, ReadBudget } from '../../src/server/limits';
import { type Started, startServer } from './startServer';

let server: Started;
beforeAll(async () => void (server = await startServer()));
beforeEach(() => void (server.calls.count = 0));

const times = (n: number, text: (n: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(' ');
const nested = (levels: number) => `${'{ buyer '.repeat(levels)}{ id }${' }'.repeat(levels)}`;
const not = (levels: number): object => (levels === 0 ? { eq: 'a' } : { not: not(levels - 1) });
const ids = (n: number) => Array.from({ length: n }, (_, i) => `${i}`);

/** For each limit the operation that has exactly `n` of what it counts. */
const operations: Partial<Record<LimitName, (n: number) => [query: string, variables?: Record<string, unknown>]>> = {
  tokens: (n) => [`{ hello tenders(filter: { in: [${'"a" '.repeat(n - 20)}] }) { nodes { id } } }`],
  depth: (n) => [`{ tender(id: "t") ${nested(n - 2)} }`],
  fields: (n) => [
    `{ ${'hello '.repeat(n % 100)} ${'...F '.repeat(Math.floor(n / 100))} } fragment F on Query { ${'hello '.repeat(100)} }`,
  ],
  aliases: (n) => [`{ ${times(n, (i) => `a${i}: hello`)} }`],
  directives: (n) => [`{ ${'hello @include(if: true) '.repeat(n)} }`],
  inputDepth: (n) => ['query ($f: Filter) { tenders(filter: $f) { nodes { id } } }', { f: not(n - 1) }],
  ids: (n) => ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ids(n) }],
  potentialNodes: (n) => [
    // 100 * 100 * 50 = 500,000
    `{ tenders(first: 100) { nodes { tenders(first: 100) { nodes { tenders(first: 50) { nodes { id } } } } } }
       ${n > LIMITS.potentialNodes.value ? 'c: tenders(first: 1) { nodes { id } }' : ''} }`,
  ],
};
describe.each(Object.entries(operations))('the limit of %s', (name, operation) => {
  const { value } = LIMITS[name as LimitName];

  it('answers an operation that is exactly as large', async () => {
    const { status, body } = await server.query(...operation(value));
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
    expect(server.calls.count).toBeGreaterThan(0);
  });

  it('refuses one more with HTTP 400 before any resolver runs', async () => {
    const { status, body } = await server.query(...operation(value + 1));
    expect(status).toBe(400);
    expect(body).not.toHaveProperty('data');
    expect(body.errors).toHaveLength(1);
    const { code, limit, max, actual } = body.errors![0]!.extensions;
    expect({ code, limit, max }).toEqual({ code: 'OPERATION_LIMIT_EXCEEDED', limit: name, max: value });
    if (name !== 'tokens') expect(actual).toBe(value + 1);
    expect(server.calls.count).toBe(0);
  });
});

it('answers larger operations by the factor that is set, and says what is in force', async () => {
  const larger = await startServer({ settings: { limitsFactor: 2 } });
  const { depth, fields, tokens } = operations;
  for (const query of [depth!(40), fields!(4_000), tokens!(4_000)])
    expect((await larger.query(...query)).body.errors).toBeUndefined();
  for (const [query, max] of [
    [depth!(41), 40],
    [tokens!(4_001), 4_000],
  ] as const)
    expect((await larger.query(...query)).body.errors?.[0]?.extensions).toMatchObject({ max });
});

describe('limits of what is not the operation', () => {
  const bodyOf = (bytes: number) => {
    const empty = JSON.stringify({ query: '{ hello }', operationName: null, extensions: { pad: '' } });
    return empty.replace('"pad":""', `"pad":"${'x'.repeat(bytes - empty.length)}"`);
  };

  it('answers a body of exactly 100 KB and refuses one byte more with HTTP 413', async () => {
    expect((await server.post(bodyOf(LIMITS.body.value))).status).toBe(200);
    const response = await server.post(bodyOf(LIMITS.body.value + 1));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'body', max: 102_400 } }],
    });
  });

  it('reports five validation errors at most, and says that there are more', async () => {
    const { status, body } = await server.query(`{ ${times(50, (i) => `wrong${i}`)} }`);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(LIMITS.validationErrors.value + 1);
    expect(body.errors!.at(-1)!.message).toContain('Too many validation errors');
  });

  it('reports five wrong variables at most, all as the fault of the client', async () => {
    const names = ids(20).map((i) => `v${i}`);
    const query = `query (${names.map((v) => `$${v}: Int`).join(' ')}) { ${names.map((v) => `${v}: tenders(first: $${v}) { nodes { id } }`).join(' ')} }`;
    const { status, body } = await server.query(query, Object.fromEntries(names.map((v) => [v, 'x'])));
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(LIMITS.validationErrors.value + 1);
    expect(new Set(body.errors!.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(server.calls.count).toBe(0);
  });
});

describe('what an operation reads', () => {
  it('may be as much as the budget and no object more', () => {
    const budget = new ReadBudget();
    budget.take(LIMITS.objectsRead.value - 1);
    budget.take(1);
    expect(() => budget.take(1)).toThrow(LimitError);
    expect(() => new ReadBudget(2).take(3)).toThrow(
      expect.objectContaining({ limit: 'objectsRead', max: 2, actual: 3 }),
    );
  });

  it('ends with the code of the limit when a resolver goes over it', async () => {
    const { status, body } = await server.query('{ fail(with: "limit") }');
    expect(status).toBe(200);
    expect(body.errors![0]!.extensions).toEqual({
      code: 'OPERATION_LIMIT_EXCEEDED',
      limit: 'objectsRead',
      max: 50_000,
      actual: 50_001,
    });
  });
});

it('gives every limit a positive whole value, a unit and a reason', () => {
  for (const { value, of, why } of Object.values(LIMITS)) {
    expect(Number.isSafeInteger(value) && value > 0).toBe(true);
    expect(of.length * why.length).toBeGreaterThan(0);
  }
});
