// The databases that queries are measured over: generated releases, imported into each engine.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { makeGenerator } from './gen.mjs';
import { postgresIn } from './postgres.mjs';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '../dist/cli/main.js');
const require = createRequire(import.meta.url);
const { Database } = require('../dist/database/Database.js');
const { ensureRollups } = require('../dist/import/rollups/Rollups.js');

/** Opens the databases of a folder; those that are missing are made first. */
export async function openEngines(folder, count, only) {
  const opened = [];
  let postgres;
  if (only !== 'postgres') {
    const file = join(folder, `${count}.db`);
    if (!existsSync(file)) await fill(folder, count, `sqlite:${file}`);
    opened.push({ name: 'sqlite', database: await open(`sqlite:${file}`) });
  }
  if (only !== 'sqlite') {
    postgres = await postgresIn(folder);
    const url = await databaseOf(postgres.url, `queries_${count}`, (fresh) => fill(folder, count, fresh));
    opened.push({ name: 'postgres', database: await open(url) });
  }
  const close = async () => {
    for (const { database } of opened) await database.close();
    await postgres?.stop();
  };
  return { opened, close };
}

/** As `serve` opens them: an engine plans otherwise for connections that only read. */
async function open(url) {
  const database = await Database.open(url);
  await database.migrate();
  await ensureRollups(database.engine);
  await database.close();
  return Database.open(url, { readonly: true });
}

async function databaseOf(server, name, make) {
  const client = new pg.Client(`${server}/postgres`);
  await client.connect();
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  const url = `${server}/${name}`;
  if (rowCount === 0) {
    await client.query(`CREATE DATABASE ${name}`);
    try {
      await make(url);
    } catch (error) {
      await client.query(`DROP DATABASE ${name}`); // half of it would be measured as the whole
      throw error;
    }
    const own = new pg.Client(url);
    await own.connect();
    await own.query('VACUUM ANALYZE');
    await own.query('CHECKPOINT'); // so that nothing of it is still written while answers are measured
    await own.end();
  }
  await client.end();
  return url;
}

async function fill(folder, count, url) {
  const file = join(folder, `${count}.jsonl`);
  const release = makeGenerator(count, 1);
  const out = createWriteStream(file);
  for (let i = 0; i < count; i++) if (!out.write(`${JSON.stringify(release(i))}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  // not waited for by blocking: PostgreSQL runs below this process, which reads what it prints
  const importing = spawn(process.execPath, [MAIN, 'import', file, '--quiet', '--database', url], { stdio: 'inherit' });
  const [status] = await once(importing, 'close');
  rmSync(file);
  if (status !== 0) throw new Error(`the import of ${count} releases ended with ${status}`);
}
