/** Load, and what comes of it. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { canonical, difference, objects } from './questions/canonical.mjs';
import { PEERS } from './stacks.mjs';

/** How many answers of a question are compared. */
const COMPARED = 8;
const WARM = 500;
/** Milliseconds for one answer, from which on a server is slow: it is asked once on each connection, and no more. */
const SLOW = 500;
/** Seconds. */
const PATIENCE = 120;
/** Milliseconds. Autocannon looks no more often than this whether its time is up. */
const PRECISION = 50;

/**
 * Asks all servers the same and compares the answers whole, with those of the first. Nothing is measured that is not equal.
 *
 * @returns how many objects the first answer has.
 */
export async function checkSame(servers, question, wanted) {
  const [reference, ...others] = servers;
  let size;
  for (const each of wanted.slice(0, COMPARED)) {
    const expected = canonical(await reference.ask(question, each));
    size ??= objects(expected);
    for (const other of others) {
      const where = difference(expected, canonical(await other.ask(question, each)));
      if (where) throw new Error(`${question}: ${reference.name} and ${other.name} answer differently: ${where}`);
    }
  }
  return size;
}

/**
 * The servers take turns, round by round, there and back, so that what else the machine does falls on all of them.
 *
 * @returns for every server the figures of every round: of a slow one those of one round, in which it `isSlow`.
 */
export async function measure(servers, question, wanted, { connections, rounds, seconds, warmUp }) {
  const figures = Object.fromEntries(servers.map(({ name }) => [name, []]));
  const slow = new Set();
  for (const server of servers) {
    if (await isSlow(server, question, wanted)) slow.add(server);
    else await warm(server, question, wanted, connections, warmUp);
  }
  for (let round = 0; round < rounds; round++) {
    for (const server of round % 2 ? [...servers].reverse() : servers) {
      if (slow.has(server) && round > 0) continue;
      const before = await server.stats();
      const time = slow.has(server) ? undefined : seconds;
      const { begun, ...figure } = await load(server, question, wanted, connections, time);
      const after = await server.stats();
      const each = (field) => (after[field] - before[field]) / begun;
      const way = wayBetween(before, after);
      const costs = { statements: each('statements'), cpu: each('cpu'), rss: after.rss, way };
      figures[server.name].push({ ...figure, ...costs, ...(slow.has(server) && { isSlow: true }) });
    }
  }
  return figures;
}

async function isSlow(server, question, wanted) {
  const began = performance.now();
  await server.ask(question, wanted[0]);
  return performance.now() - began > SLOW;
}

/** Until it has answered so often that its code is compiled, or for some turns at most. */
async function warm(server, question, wanted, connections, { seconds, turns }) {
  let answers = 0;
  for (let turn = 0; turn < turns && answers < WARM; turn++)
    answers += (await load(server, question, wanted, connections, seconds)).answered;
}

/** The way that most answers took: by ours alone, whose planner may decline. */
function wayBetween({ ways: before = {} }, { ways = {} }) {
  const taken = Object.entries(ways).map(([way, n]) => [way, n - (before[way] ?? 0)]);
  return taken.sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

/** @param seconds undefined to ask once on each connection; so does who answers less than that in the time. */
export async function load(server, question, wanted, connections, seconds) {
  const autocannon = createRequire(join(PEERS, 'package.json'))('autocannon');
  const result = await autocannon({
    url: `${server.url}/graphql`,
    connections,
    ...(seconds === undefined ? { amount: connections } : { duration: seconds }),
    sampleInt: PRECISION,
    timeout: PATIENCE,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    requests: wanted.map((each) => ({ body: server.body(question, each) })),
  });
  const bad = result.non2xx + result.errors + result.timeouts;
  if (bad > 0) throw new Error(`${server.name} failed to answer ${question} ${bad} times under load`);
  const answered = result['2xx'];
  if (answered < connections) return load(server, question, wanted, connections);
  const begun = seconds === undefined ? answered : answered + connections; // each had one more under way
  return { rate: answered / result.duration, answered, begun, p50: result.latency.p50, p99: result.latency.p99 };
}
