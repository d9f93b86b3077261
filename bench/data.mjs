/**
 * The data of a run, kept in the folder for temporary files: generated once for every version of the generator, loaded
 * once for every version of the plain tables, and imported once for every state of our own migrations.
 */
import Database from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { wanted } from './questions/wanted.mjs';
import { generate } from './raw/generate.mjs';
import { BENCH, PEERS } from './stacks.mjs';

const MAIN = join(BENCH, '../dist/cli/main.js');
const MIGRATIONS = join(BENCH, '../dist/database/migrations');

const sha = (...texts) => createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8);
const read = (file) => readFileSync(file, 'utf8');
const within = (folder, ending) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));

/** @param postgres the URL of a PostgreSQL without a database name; undefined where no stack needs one. */
export async function prepareData(count, folder, postgres) {
  const generator = sha(read(join(BENCH, 'gen.mjs')));
  const plain = sha(generator, ...within(join(BENCH, 'raw'), '.mjs').map(read), read(join(PEERS, 'postgraphile.sql')));
  const ours = sha(generator, ...within(MIGRATIONS, '.js').map((file) => basename(file)));
  const file = join(folder, `${count}-${generator}.jsonl`);
  await make(file, 'generating', () => generate(`${file}.new`, count));

  const paths = { plain: join(folder, `plain-${count}-${plain}.db`), ours: join(folder, `ours-${count}-${ours}.db`) };
  const [, urls] = await Promise.all([
    loadSqlite(file, paths),
    postgres && loadPostgres(file, postgres, { plain: `plain_${count}_${plain}`, ours: `ours_${count}_${ours}` }),
  ]);
  const db = new Database(paths.plain, { readonly: true });
  const asked = wanted(db);
  db.close();
  return { databases: { sqlite: { plain: paths.plain, ours: `sqlite:${paths.ours}` }, postgres: urls }, wanted: asked };
}

async function loadSqlite(file, paths) {
  await make(paths.plain, 'loading plain SQLite', () =>
    node(join(BENCH, 'raw/sqlite.mjs'), file, `${paths.plain}.new`, 'late', '--by-date'),
  );
  await make(paths.ours, 'importing into SQLite', () => importInto(file, `sqlite:${paths.ours}.new`));
}

async function loadPostgres(file, postgres, names) {
  return {
    plain: await makeDatabase(postgres, names.plain, async (url) => {
      await node(join(BENCH, 'raw/postgres.mjs'), file, url, 'late', '--by-date');
      await withClient(url, (client) => client.query(read(join(PEERS, 'postgraphile.sql'))));
    }),
    ours: await makeDatabase(postgres, names.ours, async (url) => {
      await importInto(file, url);
      await withClient(url, (client) => client.query('VACUUM ANALYZE'));
    }),
  };
}

/** Half of a file is never taken for the whole. */
async function make(file, what, work) {
  if (existsSync(file)) return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}.new${suffix}`, { force: true });
  await told(what, work);
  renameSync(`${file}.new`, file);
}

async function makeDatabase(postgres, name, work) {
  const admin = `${postgres}/postgres`;
  const { rowCount } = await withClient(admin, (client) =>
    client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]),
  );
  if (rowCount === 0) {
    await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name}_new WITH (FORCE)`));
    await withClient(admin, (client) => client.query(`CREATE DATABASE ${name}_new`));
    await told(`loading ${name} into PostgreSQL`, () => work(`${postgres}/${name}_new`));
    await withClient(admin, (client) => client.query(`ALTER DATABASE ${name}_new RENAME TO ${name}`));
  }
  return `${postgres}/${name}`;
}

async function told(what, work) {
  const start = performance.now();
  await work();
  console.error(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function withClient(url, work) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const importInto = (file, url) => node(MAIN, 'import', file, '--quiet', '--database', url);

async function node(...args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${basename(args[0])} ended with status ${status}`);
}
