/**
 * npm run bench:queries [-- --large] [--keep FOLDER] [--only sqlite|postgres] [--rounds N] [--match TEXT] [--verbose]
 *
 * Asks everything in process on both engines over 20,000 generated releases (with --large 200,000): each ready question
 * with ids of the database, totals and groups of whole lists, and searches. Prints the median and the 99th percentile in
 * milliseconds, by the planner (0 where it declines) and by the resolvers, and how many statements these take. With --keep
 * the databases stay in that folder for the next run.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execute, getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { openEngines } from './queryDatabases.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
require('reflect-metadata');
const { createContext } = require('../dist/cli/createContext.js');
const { scratchDatabases } = require('../dist/database/scratch.js');
const { Planner } = require('../dist/planner/Planner.js');
const { buildSchema } = require('../dist/schema/buildSchema.js');
const { LIMITS } = require('../dist/server/limits.js');

const { values: options } = parseArgs({
  options: {
    large: { type: 'boolean' },
    keep: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '15' },
    match: { type: 'string', default: '' },
    verbose: { type: 'boolean' },
  },
});

const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);

/** How long one question is asked again and again, in milliseconds. */
const ENOUGH = 5000;

const count = options.large ? 200_000 : 20_000;
const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'ocds-graph-queries-'));
mkdirSync(folder, { recursive: true });
const schema = buildSchema();
const scratch = await scratchDatabases();
const engines = await openEngines(folder, count, options.only);
try {
  for (const { name, database } of engines.opened) await measureAll(name, database);
} finally {
  await engines.close();
  if (!options.keep) rmSync(folder, { recursive: true, force: true });
}

async function measureAll(engine, database) {
  const sessions = database.sessions();
  let statements = 0;
  const open = () => {
    const session = sessions.open();
    return Object.assign(Object.create(session), {
      all: (statement, steady) => (statements++, session.all(statement, steady)),
    });
  };
  const context = createContext(open, scratch, 100);
  const ask = async (document, variableValues) => {
    const contextValue = context();
    const answer = await execute({ schema, document, variableValues, contextValue });
    await contextValue.close();
    if (answer.errors) throw answer.errors[0];
    return answer.data;
  };
  const planner = new Planner(database.engine.dialect, LIMITS.objectsRead.value);
  const plan = async (document, values) => {
    const contextValue = context();
    const operation = getOperationAST(document);
    const { coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], values ?? {});
    const { reason } = await planner.answer({ schema, document, operation, variables }, contextValue.reader);
    await contextValue.close();
    return !reason;
  };
  const table = [];
  for (const { name, text, variables } of await questions(ask)) {
    if (!name.includes(options.match)) continue;
    const document = parse(text);
    const [invalid] = validate(schema, document);
    if (invalid) throw new Error(`${name}: ${invalid.message}`);
    const planned = (await plan(document, variables)) ? await timesOf(() => plan(document, variables)) : [];
    const resolved = await timesOf(() => ((statements = 0), ask(document, variables)));
    const at = (times, share) => times.length && Number(times[Math.floor(share * times.length)].toFixed(1));
    table.push({
      question: name,
      planner: at(planned, 0.5),
      'its p99': at(planned, 0.99),
      resolvers: at(resolved, 0.5),
      'their p99': at(resolved, 0.99),
      statements,
    });
    if (options.verbose) console.error(engine, name, at(planned, 0.5), at(resolved, 0.5));
  }
  await sessions.end();
  console.log(`\n${engine}, ${count} releases`);
  console.table(table);
}

/** In milliseconds, the shortest first; the first time does not count. */
async function timesOf(answer) {
  const times = [];
  for (let round = -1; round < Number(options.rounds); round++) {
    const from = performance.now();
    await answer();
    if (round >= 0) times.push(performance.now() - from);
    if (sum(times) > ENOUGH) break;
  }
  return times.sort((a, b) => a - b);
}

