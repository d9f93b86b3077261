import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { serveGraph } from '../../src/cli/serveGraph';
import { readConfig } from '../../src/config';
import { Database } from '../../src/database/Database';
import { MIGRATIONS } from '../../src/database/migrations';
import type { ReadSession, Sessions } from '../../src/database/session';
import { sql } from '../../src/database/sql';
import { Store } from '../../src/import/Store';
import { replicatedPostgres, type ReplicatedPostgres } from '../support/replicatedPostgres';

jest.setTimeout(60_000);

let cluster: ReplicatedPostgres;
let primary: Client;
let writer: Database;
let reader: Database;
let sessions: Sessions;
let imports = 0;
const events: Record<string, unknown>[] = [];
const log = (event: object) => void events.push(event as Record<string, unknown>);

beforeAll(async () => {
  cluster = await replicatedPostgres();
  await asking(`${cluster.primary}/postgres`, 'CREATE DATABASE graph');
  primary = new Client(`${cluster.primary}/graph`);
  await primary.connect();
  writer = await Database.open(`${cluster.primary}/graph`);
  await writer.migrate();
  await publish();
  await caughtUp();
  reader = await Database.open(`${cluster.primary}/graph`, {
    readonly: true,
    replicaUrls: [`${cluster.replica}/graph`],
  });
  sessions = reader.sessions(log);
});

afterAll(async () => {
  await sessions.end();
  await reader.close();
  await writer.close();
  await primary.end();
  await cluster.stop();
});

async function asking(url: string, text: string): Promise<Record<string, any>[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const onReplica = (text: string) => asking(`${cluster.replica}/graph`, text);

/** Each import adds a release, so that there are as many as imports. */
async function publish(): Promise<void> {
  const ocid = `ocds-213czf-${++imports}`;
  const document = { ocid, id: '1', date: '2026-01-01', tag: ['compiled'] };
  const text = JSON.stringify(document);
  await new Store(writer.engine).store([{ ocid, form: 'compiled', document, text, file: '', position: '' }]);
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !(await condition()); await sleep(20))
    if (Date.now() > end) throw new Error('It has not come to it.');
}

const caughtUp = (): Promise<void> =>
  until(async () => {
    const seen = await onReplica('SELECT count(*)::int AS count FROM import_state').catch(() => []);
    return seen[0]?.['count'] === 1 && (await onReplica('SELECT number FROM import_state'))[0]!['number'] >= imports;
  });

interface Seen {
  from: 'replica' | 'primary';
  releases: number;
  imported: number | undefined;
}

async function look(session: ReadSession): Promise<Seen> {
  const [row] = await session.all(sql`SELECT pg_is_in_recovery() AS replica, count(*) AS count FROM release`);
  return { from: row!.replica ? 'replica' : 'primary', releases: row!.count as number, imported: session.imported?.() };
}

async function lookOnce(atLeast?: number): Promise<Seen> {
  const session = sessions.open({ atLeast });
  try {
    return await look(session);
  } finally {
    await session.close();
  }
}

test('operations read a replica, and know which import they see', async () => {
  const session = sessions.open();
  expect(session.imported?.()).toBeUndefined();
  expect(await look(session)).toEqual({ from: 'replica', releases: 1, imported: 1 });
  await session.close();
});

test('who has seen an import is answered by the primary while the replica does not have it', async () => {
  await onReplica('SELECT pg_wal_replay_pause()');
  await publish();
  expect(await lookOnce(1)).toEqual({ from: 'replica', releases: 1, imported: 1 });
  expect(await lookOnce(2)).toEqual({ from: 'primary', releases: 2, imported: 2 });
  expect(await lookOnce()).toEqual({ from: 'replica', releases: 1, imported: 1 });
  await onReplica('SELECT pg_wal_replay_resume()');
  await until(async () => (await lookOnce(2)).from === 'replica');
  expect(await lookOnce(2)).toEqual({ from: 'replica', releases: 2, imported: 2 });
  // Nobody has seen what there is not.
  expect(await lookOnce(1000)).toEqual({ from: 'primary', releases: 2, imported: 2 });
});

