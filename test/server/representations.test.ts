import { LIMITS } from '../../src/server/limits';
import { type EntityKeys, checkRepresentations } from '../../src/server/representations';
import { type Started, startServer } from './startServer';

const keys: EntityKeys = { Tender: [['id'], ['ocid', 'localId']], Region: [['code']] };
const problem = (...representations: unknown[]) => {
  try {
    checkRepresentations(representations, keys);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

describe('the guard of _entities', () => {
  it('accepts every key of every type, with the fields of other keys absent or null', () => {
    expect(
      problem(
        { __typename: 'Tender', id: 't' },
        { __typename: 'Tender', ocid: 'o', localId: '1' },
        { __typename: 'Tender', id: 't', ocid: null, title: { any: ['thing'] } },
        { __typename: 'Region', code: 'UKG' },
      ),
    ).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['is not an object', null],
    ['is not an object', 'Tender'],
    ['is not an object', []],
    ['has no __typename of an entity of this graph', {}],
    ['has no __typename of an entity of this graph', { __typename: 'Query', id: 't' }],
    ['has no __typename of an entity of this graph', { __typename: 'constructor', id: 't' }],
    ['has no __typename of an entity of this graph', { __typename: '__proto__', id: 't' }],
    ['has no __typename of an entity of this graph', { __typename: ['Tender'], id: 't' }],
    ['lacks a key: id, or ocid and localId', { __typename: 'Tender' }],
    ['lacks a key: id, or ocid and localId', { __typename: 'Tender', ocid: 'o' }],
    ['lacks a key: code', { __typename: 'Region', code: null }],
    ['has a value of id that is not a string', { __typename: 'Tender', id: '' }],
    ['has a value of id that is not a string', { __typename: 'Tender', id: 7 }],
    ['has a value of id that is not a string', { __typename: 'Tender', id: ['t'] }],
    ['has a value of id that is not a string', { __typename: 'Tender', id: 'a\0b' }],
    ['has a value of id that is not a string', { __typename: 'Tender', id: 'x'.repeat(1025) }],
    ['has a value of ocid that is not a string', { __typename: 'Tender', id: 't', ocid: { a: 1 } }],
  ])('says that a representation %s', (reason, representation) => {
    expect(problem({ __typename: 'Region', code: 'UKG' }, representation)).toMatch(`representations[1] ${reason}`);
  });

  it('accepts a key of 1,024 characters', () => {
    expect(problem({ __typename: 'Tender', id: 'x'.repeat(1024) })).toBeUndefined();
  });

  it('never repeats what it was sent', () => {
    expect(problem({ __typename: 'secret', id: 'secret' })).not.toContain('secret');
    expect(problem({ __typename: 'Tender', id: ['secret'] })).not.toContain('secret');
  });
});

describe('_entities over HTTP', () => {
  const query = 'query ($r: [_Any!]!) { hello _entities(representations: $r) { ... on Tender { id } } }';
  const tenders = (n: number) => Array.from({ length: n }, (_, i) => ({ __typename: 'Tender', id: `${i}` }));
  let server: Started;
  beforeAll(async () => void (server = await startServer()));
  beforeEach(() => void (server.calls.count = 0));

  it('answers 1,000 representations', async () => {
    const { body } = await server.query(query, { r: tenders(LIMITS.representations.value) });
    expect(body.errors).toBeUndefined();
    expect(body.data!['_entities']).toHaveLength(1000);
    expect(server.calls.count).toBe(1001);
  });

  it('refuses 1,001 before any resolver runs', async () => {
    const { status, body } = await server.query(query, { r: tenders(LIMITS.representations.value + 1) });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { message: '_entities takes at most 1000 representations, not 1001.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(server.calls.count).toBe(0);
  });

  it('refuses all of them for one that is wrong, before any resolver runs', async () => {
    const r = [{ __typename: 'Tender', ocid: { a: 1 } }, { __typename: 'Nope' }];
    const { status, body } = await server.query(query, { r });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'representations[0] has a value of ocid that is not a string of 1 to 1024 characters without NUL.',
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
    expect(server.calls.count).toBe(0);
  });

  it.each([
    '{ _entities(representations: [{ __typename: "Nope" }]) { __typename } }',
    '{ ...F } fragment F on Query { x: _entities(representations: [{ __typename: "Nope" }]) { __typename } }',
    'query ($n: _Any = { __typename: "Nope" }) { _entities(representations: [$n]) { __typename } }',
    `{ a: _entities(representations: [{ __typename: "Tender", id: "1" }]) { __typename }
       b: _entities(representations: [{ __typename: "Nope" }]) { __typename } }`,
  ])('looks wherever representations may stand: %s', async (document) => {
    const { body } = await server.query(document);
    expect(body.errors![0]!.message).toContain('representations[0] has no __typename');
    expect(server.calls.count).toBe(0);
  });

  it('tells what is missing from the word for it, whatever was asked before', async () => {
    const document =
      'query ($id: String) { _entities(representations: [{ __typename: "Tender", id: $id }]) { __typename } }';
    const message = 'representations[0] lacks a key: id, or ocid and localId.';
    for (const id of ['null', 'undefined'])
      expect((await server.query(document, { id })).body.data).toEqual({ _entities: [expect.anything()] });
    for (const variables of [{ id: null }, {}])
      expect((await server.query(document, variables)).body.errors).toMatchObject([{ message }]);
  });
});
