import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram, runHere, runProgram, temporaryFolder } from '../support/cli';
import { serve as startServing } from '../support/serve';

jest.setTimeout(60_000);

const main = buildProgram();

const serve = (cwd: string, ...args: string[]) => startServing(main, { cwd, args });

async function ask(url: string, query: string): Promise<any> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

const EVERYTHING = '{ releases { totalCount } }';

test('it starts with the sample, answers, stops when told to, and imports nothing the second time', async () => {
  const cwd = temporaryFolder();
  const first = await serve(cwd, '--sample');
  expect(first.said()).toContain('Serving 5 releases at http://127.0.0.1:');
  expect(await ask(first.url, EVERYTHING)).toEqual({ data: { releases: { totalCount: 5 } } });
  const example = /Try: (.*)\n/.exec(first.said())![1]!;
  expect((await ask(first.url, example)).data.organizations.nodes.length).toBeGreaterThan(0);
  expect(await first.stop()).toMatchObject({ status: 0, signal: null, stdout: '' });
  const imports = async (): Promise<unknown> =>
    (JSON.parse((await runProgram(main, ['stats', '--json'], { cwd })).stdout) as { imports: number }).imports;
  expect(await imports()).toBe(1);
  const second = await serve(cwd, '--sample');
  expect(second.said()).toContain('Serving 5 releases');
  expect(await second.stop('SIGINT')).toMatchObject({ status: 0, signal: null });
  expect(await imports()).toBe(1);
});

test('a database in memory is served too, and leaves nothing behind', async () => {
  const cwd = temporaryFolder();
  const server = await serve(cwd, '--sample', '--database', 'sqlite::memory:');
  expect(await ask(server.url, EVERYTHING)).toEqual({ data: { releases: { totalCount: 5 } } });
  expect(await server.stop()).toMatchObject({ status: 0 });
  expect(existsSync(join(cwd, 'ocds.db'))).toBe(false);
});

test('an empty database is served as it is', async () => {
  const server = await serve(temporaryFolder());
  expect(server.said()).toContain('Serving 0 releases');
  expect(await ask(server.url, EVERYTHING)).toEqual({ data: { releases: { totalCount: 0 } } });
  expect(await server.stop()).toMatchObject({ status: 0 });
});

test('replicas of no PostgreSQL are wrong usage', async () => {
  const env = { DATABASE_REPLICA_URLS: 'postgres://replica/graph' };
  expect(await runHere(['serve'], { cwd: temporaryFolder(), env })).toMatchObject({
    status: 2,
    stderr: 'ocds-graph: DATABASE_REPLICA_URLS must be none, for DATABASE_URL is no PostgreSQL.\n',
  });
});
