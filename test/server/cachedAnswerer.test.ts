import { parse, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Answered, Asked, Declined } from '../../src/server/answer';
import { cachedAnswerer, type NumberedContext } from '../../src/server/cachedAnswerer';
import { ResultCache } from '../../src/server/ResultCache';

const document = parse('query A { a } query B { b }');

/** A cache before an Answerer that counts, over a database whose number can be set. */
function setUp() {
  const state = {
    number: 1,
    asked: 0,
    next: (): Answered | Declined | Promise<Answered | Declined> => ({ reason: 'no' }),
  };
  const context: NumberedContext = { importNumber: async () => state.number };
  const answer = cachedAnswerer<NumberedContext>({
    bytes: 1_000_000,
    next: () => {
      state.asked++;
      return state.next();
    },
  });
  const ask = async (variables: Asked<object>['variables'] = {}, name: 'A' | 'B' = 'A', hash = 'h') =>
    answer({
      schema: undefined as unknown as GraphQLSchema,
      document,
      operation: document.definitions[name === 'A' ? 0 : 1] as OperationDefinitionNode,
      hash,
      variables,
      context,
    });
  const planned = (data: string): void => void (state.next = () => ({ data: Buffer.from(data), path: 'planner' }));
  return { state, ask, planned };
}

const textOf = (found: Answered | Declined) =>
  'data' in found ? { data: found.data.toString(), path: found.path } : found;

const pathOf = (found: Answered | Declined) => ('path' in found ? found.path : found.reason);

test('an answer is kept until the next import', async () => {
  const { state, ask, planned } = setUp();
  planned('{"n":1}');
  expect(textOf(await ask())).toEqual({ data: '{"n":1}', path: 'planner' });
  expect(textOf(await ask())).toEqual({ data: '{"n":1}', path: 'cache' });
  state.number++;
  planned('{"n":2}');
  expect(textOf(await ask())).toEqual({ data: '{"n":2}', path: 'planner' });
  expect(textOf(await ask())).toEqual({ data: '{"n":2}', path: 'cache' });
});

test('operations, documents and variables that differ in anything are not mixed', async () => {
  const { state, ask, planned } = setUp();
  planned('{}');
  const all: Parameters<typeof ask>[] = [
    [{}],
    [{ a: null }],
    [{ a: 1 }],
    [{ a: '1' }],
    [{ a: true }],
    [{ a: [1] }],
    [{ a: 'null' }],
    [{ b: 1 }],
    [{}, 'B'],
    [{}, 'A', 'i'],
  ];
  for (const each of all) expect(pathOf(await ask(...each))).toBe('planner');
  for (const each of all) expect(pathOf(await ask(...each))).toBe('cache');
  expect(state.asked).toBe(all.length);
});

test('an answer during which an import ended is not kept, not even for who reads a replica that lacks it', async () => {
  const { state, ask } = setUp();
  state.next = () => {
    state.number = 2;
    return { data: Buffer.from('{}'), path: 'planner' };
  };
  expect(pathOf(await ask())).toBe('planner');
  state.number = 1;
  expect(pathOf(await ask())).toBe('planner');
});

test('what the resolvers answer is kept, unless there were errors or their state was another', async () => {
  const { state, ask } = setUp();
  const declined = async () => (await ask()) as Declined;
  await (
    await declined()
  ).answered!(undefined);
  const other = await declined();
  state.number = 2;
  await other.answered!(Buffer.from('{"old":1}'));
  state.number = 1;
  await (
    await declined()
  ).answered!(undefined);
  state.number = 2;
  await (
    await declined()
  ).answered!(Buffer.from('{"new":1}'));
  expect(textOf(await ask())).toEqual({ data: '{"new":1}', path: 'cache' });
});

test('identical operations under way wait for one answer', async () => {
  const { state, ask } = setUp();
  state.next = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { data: Buffer.from('{}'), path: 'planner' };
  };
  const paths = (await Promise.all([ask(), ask(), ask(), ask({ a: 1 })])).map(pathOf);
  expect(paths.sort()).toEqual(['cache', 'cache', 'planner', 'planner']);
  expect(state.asked).toBe(2);
});

test('a failure is not kept, and whoever waited for it tries for himself', async () => {
  const { state, ask, planned } = setUp();
  state.next = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    planned('{}');
    throw new Error('lost');
  };
  const [first, second] = await Promise.allSettled([ask(), ask()]);
  expect(first.status).toBe('rejected');
  expect(second).toMatchObject({ value: { path: 'planner' } });
});

describe('the memory', () => {
  it('is bounded, and the answers asked for last stay', () => {
    const cache = new ResultCache(10_000);
    for (let i = 0; i < 100; i++) {
      cache.set(1, `k${i}`, Buffer.alloc(200));
      expect(cache.get(1, 'k0')).toBeDefined();
    }
    const { answers, bytes } = cache.size;
    expect(bytes).toBeLessThanOrEqual(10_000);
    expect(answers).toBeGreaterThan(20);
    expect(cache.get(1, 'k1')).toBeUndefined();
    expect(cache.get(1, 'k99')).toBeDefined();
  });

  it('holds no answer that would drive out most others', () => {
    const cache = new ResultCache(10_000);
    cache.set(1, 'k', Buffer.alloc(2_000));
    expect(cache.size.answers).toBe(0);
  });

  it('holds one state, and nothing of an older one', () => {
    const cache = new ResultCache(10_000);
    cache.set(2, 'k', Buffer.from('new'));
    cache.set(1, 'j', Buffer.from('old'));
    const found = [cache.get(1, 'j'), cache.get(1, 'k'), cache.get(2, 'k')];
    expect(found).toEqual([undefined, undefined, Buffer.from('new')]);
    expect(cache.get(3, 'k')).toBeUndefined();
    expect(cache.size).toEqual({ answers: 0, bytes: 0 });
  });
});
