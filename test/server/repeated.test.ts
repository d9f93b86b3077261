import type { Answerer } from '../../src/server/answer';
import { Kept } from '../../src/server/Kept';
import { startServer } from './startServer';

const TRACE = { 'apollo-federation-include-trace': 'ftv1' };
const QUERY = 'query Echo($id: ID!) { tender(id: $id) { id } }';

const asked: Parameters<Answerer<object>>[0][] = [];
/** Says back the variables that it was given. */
const echo: Answerer<object> = (operation) => {
  asked.push(operation);
  return { data: Buffer.from(JSON.stringify(operation.variables)), path: 'planner' };
};
beforeEach(() => (asked.length = 0));

describe('a request whose body came before', () => {
  it('is not read again, and is answered the same', async () => {
    const server = await startServer({ answer: echo });
    const ask = async (id: string) => (await server.post({ query: QUERY, variables: { id } })).text();
    for (let i = 0; i < 3; i++) {
      expect(await ask('a')).toBe('{"data":{"id":"a"}}\n');
      expect(await ask('b')).toBe('{"data":{"id":"b"}}\n');
    }
    const [, , a, b, again] = asked.map(({ variables }) => variables); // Apollo answers the first one
    expect(again).toBe(a);
    expect(again).not.toBe(b);
  });

  it('is refused again', async () => {
    const server = await startServer({ answer: echo });
    await server.query(QUERY, { id: 'a' });
    for (let i = 0; i < 3; i++) expect((await server.query(QUERY, {})).body.errors).toHaveLength(1);
    for (let i = 0; i < 3; i++) expect((await server.post('{"query":')).status).toBe(400);
    expect(asked).toHaveLength(1);
  });

  it('goes through Apollo where its headers or its method ask for that', async () => {
    const server = await startServer({ answer: echo, settings: { inlineTracing: true } });
    const body = { query: QUERY, variables: { id: 'a' } };
    for (let i = 0; i < 3; i++) await server.post(body);
    const traced = (await (await server.post(body, TRACE)).json()) as { extensions: object };
    expect(Object.keys(traced.extensions)).toEqual(['ftv1']);
    const options = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    expect((await fetch(server.url, options)).status).toBe(405);
    expect(asked).toHaveLength(3);
  });
});

test('a document is parsed once while it is asked for, and let go when a thousand others have come', async () => {
  const server = await startServer({ answer: echo });
  const get = async (query: string): Promise<unknown> => {
    const url = `${server.url}?query=${encodeURIComponent(query)}`;
    await (await fetch(url, { headers: { 'apollo-require-preflight': 'true' } })).text(); // GET is Apollo's
    return asked.at(-1)!.document;
  };
  const first = await get('{ hello }');
  for (let i = 0; i < 999; i++) await get(`{ a${i}: hello }`);
  expect(await get('{ hello }')).toBe(first);
  for (let i = 0; i < 1000; i++) await get(`{ b${i}: hello }`);
  expect(await get('{ hello }')).not.toBe(first);
});

test('no more is kept than may be: what was not asked for the longest gives way', () => {
  const kept = new Kept<number>({ entries: 3, room: 10 });
  const all = (): (number | undefined)[] => ['a', 'b', 'c', 'd', 'eeeeeeeee', 'f'.repeat(11)].map((it) => kept.get(it));
  ['a', 'b', 'c', 'd'].forEach((text, i) => kept.set(text, i));
  kept.set('d', 9);
  expect(all()).toEqual([undefined, 1, 2, 3, undefined, undefined]);
  kept.set('eeeeeeeee', 4);
  expect(all()).toEqual([undefined, undefined, undefined, 3, 4, undefined]);
  kept.set('f'.repeat(11), 5);
  expect(all()).toEqual(Array(6).fill(undefined));
  ['a', 'b', 'c'].forEach((text, i) => kept.set(text, i));
  kept.get('a');
  expect(kept.delete('not there')).toBe(false);
  kept.set('d', 3);
  expect(all().slice(0, 4)).toEqual([0, undefined, 2, 3]);
});
