/**
 * npm run bench:scale [-- --releases N] [--seconds S] [--rounds N]
 *
 * What docs/scaling.md says of sizes and ratios: bytes a release, one process and two, replicas and partitions. What is
 * compared takes turns, and medians of the turns are told; the client runs on the same machine and takes its share of it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres, startReplica } from '../test/postgres.mjs';
import { makeGenerator } from './gen.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MAIN = join(ROOT, 'dist/cli/main.js');
const { values: options } = parseArgs({
  options: {
    releases: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
  },
});
const RELEASES = Number(options.releases);
const CONNECTIONS = 16;

/** Buyers to contracts, nested; one process by its ocid; a page of tenders in order. */
const QUESTIONS = {
  nested: `{ organizations(first: 5) { nodes { id name tendersAsBuyer(first: 10) { nodes { ocid title status
    lots { nodes { localId value { amount currency } awards { nodes { localId suppliers { nodes { id name } }
    contracts { nodes { localId dateSigned value { amount currency } } } } } } } } } } } }`,
  list: `{ tenders(first: 20, orderBy: { by: VALUE_AMOUNT, direction: DESC }) { nodes { id title value { amount currency } } } }`,
};

const folder = mkdtempSync(join(tmpdir(), 'ocds-graph-scale-'));
const primary = await startPostgres();
const running = new Set();
let replica;
try {
  await main();
} finally {
  for (const server of running) server.kill('SIGKILL');
  await replica?.stop();
  await primary.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const file = join(folder, 'releases.jsonl');
  await generate(file);
  const sqlite = `sqlite:${join(folder, 'graph.db')}`;
  const [whole, parts] = [await database('whole'), await database('parts')];
  await partition(parts, 16);
  const seconds = {};
  for (const [name, url] of Object.entries({ sqlite, whole, parts })) seconds[name] = importing(file, url);
  console.log('Import, seconds:', seconds);
  const perRelease = (bytes) => Math.round(bytes / RELEASES);
  console.log('Bytes a release:', {
    json: perRelease(statSync(file).size),
    sqlite: perRelease(statSync(join(folder, 'graph.db')).size),
    postgres: perRelease(await sizeOf(whole)),
    partitioned: perRelease(await sizeOf(parts)),
  });
  await compare('SQLite, 1 and 2 workers', [
    [sqlite, ['--workers', '1']],
    [sqlite, ['--workers', '2']],
  ]);
  await compare('PostgreSQL, 1 and 2 workers', [
    [whole, ['--workers', '1']],
    [whole, ['--workers', '2']],
  ]);
  await compare('PostgreSQL, whole and 16 partitions', [
    [whole, []],
    [parts, []],
  ]);
  replica = await startReplica(primary);
  await compare('PostgreSQL, alone and by a replica of it on the same machine', [
    [whole, []],
    [whole, [], { DATABASE_REPLICA_URLS: `${replica.url}/whole` }],
  ]);
}

/** Asks two or more servers in turns; tells the rate of each, and of the others by the first. */
async function compare(title, servers) {
  const started = [];
  for (const [url, args, env] of servers) started.push(await serve(url, args, env));
  const rows = [];
  for (const [name, query] of Object.entries(QUESTIONS)) {
    const rates = started.map(() => []);
    for (const { url } of started) await load(url, query, 1);
    for (let round = 0; round < Number(options.rounds); round++)
      for (const [i, { url }] of started.entries()) rates[i].push(await load(url, query, Number(options.seconds)));
    const medians = rates.map((each) => each.sort((a, b) => a - b)[each.length >> 1]);
    rows.push({ question: name, 'per second': medians.map(Math.round).join(', '), ratio: ratio(medians) });
  }
  console.log(`\n${title}; memory, MB: ${started.map(({ child }) => memory(child.pid).join('+')).join(', ')}`);
  console.table(rows);
  for (const { child } of started) {
    child.kill('SIGTERM');
    await once(child, 'exit');
    running.delete(child);
  }
}

function ratio([first, ...others]) {
  return others.map((each) => (each / first).toFixed(2)).join(', ');
}

async function load(url, query, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const ask = () =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, method: 'POST', headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        response.resume().on('end', resolve);
      });
      sent.on('error', reject).end(body);
    });
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const client = async () => {
    for (; performance.now() < end; answered++) await ask();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  agent.destroy();
  return answered / seconds;
}

function serve(url, args, env = {}) {
  const child = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--database', url, ...args], {
    env: { ...process.env, LAME_DUCK_SECONDS: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  let said = '';
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(said)));
    child.stderr.on('data', (data) => {
      said += data;
      const at = /at (http:\S+)/.exec(said)?.[1];
      if (at) resolve({ url: at, child });
    });
  });
}

/** The memory of a process and of those that it started, from Linux. */
function memory(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  const own = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
  return [Math.round(own / 1024), ...children.flatMap((child) => memory(child))];
}

function importing(file, url) {
  const args = [MAIN, 'import', file, '--json', '--quiet', '--database', url];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })).seconds;
}

async function generate(file) {
  const release = makeGenerator(RELEASES, 1);
  const out = createWriteStream(file);
  for (let i = 0; i < RELEASES; i++) if (!out.write(`${JSON.stringify(release(i))}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

async function asking(url, ...statements) {
  const client = new pg.Client(url);
  await client.connect();
  let rows;
  for (const statement of statements) ({ rows } = await client.query(statement));
  await client.end();
  return rows;
}

async function database(name) {
  await asking(`${primary.url}/postgres`, `CREATE DATABASE ${name}`);
  return `${primary.url}/${name}`;
}

async function sizeOf(url) {
  const [{ size }] = await asking(url, 'SELECT pg_database_size(current_database()) AS size');
  return Number(size);
}

/** An empty database, migrated, then partitioned by the script. */
async function partition(url, count) {
  execFileSync(process.execPath, [
    MAIN,
    'import',
    join(ROOT, 'data/sample'),
    '--dry-run',
    '--quiet',
    '--database',
    url,
  ]);
  const script = execFileSync('npm', ['run', '-s', 'partition', '--', String(count)], { cwd: ROOT, encoding: 'utf8' });
  await asking(
    url,
    ...script
      .split('\n')
      .filter((line) => !/^(--|\\)/.test(line))
      .join('\n')
      .split(/\n\n(?=C|D)/),
  );
}
