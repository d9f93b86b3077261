/**
 * npm run bench [-- --quick] [--large] [--only Q1,Q2] [--stacks a,b] [--connections 10,50] [--rounds N] [--seconds N]
 *               [--fresh] [--prof STACK [Q1,Q2]]
 *
 * Ours beside its peers and the limit: the same data, the same questions, the same answers, one machine, taking turns.
 * README.md says how to read what it prints.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareData } from './data.mjs';
import { installPeers } from './install.mjs';
import { checkSame, measure } from './measure.mjs';
import { postgresIn } from './postgres.mjs';
import { profile } from './profile.mjs';
import { machine } from './report/machine.mjs';
import { writeResults } from './report/results.mjs';
import { printQuestion, summaryTable } from './report/tables.mjs';
import { startServer } from './server.mjs';
import { BENCH, QUESTIONS, STACKS } from './stacks.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean' },
    large: { type: 'boolean' },
    fresh: { type: 'boolean' },
    prof: { type: 'boolean' },
    only: { type: 'string' },
    stacks: { type: 'string' },
    connections: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    cache: { type: 'string' },
  },
});
const pick = (text, all, what) => {
  const names = text?.split(',') ?? all;
  for (const name of names) if (!all.includes(name)) throw new Error(`${name} is no ${what}: ${all.join(', ')}`);
  return names;
};
const quick = options.quick ?? false;
const count = quick ? 2_000 : options.large ? 200_000 : 20_000;
const questions = pick(options.prof ? positionals[1] : options.only, Object.keys(QUESTIONS), 'question');
/** What more data cost is asked of ours, and that its answers are right of the limit; most peers would take minutes for one. */
const MANY = 'ours-sqlite,ours-postgres,limit-sqlite,limit-postgres';
const stacks = options.stacks ?? (options.large ? MANY : undefined);
const names = pick(options.prof ? positionals[0] : stacks, Object.keys(STACKS), 'stack');
const connections = (options.connections ?? (quick ? '10' : '10,50')).split(',').map(Number);
const rounds = Number(options.rounds ?? (quick ? 2 : 3));
const seconds = Number(options.seconds ?? (quick ? 0.25 : 2));
const warmUp = { seconds: quick ? 0.15 : 0.5, turns: quick ? 2 : 4 };

/** Each checkout has its own, so that two can be measured by turns. */
const folder =
  options.cache ?? join(tmpdir(), `ocds-graph-bench-${createHash('sha1').update(BENCH).digest('hex').slice(0, 6)}`);

installPeers();
if (options.fresh) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const postgres = names.some((name) => STACKS[name].engine === 'postgres') ? await postgresIn(folder) : undefined;
try {
  const data = await prepareData(count, folder, postgres?.url);
  if (options.prof) for (const question of questions) await profile(names[0], question, data, folder);
  else await compare(data);
} finally {
  await postgres?.stop();
}

async function compare({ databases, wanted }) {
  const about = machine({ count, rounds, seconds }); // before the servers are a load themselves
  const { servers, missing } = await startAll(databases);
  const results = {};
  try {
    for (const question of questions) {
      const taking = servers.filter((server) => server.answers(question));
      if (taking.length === 0) continue;
      const objects = await checkSame(taking, question, wanted[question]);
      const figures = {};
      for (const each of connections) {
        const known = figures[connections[0]];
        const fit = taking.filter(({ name }) => !known?.[name][0].isSlow);
        figures[each] = await measure(fit, question, wanted[question], { connections: each, rounds, seconds, warmUp });
      }
      results[question] = { objects, figures };
      printQuestion(question, results[question]);
      if (!quick && !options.stacks) writeResults(folder, { ...about, missing }, results);
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
  console.log(summaryTable(results).join('\n'));
}

/** As many at a time as there are processors. Who does not start is marked and left out; ours has to. */
async function startAll(databases) {
  const wantedNames = names.filter((name) => STACKS[name].questions.some((question) => questions.includes(question)));
  const started = [];
  for (let i = 0, together = availableParallelism(); i < wantedNames.length; i += together) {
    const some = wantedNames.slice(i, i + together).map((name) => startServer(name, databases, folder));
    started.push(...(await Promise.allSettled(some)));
  }
  const servers = started.filter(({ value }) => value).map(({ value }) => value);
  const missing = {};
  for (const [i, { reason }] of started.entries()) {
    if (!reason) continue;
    const name = wantedNames[i];
    if (STACKS[name].tables === 'ours') throw reason;
    missing[name] = reason.message.split('\n')[0];
    console.error(`${name} is left out: ${reason.message}`);
  }
  return { servers, missing };
}
