/** Every server that takes part: how it is started, which database it reads, and how the questions are spelled for it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flattened, ours, ourVariables } from './questions/ours.mjs';
import { plain, plainVariables } from './questions/plain.mjs';
import { postgraphile, withoutJoinTables } from './questions/postgraphile.mjs';

export const BENCH = dirname(fileURLToPath(import.meta.url));
export const PEERS = join(BENCH, 'peers');
/** PostGraphile 5 does not support Node 20: it runs on one that comes as a package. */
export const NODE_22 = join(PEERS, 'node_modules/node/bin/node');

export const QUESTIONS = {
  Q1: 'one process, whole',
  Q2: 'buyers to contracts, nested',
  Q3: 'dashboard, filter and order',
  Q4: 'totals by buyer and month',
  Q5: 'search, newest first',
  Q6: '100 entities',
};

const PLAIN = {
  texts: plain,
  variables: plainVariables,
  read: (_, data) => data,
  stats: async (url) => (await fetch(`${url}/stats`)).json(),
};
const POSTGRAPHILE = { ...PLAIN, texts: postgraphile, read: (_, data) => withoutJoinTables(data) };
const OURS = {
  texts: ours,
  variables: ourVariables,
  read: (question, data) => flattened[question](data),
  stats: async (url) => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const figure = (name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);
    const ways = [...metrics.matchAll(/^ocds_graph_operations_by_path_total\{path="(\w+)",reason="(.*)"\} (\d+)/gm)];
    return {
      rss: figure('process_resident_memory_bytes'),
      cpu: figure('process_cpu_seconds_total'),
      statements: figure('ocds_graph_statements_total'),
      ways: Object.fromEntries(ways.map(([, path, reason, n]) => [reason ? `${path}: ${reason}` : path, Number(n)])),
    };
  },
};

const ALL = Object.keys(QUESTIONS);
const ALL_BUT_ENTITIES = ALL.filter((question) => question !== 'Q6');

const peer = (title, engine, file, more = {}) => ({
  title,
  engine,
  tables: 'plain',
  spelling: PLAIN,
  questions: ALL,
  start: ({ port, database }) => ({ args: [join(PEERS, file)], env: { PORT: port, DATABASE: database, ...more.env } }),
  ...more,
});

/** As a user starts it: the built program with the settings that it has by itself. */
const own = (title, engine, env = {}) => ({
  title,
  engine,
  tables: 'ours',
  spelling: OURS,
  questions: ALL,
  start: ({ port, database }) => ({
    args: [join(BENCH, '../dist/cli/main.js'), 'serve', '--database', database, '--port', String(port)],
    env: { LAME_DUCK_SECONDS: '0', ...env },
  }),
});

export const STACKS = {
  'ours-sqlite': own('ocds-graph, SQLite', 'sqlite'),
  'ours-postgres': own('ocds-graph, PostgreSQL', 'postgres'),
  'resolvers-sqlite': own('ocds-graph by its resolvers alone, SQLite', 'sqlite', { PLANNER: 'false' }),
  'resolvers-postgres': own('ocds-graph by its resolvers alone, PostgreSQL', 'postgres', { PLANNER: 'false' }),
  'limit-sqlite': peer('the limit, SQLite', 'sqlite', 'limit.mjs'),
  'limit-postgres': peer('the limit, PostgreSQL', 'postgres', 'limit.mjs'),
  mercurius: peer('Mercurius with jit, SQLite', 'sqlite', 'mercurius.mjs', { questions: ALL_BUT_ENTITIES }),
  'mercurius-federation': peer('Mercurius federation, SQLite', 'sqlite', 'mercurius.mjs', {
    questions: ['Q6'],
    env: { FEDERATION: '1' },
  }),
  postgraphile: peer('PostGraphile, PostgreSQL', 'postgres', 'postgraphile.mjs', {
    questions: ALL_BUT_ENTITIES,
    spelling: POSTGRAPHILE,
    node: NODE_22,
    missing: () => (existsSync(NODE_22) ? undefined : 'there is no Node 22 for it on this platform'),
  }),
  'textbook-sqlite': peer('textbook, SQLite', 'sqlite', 'dist/server.js'),
  'textbook-postgres': peer('textbook, PostgreSQL', 'postgres', 'dist/server.js'),
};

/** What one stack must reach of another (issue 7), as ratios of requests in one run. */
export const TARGETS = {
  Q1: { postgraphile: 7, mercurius: 1.25, 'limit-sqlite': 0.35, postgres: ['postgraphile', 4] },
  Q2: { postgraphile: 5, mercurius: 3, 'limit-sqlite': 0.75, postgres: ['postgraphile', 2.6] },
  Q3: { postgraphile: 20, mercurius: 5, 'limit-sqlite': 0.85, postgres: ['postgraphile', 4] },
  Q4: { postgraphile: 30, mercurius: 50, 'limit-sqlite': 0.5, postgres: ['postgraphile', 30] },
  Q5: { postgraphile: 3, mercurius: 1.3, 'limit-sqlite': 0.35, postgres: ['postgraphile', 2.4] },
  Q6: { 'mercurius-federation': 1.3, 'limit-sqlite': 0.4, postgres: ['textbook-postgres', 2] },
};
