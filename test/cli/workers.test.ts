import { rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildProgram, runHere, runProgram, temporaryFolder } from '../support/cli';
import { ENGINES, freshUrl } from '../support/engines';
import { send, serve, type Serving } from '../support/serve';

jest.setTimeout(120_000);

const main = buildProgram();
const QUERY = '{ releases { totalCount } }';
const ANSWER = { status: 200, body: '{"data":{"releases":{"totalCount":5}}}\n' };

const running: Serving[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function serveBy(workers: number, env: Record<string, string> = {}): Promise<Serving & { cwd: string }> {
  const cwd = temporaryFolder();
  const server = await serve(main, { cwd, args: ['--sample', '--workers', String(workers)], env });
  running.push(server);
  return { ...server, cwd };
}

/** The workers that serve now. */
const pids = (server: Serving): number[] => {
  const ended = server.events().filter(({ event }) => event === 'workerEnded');
  const started = server.events().filter(({ event }) => event === 'workerServes');
  return started.map(({ worker }) => worker).filter((pid) => !ended.some(({ worker }) => worker === pid));
};

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !condition(); await sleep(20))
    if (Date.now() > end) throw new Error('It has not come to it.');
}

const urlOf = async (engine: (typeof ENGINES)[number]): Promise<string> =>
  engine === 'sqlite' ? 'sqlite:ocds.db' : freshUrl(engine);

test.each(ENGINES)('%s: several processes answer at one port, and their metrics are those of all', async (engine) => {
  const server = await serveBy(2, { DATABASE_URL: await urlOf(engine), LOG_LEVEL: 'debug' });
  expect(server.said()).toContain(`Serving 5 releases at ${server.url} by 2 workers`);
  for (let i = 0; i < 12; i++) expect(await send(server.url, QUERY)).toMatchObject(ANSWER);
  const answeredBy = () => server.events().flatMap(({ event, worker }) => (event === 'operation' ? [worker] : []));
  await until(() => answeredBy().length >= 12); // the log may come after the answer
  expect(answeredBy()).toHaveLength(12);
  expect(new Set(answeredBy())).toEqual(new Set(pids(server)));
  for (let i = 0; i < 4; i++) {
    const { body, headers } = await send(new URL('/metrics', server.url).href);
    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(body).toContain('\nocds_graph_operations_total{operation="anonymous",client="unknown"} 12\n');
    expect(body).toContain('\nocds_graph_statements_total 12\n');
    expect(body).toContain('\nocds_graph_operation_seconds_count 12\n');
  }
  for (const path of ['/health', '/ready'])
    expect(await send(new URL(path, server.url).href)).toMatchObject({ status: 200 });
  expect(await server.stop()).toMatchObject({ status: 0, signal: null, stdout: '' });
});

test('a worker that ends is replaced, and the others answer meanwhile', async () => {
  const server = await serveBy(2);
  const [victim, other] = pids(server);
  process.kill(victim!, 'SIGKILL');
  await until(() => server.events().some(({ event }) => event === 'workerEnded'));
  for (let i = 0; i < 5; i++) expect(await send(server.url, QUERY)).toMatchObject(ANSWER);
  await until(() => pids(server).length === 2);
  expect(pids(server)).toContain(other);
  expect(server.events().find(({ event }) => event === 'workerEnded')).toMatchObject({
    level: 'error',
    worker: victim,
    signal: 'SIGKILL',
  });
});

test('no request is lost when it stops under load, though each worker is told so as well', async () => {
  const server = await serveBy(2, { LAME_DUCK_SECONDS: '3', DRAIN_SECONDS: '20' });
  let ready = true;
  let answered = 0;
  const clients = Array.from({ length: 12 }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (; ready; answered++) expect(await send(server.url, QUERY, agent)).toMatchObject(ANSWER);
    agent.destroy();
  });
  const balancer = (async () => {
    while (ready) {
      ready = (await send(new URL('/ready', server.url).href)).status === 200;
      await sleep(10);
    }
  })();
  await until(() => answered > 50);
  const before = answered;
  // As systemd does it: every process of the group. Signals that come together are one, so the second comes later.
  const stopped = server.stop();
  await sleep(200);
  for (const pid of pids(server)) process.kill(pid, 'SIGTERM');
  await Promise.all([balancer, ...clients]);
  expect(answered).toBeGreaterThan(before);
  expect(await stopped).toMatchObject({ status: 0, signal: null });
  await expect(send(server.url, QUERY)).rejects.toThrow('ECONNREFUSED');
});

test('when no worker can be started any more, it says why and gives up', async () => {
  const server = await serveBy(2);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(server.cwd, `ocds.db${suffix}`), { force: true });
  for (const pid of pids(server)) process.kill(pid, 'SIGKILL');
  const { status, stderr } = await server.ended;
  expect(status).toBe(1);
  expect(stderr).toMatch(/ocds-graph: No worker can be started any more: There is no database file ocds\.db\.\n$/);
});

test('a port that is taken is told as with one process', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const args = ['serve', '--workers', '2', '--port', String(port)];
  const { status, stderr } = await runProgram(main, args, { cwd: temporaryFolder() });
  taken.close();
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `ocds-graph: Port ${port} of 127.0.0.1 is in use by another program; set PORT to a free one.\n`,
  });
});

test('a database in memory is not served by several', async () => {
  const args = ['serve', '--workers', '2', '--database', 'sqlite::memory:'];
  const { status, stderr } = await runHere(args, { cwd: temporaryFolder() });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'ocds-graph: A database in memory belongs to one process, so WORKERS must be 1.\n',
  });
});

test('pools that are larger together than what PostgreSQL allows are told at the start', async () => {
  const server = await serveBy(2, { DATABASE_URL: await freshUrl('postgres'), POOL_SIZE: '60' });
  expect(server.said()).toContain(
    'Warning: 2 workers with POOL_SIZE 60 may open 120 connections, but the PostgreSQL server has 97 for all its clients. ' +
      'Lower POOL_SIZE to 48 or less, or raise max_connections there.\n',
  );
});
