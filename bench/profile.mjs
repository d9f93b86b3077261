/** Where the time of one stack goes under one question: self time by category, then the functions that take most. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { load } from './measure.mjs';
import { startServer } from './server.mjs';

const WARM_UP = 2;
const SECONDS = 5;
const FUNCTIONS = 25;

export async function profile(name, question, { databases, wanted }, folder) {
  const into = mkdtempSync(join(folder, 'profile-'));
  const flags = ['--cpu-prof', `--cpu-prof-dir=${into}`, '--cpu-prof-interval=500'];
  const server = await startServer(name, databases, folder, flags);
  await load(server, question, wanted[question], 10, WARM_UP);
  const warm = microseconds();
  const { rate } = await load(server, question, wanted[question], 10, SECONDS);
  const done = microseconds();
  await server.stop();
  const [file] = readdirSync(into);
  const { categories, functions } = selfTimes(JSON.parse(readFileSync(join(into, file), 'utf8')), warm, done);
  rmSync(into, { recursive: true });
  console.log(`\n${name} ${question}: ${Math.round(rate)} requests/s under the profiler; self time without idling`);
  const shares = (all, most) => Object.entries(all).sort(([, a], [, b]) => b - a).slice(0, most); // prettier-ignore
  for (const [category, share] of shares(categories)) console.log(`${percent(share)}  ${category}`);
  console.log();
  for (const [label, share] of shares(functions, FUNCTIONS)) console.log(`${percent(share)}  ${label}`);
}

/** By the clock that profiles are stamped with, which all processes share. */
const microseconds = () => Number(process.hrtime.bigint() / 1000n);

const percent = (share) => `${(100 * share).toFixed(1).padStart(5)} %`;

/** Packages by what they are there for; of our own code, the module. */
const CATEGORIES = [
  ['typeorm', /node_modules\/typeorm/],
  ['type-graphql', /node_modules\/type-graphql/],
  ['dataloader', /node_modules\/dataloader/],
  ['graphql-jit', /node_modules\/graphql-jit/],
  ['graphql: parse, validate', /node_modules\/graphql\/(language|validation|utilities)/],
  ['graphql: execute', /node_modules\/graphql\//],
  ['grafast and PostGraphile', /node_modules\/(grafast|grafserv|graphile|@dataplan|postgraphile|pg-sql2)/],
  ['apollo', /node_modules\/@(apollo|graphql-tools)\//],
  ['SQLite driver', /node_modules\/better-sqlite3/],
  ['PostgreSQL driver', /node_modules\/pg/],
  ['metrics', /node_modules\/(prom-client|tdigest)/],
  ['HTTP', /node_modules\/|node:(_http|net|http|internal\/(http|stream|deps|url|streams|timers))/],
];

/** Of the time between two moments: neither the start of the program nor its end is looked at. */
function selfTimes({ nodes, samples, timeDeltas, startTime }, from, to) {
  const self = new Map();
  let at = startTime;
  samples.forEach((id, i) => {
    at += timeDeltas[i];
    if (at >= from && at <= to) self.set(id, (self.get(id) ?? 0) + timeDeltas[i]);
  });
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((id) => [id, node])));
  const categories = {};
  const functions = {};
  let total = 0;
  for (const node of nodes) {
    const category = categoryOf(node, parents);
    const time = self.get(node.id) ?? 0;
    if (category === 'idle') continue;
    const { functionName, url, lineNumber } = node.callFrame;
    const label = `${category}: ${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    categories[category] = (categories[category] ?? 0) + time;
    functions[label] = (functions[label] ?? 0) + time;
    total += time;
  }
  for (const times of [categories, functions]) for (const key of Object.keys(times)) times[key] /= total;
  return { categories, functions };
}

/** What the engine itself does is charged to the nearest caller that has a category. */
function categoryOf(node, parents) {
  const { functionName, url } = node.callFrame;
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (functionName === '(idle)') return 'idle';
  if (functionName === '(program)') return 'native code and system calls';
  if (functionName === 'stringify' && url === '') return 'JSON.stringify';
  for (let at = node; at; at = parents.get(at.id)) {
    const ours = /\/dist\/(\w+)\//.exec(at.callFrame.url);
    if (ours && !at.callFrame.url.includes('node_modules')) return `ours: ${ours[1]}`;
    if (/\/bench\/peers\/[^/]+\.mjs|\/bench\/peers\/dist\//.test(at.callFrame.url)) return 'code of the peer';
    for (const [category, pattern] of CATEGORIES) if (pattern.test(at.callFrame.url)) return category;
  }
  return url.startsWith('node:') ? 'Node' : 'other';
}
