/**
 * npm run bench:import [-- --large] [--rounds N] [--only sqlite|postgres]
 *
 * Imports 20,000 generated releases (with --large 200,000 too) by our importer, history, issues, search and all, side by
 * side with raw loaders that fill ten plain tables and nothing else: prepared inserts into SQLite, COPY into PostgreSQL.
 * The loaders take turns, and medians are compared, so that what else the machine does falls on both.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../test/postgres.mjs';
import { generate } from './raw/generate.mjs';

const BENCH = dirname(fileURLToPath(import.meta.url));
const MAIN = join(BENCH, '../dist/cli/main.js');
const { values: options } = parseArgs({
  options: { large: { type: 'boolean' }, rounds: { type: 'string', default: '3' }, only: { type: 'string' } },
});

let databases = 0;
const folder = mkdtempSync(join(tmpdir(), 'ocds-graph-bench-'));
const postgres = options.only === 'sqlite' ? undefined : await startPostgres();
try {
  for (const count of options.large ? [20_000, 200_000] : [20_000]) await compare(count);
} finally {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function compare(count) {
  const file = join(folder, `${count}.jsonl`);
  await generate(file, count);
  const mb = statSync(file).size / 1e6;
  console.log(`\n${count} releases, ${mb.toFixed(0)} MB`);
  const contenders = [
    ['sqlite', 'raw prepared inserts', () => measure([join(BENCH, 'raw/sqlite.mjs'), file, fresh(), 'late'])],
    ['sqlite', 'raw, indexes first', () => measure([join(BENCH, 'raw/sqlite.mjs'), file, fresh(), 'early'])],
    ['sqlite', 'ocds-graph import', () => measure(importing(file, `sqlite:${fresh()}`))],
    [
      'postgres',
      'raw COPY',
      async () => measure([join(BENCH, 'raw/postgres.mjs'), file, await freshPostgres(), 'late']),
    ],
    [
      'postgres',
      'raw COPY, indexes first',
      async () => measure([join(BENCH, 'raw/postgres.mjs'), file, await freshPostgres(), 'early']),
    ],
    ['postgres', 'ocds-graph import', async () => measure(importing(file, await freshPostgres()))],
  ].filter(([engine]) => !options.only || options.only === engine);
  const runs = contenders.map(() => []);
  for (let round = 0; round < Number(options.rounds); round++)
    for (const [i, [, , run]] of contenders.entries()) runs[i].push(await run());
  const rows = contenders.map(([engine, name], i) => {
    const seconds = median(runs[i].map((run) => run.seconds));
    return {
      engine,
      name,
      seconds,
      cpu: median(runs[i].map((run) => run.cpuSeconds)),
      peak: Math.max(...runs[i].map((run) => run.peakMb)),
    };
  });
  const table = rows.map(({ engine, name, seconds, cpu, peak }) => {
    const raw = rows.find((row) => row.engine === engine);
    return {
      engine,
      name,
      'releases/s': Math.round(count / seconds),
      'MB/s': Number((mb / seconds).toFixed(1)),
      'of raw': Number((raw.seconds / seconds).toFixed(2)),
      'CPU s': Number(cpu.toFixed(1)),
      'peak MB': Math.round(peak),
    };
  });
  console.table(table);
}

function importing(file, url) {
  return [MAIN, 'import', file, '--json', '--quiet', '--database', url];
}

/** Runs a loader, whose last line of output is JSON with its seconds. PostgreSQL runs below this process, which must go on
 *  reading what it prints. */
async function measure(args) {
  const to = join(folder, 'measured.json');
  const { stdout } = await promisify(execFile)(process.execPath, ['--require', join(BENCH, 'measure.cjs'), ...args], {
    env: { ...process.env, MEASURE_TO: to },
  });
  const { seconds } = JSON.parse(stdout.trimEnd().split('\n').at(-1));
  return { seconds, ...JSON.parse(readFileSync(to, 'utf8')) };
}

function fresh() {
  const last = join(folder, `${databases++}.db`);
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(last + suffix)) rmSync(last + suffix);
  return join(folder, `${databases}.db`);
}

async function freshPostgres() {
  const client = new pg.Client(`${postgres.url}/postgres`);
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS bench${databases++} WITH (FORCE)`);
  await client.query(`CREATE DATABASE bench${databases}`);
  await client.end();
  return `${postgres.url}/bench${databases}`;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
