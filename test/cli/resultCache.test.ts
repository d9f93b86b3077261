import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/database/Database';
import { Store } from '../../src/import/Store';
import { ENGINES, freshUrl } from '../support/engines';
import { incoming, sampleReleases } from '../support/graph';
import { type ServedGraph, serveGraph, TEST_CONFIG } from '../support/served';

const PLANNED = '{ releases { nodes { ocid } } }';
/** The planner leaves this one to the resolvers. */
const RESOLVED = '{ releases { nodes { ocid document } } }';

describe.each(ENGINES)('%s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'ocds-graph-'));
  const [first, second, ...others] = sampleReleases();
  let writer: Database;
  let servers: ServedGraph[];

  beforeAll(async () => {
    const url = engine === 'sqlite' ? `sqlite:${join(folder, 'test.db')}` : await freshUrl(engine);
    writer = await Database.open(url);
    await writer.migrate();
    await store(first);
    const config = { ...TEST_CONFIG, resultCacheMb: 1, debugPath: true, inlineTracing: true };
    const serve = async () => serveGraph(await Database.open(url, { readonly: true }), { config });
    servers = [await serve(), await serve()];
  });
  afterAll(async () => {
    for (const each of servers) await each.stop();
    await writer.close();
    rmSync(folder, { recursive: true });
  });

  const store = async (release: unknown) => new Store(writer.engine).store(incoming([release as never]));

  const ask = async (server: number, query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(servers[server]!.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const { data, extensions } = (await response.json()) as {
      data: { releases: { nodes: object[] } };
      extensions: { path: string; ftv1?: string };
    };
    return [extensions.path, data.releases.nodes.length];
  };

  test('each process keeps its answers, and none outlives an import by another', async () => {
    for (const [query, path] of [
      [PLANNED, 'planner'],
      [RESOLVED, 'resolvers'],
    ] as const)
      for (const server of [0, 1]) {
        expect(await ask(server, query)).toEqual([path, 1]);
        expect(await ask(server, query)).toEqual(['cache', 1]);
      }
    await store(second);
    for (const server of [0, 1]) {
      expect(await ask(server, PLANNED)).toEqual(['planner', 2]);
      expect(await ask(server, RESOLVED)).toEqual(['resolvers', 2]);
      expect(await ask(server, PLANNED)).toEqual(['cache', 2]);
      expect(await ask(server, RESOLVED)).toEqual(['cache', 2]);
    }
  });

  test('an import that changes nothing leaves the answers, and errors are not among them', async () => {
    await ask(0, PLANNED);
    await store(second);
    expect(await ask(0, PLANNED)).toEqual(['cache', 2]);
    const wrong = async () => (await servers[0]!.ask('{ releases(first: 1000) { nodes { ocid } } }')) as object;
    await wrong();
    expect(await wrong()).toMatchObject({ extensions: { path: 'resolvers' }, errors: [{}] });
  });

  test('a trace is of an execution', async () => {
    await ask(0, PLANNED);
    expect((await ask(0, PLANNED, { 'apollo-federation-include-trace': 'ftv1' }))[0]).toBe('resolvers');
  });

  test('whatever is imported while operations are asked, no answer is older than the import before it', async () => {
    for (const [i, release] of others.entries()) {
      const asked = [store(release), ...Array.from({ length: 10 }, (_, k) => ask(k % 2, k % 3 ? PLANNED : RESOLVED))];
      await Promise.all(asked);
      for (const server of [0, 1])
        for (const query of [PLANNED, RESOLVED]) expect((await ask(server, query))[1]).toBe(3 + i);
    }
  });
});
