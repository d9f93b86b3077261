import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestOf } from '../../scripts/persistedDocuments';
import { readManifest } from '../../src/cli/readManifest';
import { PersistedStore } from '../../src/server/persisted';
import { type Started, startServer } from './startServer';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const QUERY = '{ hello }';
const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const answer = async (response: Response) => {
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  return { status: response.status, data, code: errors?.[0]?.extensions.code };
};

describe('automatic persisted queries', () => {
  let server: Started;
  beforeAll(async () => void (server = await startServer({ settings: { persistedQueries: 2 } })));

  const get = async (hash: string, headers: Record<string, string> = { 'apollo-require-preflight': 'true' }) => {
    const parameters = new URLSearchParams({ extensions: JSON.stringify(persisted(hash).extensions) });
    return answer(await fetch(`${server.url}?${parameters.toString()}`, { headers }));
  };
  const register = async (query: string) => answer(await server.post({ query, ...persisted(sha256(query)) }));

  it('are not found, registered, and from then on named by their hash, by GET too', async () => {
    expect(await get(sha256(QUERY))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await register(QUERY)).toMatchObject({ status: 200, data: { hello: 'world' } });
    expect(await get(sha256(QUERY))).toMatchObject({ status: 200, data: { hello: 'world' } });
  });

  it('are not answered to a page that a browser did not ask about first', async () => {
    expect(await get(sha256(QUERY), {})).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  it('are registered under their own hash only, and only when they are valid', async () => {
    expect(await answer(await server.post({ query: QUERY, ...persisted(sha256('{ late { id } }')) }))).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
    });
    expect(await register('{ nothing }')).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await get(sha256('{ nothing }'))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('are forgotten when there are more than are kept, those not asked for first', async () => {
    const queries = ['{ hello a: hello }', '{ hello b: hello }', '{ hello c: hello }'];
    await register(queries[0]!);
    await register(queries[1]!);
    await get(sha256(queries[0]!));
    await register(queries[2]!);
    expect(await get(sha256(queries[0]!))).toMatchObject({ status: 200 });
    expect(await get(sha256(queries[1]!))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
  });

  it('take no more memory than the store has, however large they are', async () => {
    const store = new PersistedStore(new Map(), 1000);
    for (let i = 0; i < 500; i++) await store.set(`apq:${i}`, 'x'.repeat(100_000));
    expect(store.size).toBe(160);
    expect(await store.get('apq:499')).toHaveLength(100_000);
  });
});

describe('a manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const FRAGMENT = 'fragment F on Query { hello }';
  write('a.graphql', `query Greet { ...F }\n${FRAGMENT}`);
  write('b.graphql', 'query ById($id: ID!) { tender(id: $id) { ...T } } fragment T on Tender { id }');
  const manifest = manifestOf(folder);
  const documents = new Map(manifest.operations.map(({ id, body }) => [id, body]));
  const greet = manifest.operations.find(({ name }) => name === 'Greet')!;

  it('has every operation of a folder with its fragments, by name, under the hash of its text', () => {
    expect(manifest).toMatchObject({ format: 'apollo-persisted-query-manifest', version: 1 });
    expect(manifest.operations.map(({ name, type }) => [name, type])).toEqual([
      ['ById', 'query'],
      ['Greet', 'query'],
    ]);
    for (const { id, body } of manifest.operations) expect(id).toBe(sha256(body));
    expect(greet.body).toBe('query Greet {\n  ...F\n}\n\nfragment F on Query {\n  hello\n}');
  });

  it('is empty for a folder that is not there', () => expect(manifestOf(join(folder, 'none')).operations).toEqual([]));

  it('gives clients its documents by hash although nobody sent them', async () => {
    const { post } = await startServer({ documents, settings: { persistedQueries: 0 } });
    expect(await answer(await post(persisted(greet.id)))).toMatchObject({ status: 200, data: { hello: 'world' } });
  });

  it('may be all that is answered: by hash or in full, and nothing else', async () => {
    const { post, calls } = await startServer({ documents, settings: { persistedDocumentsOnly: true } });
    expect(await answer(await post(persisted(greet.id)))).toMatchObject({ data: { hello: 'world' } });
    expect(await answer(await post({ query: greet.body }))).toMatchObject({ data: { hello: 'world' } });
    const before = calls.count;
    for (const query of [QUERY, `${greet.body} `, '{ __schema { queryType { name } } }', '{ _service { sdl } }'])
      expect(await answer(await post({ query }))).toMatchObject({ status: 403, code: 'PERSISTED_DOCUMENT_REQUIRED' });
    expect(await answer(await post({ query: QUERY, ...persisted(sha256(QUERY)) }))).toMatchObject({ status: 403 });
    expect(await answer(await post(persisted(sha256(QUERY))))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(calls.count).toBe(before);
  });

  describe('that is set', () => {
    const read = (persistedDocuments?: string, persistedDocumentsOnly = false) =>
      readManifest({ persistedDocuments, persistedDocumentsOnly });

    it('is read as it was written', async () => {
      expect(await read(write('m.json', JSON.stringify(manifest)))).toEqual(documents);
      expect(await read()).toEqual(new Map());
    });

    it.each([
      ['is not there', () => join(folder, 'none.json'), 'can be read'],
      ['is no JSON', () => write('x.json', '{'), 'can be read'],
      ['is no manifest', () => write('y.json', '{"format":"other"}'), 'must be a manifest'],
      [
        'has operations without bodies',
        () => write('z.json', JSON.stringify({ ...manifest, operations: [{ id: '' }] })),
        'must be a manifest',
      ],
      [
        'has another hash',
        () => write('h.json', JSON.stringify({ ...manifest, operations: [{ ...greet, id: 'ab' }] })),
        "The manifest's id of Greet",
      ],
    ])('is refused in a sentence if it %s', async (_, path, says) => {
      await expect(read(path())).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(says),
      });
    });

    it('is needed where nothing else is answered', async () => {
      await expect(read(undefined, true)).rejects.toMatchObject({
        message: expect.stringContaining('PERSISTED_DOCUMENTS'),
      });
    });
  });
});