/** The ready questions with what the generated releases have, and more that the targets are about. */
async function questions(ask) {
  const { awards, releases } = await ask(
    parse(`{ awards(first: 1, orderBy: [{ by: DATE, direction: DESC }]) { nodes { id ocid
      buyer { id name } suppliers(first: 1) { nodes { id } } } } releases(first: 1) { nodes { ocid } } }`),
  );
  const [{ id, ocid, buyer, suppliers }] = awards.nodes;
  const real = { ocid, id, buyer: buyer.id, supplier: suppliers.nodes[0].id, name: buyer.name.split(' ')[0] };
  const special = {
    FindContractsEnding: { from: '2026-01-01', to: '2027-12-31' },
    ListTimesToBid: { from: '2024-01-01' },
  };
  const ready = readdirSync(join(ROOT, 'operations')).map((file) => {
    const text = readFileSync(join(ROOT, 'operations', file), 'utf8');
    const [{ name, variableDefinitions }] = parse(text).definitions;
    const names = variableDefinitions.map(({ variable }) => variable.name.value);
    const variables = Object.fromEntries(names.filter((each) => real[each]).map((each) => [each, real[each]]));
    return { name: name.value, text, variables: { ...variables, ...special[name.value] } };
  });
  return [...ready, ...totals(), ...searches(buyer.name, releases.nodes[0].ocid)];
}

function totals() {
  const figures = '{ currency basis amount count missing }';
  const total = `count memberships sum ${figures} avg ${figures} min ${figures} max ${figures}`;
  const lists = ['tenders', 'lots', 'awards', 'contracts'];
  const groups = (list, by, more = '') => ({
    name: `${list} by ${by}`,
    text: `{ ${list} { groups(by: [${by}]${more}) { keys { value } count sum ${figures} } } }`,
  });
  return [
    ...lists.map((list) => ({ name: `${list} aggregate`, text: `{ ${list} { totalCount aggregate { ${total} } } }` })),
    ...lists.flatMap((list) => ['BUYER', 'YEAR', 'MONTH', 'STATUS', 'SME'].map((by) => groups(list, by))),
    ...['SUPPLIER', 'CPV_DIVISION', 'CPV_CLASS', 'REGION_3', 'NOTICE_TYPE', 'PROCUREMENT_METHOD'].map((by) =>
      groups('awards', by),
    ),
    groups('awards', 'SUPPLIER', ', first: 100, orderBy: { by: SUM_GROSS, currency: "GBP" }'),
    ...[
      'YEAR, CPV_DIVISION',
      'MONTH, PROCUREMENT_METHOD',
      'CPV_DIVISION, PROCUREMENT_METHOD',
      'MONTH, CPV_DIVISION',
      'QUARTER, REGION_1',
      'MONTH, NOTICE_TYPE',
      'QUARTER, SUPPLIER_SCALE',
      'CPV_CLASS, STATUS',
      'CPV_GROUP, REGION_3',
      'NOTICE_TYPE, REGION_2',
      'MONTH, CPV_CLASS',
      'QUARTER, REGION_3',
    ].map((by) => groups('awards', by, ', first: 100')),
    groups('awards(filter: { date: { gte: "2026-03-01" } })', 'CPV_DIVISION', ', first: 100'),
    ...[
      'BUYER, SUPPLIER',
      'BUYER, YEAR',
      'YEAR, SUPPLIER',
      'BUYER, CPV_DIVISION',
      'CPV_DIVISION, SUPPLIER',
      'SUPPLIER, STATUS',
      'PROCUREMENT_METHOD, BUYER',
    ].map((by) => groups('awards', by, ', orderBy: { by: SUM_GROSS, currency: "GBP" }')),
    ...[
      'SUPPLIER, REGION_1',
      'ABOVE_THRESHOLD, SUPPLIER',
      'BUYER, NOTICE_TYPE',
      'MONTH, SUPPLIER',
      'QUARTER, BUYER',
      'SUPPLIER_SCALE, SUPPLIER',
    ].map((by) => groups('awards', by)),
    groups('tenders', 'MONTH, CPV_GROUP'),
    { name: 'releases by BUYER', text: '{ releases { groups(by: [BUYER]) { keys { value label } count } } }' },
  ];
}

/** Words that few texts have and words that many have, phrases, and words that are only begun. */
function searches(buyer, ocid) {
  const [first] = buyer.split(' ');
  const texts = ['coaching', 'services', 'the', 'serv*', 'c*', '"maintenance services"', 'road maint*', first, ocid];
  const ask = (text, selection) => ({
    name: `search ${text}${selection.includes('totalCount') ? ' (counted)' : ''}`,
    text: `query ($text: String!) { search(text: $text, first: 10) { ${selection} } }`,
    variables: { text },
  });
  const found = 'nodes { type field fragment node { id } }';
  return [...texts.map((text) => ask(text, found)), ask('services', `totalCount ${found}`)];
}