test('a replica that lacks the migrations of this version is not read', async () => {
  const { rows } = await primary.query(
    'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING *',
  );
  const applied = async () => (await onReplica('SELECT count(*)::int AS count FROM migrations'))[0]!['count'] as number;
  await until(async () => (await applied()) < MIGRATIONS.length);
  await onReplica('SELECT pg_wal_replay_pause()');
  await primary.query('INSERT INTO migrations SELECT * FROM json_populate_record(null::migrations, $1)', [rows[0]]);
  expect(await lookOnce()).toMatchObject({ from: 'primary' });
  await onReplica('SELECT pg_wal_replay_resume()');
  await until(async () => (await lookOnce()).from === 'replica');
});

test('a client over HTTP never goes back in time with the header that it was given', async () => {
  const config = readConfig({
    DATABASE_URL: `${cluster.primary}/graph`,
    DATABASE_REPLICA_URLS: `${cluster.replica}/graph`,
    PORT: '0',
    LAME_DUCK_SECONDS: '0',
  });
  const database = await Database.open(config.databaseUrl, {
    readonly: true,
    replicaUrls: config.databaseReplicaUrls,
  });
  const server = await serveGraph(config, database, { log });
  const ask = async (session?: string, query = '{ releases { totalCount } }') => {
    const headers = { 'content-type': 'application/json', ...(session && { 'ocds-graph-session': session }) };
    const response = await fetch(server.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data } = (await response.json()) as { data: any };
    return { count: data.releases?.totalCount, session: response.headers.get('ocds-graph-session'), response };
  };
  await onReplica('SELECT pg_wal_replay_pause()');
  await publish();
  expect(await ask()).toMatchObject({ count: imports - 1, session: String(imports - 1) });
  const newest = await ask(String(imports));
  expect(newest).toMatchObject({ count: imports, session: String(imports) });
  expect(newest.response.headers.get('access-control-expose-headers')).toBe('ocds-graph-session');
  expect(newest.response.headers.get('vary')).toBe('Accept, ocds-graph-session');
  expect((await ask('17', '{ __schema { queryType { name } } }')).session).toBe('17');
  expect((await ask('no number')).session).toBe(String(imports - 1));
  expect((await fetch(new URL('/ready', server.url))).status).toBe(200);
  await onReplica('SELECT pg_wal_replay_resume()');
  await server.stop();
  await caughtUp();
});

test('when the replica goes away, what it was answering goes on from the primary, of the same import', async () => {
  const [early, late] = [sessions.open(), sessions.open()];
  for (const session of [early, late])
    expect(await look(session)).toEqual({ from: 'replica', releases: imports, imported: imports });
  await cluster.kill();
  expect(await look(early)).toEqual({ from: 'primary', releases: imports, imported: imports });
  await publish();
  expect(await look(early)).toEqual({ from: 'primary', releases: imports - 1, imported: imports - 1 });
  await expect(look(late)).rejects.toThrow('The database does not answer.');
  for (const session of [early, late]) await session.close();
});

test('while it is away the primary answers, and it is told once', async () => {
  for (let i = 0; i < 50; i++) expect(await lookOnce(imports)).toMatchObject({ from: 'primary', releases: imports });
  const told = events.filter(({ event }) => event === 'replicaFailed');
  expect(told).toMatchObject([{ level: 'warn', replica: expect.stringMatching(/^127\.0\.0\.1:\d+\/graph$/) }]);
});

test('a process starts while a replica is away', async () => {
  const options = { readonly: true, replicaUrls: ['postgres://u:p@127.0.0.1:1/none'] };
  const database = await Database.open(`${cluster.primary}/graph`, options);
  const own = database.sessions();
  const session = own.open();
  expect(await look(session)).toMatchObject({ from: 'primary' });
  await session.close();
  await own.end();
  await database.close();
});

test('when it is back, it is read again', async () => {
  await cluster.start();
  let now = performance.now();
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 60_000)); // longer than any rest
  await until(async () => (await lookOnce(imports)).from === 'replica');
  clock.mockRestore();
  expect(events.at(-1)).toMatchObject({ event: 'replicaBack', replica: expect.stringContaining('/graph') });
});
