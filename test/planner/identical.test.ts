import fc from 'fast-check';
import { parse } from 'graphql';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { generated } from '../support/generated';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { operations, type Operation } from '../support/random/operation';
import { PATHS } from '../support/random/paths';
import { Pool } from '../support/random/Pool';
import type { JsonObject } from '../../src/ocds/json';

/** How many operations for each kind of data. */
const RUNS = Number(process.env.RUNS ?? 200);
const SEED = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

const DATA: Record<string, () => JsonObject[]> = {
  'what publishers and generators make': () => [
    ...manyReleases(40),
    ...generated(15)
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject),
  ],
  'releases with every field': () => [...sampleReleases(), everything('ocds-everything'), everything('ocds-again')],
};

describe.each(Object.entries(DATA))('%s', (_name, documents) => {
  let graphs: [Graph, ...Graph[]];
  let pool: Pool;
  beforeAll(async () => {
    const releases = documents();
    const [first, ...others] = await Promise.all(ENGINES.map((engine) => Graph.of(engine, releases)));
    graphs = [first!, ...others];
    pool = await Pool.of(graphs[0], releases);
  });
  afterAll(() => Promise.all(graphs.map((graph) => graph.close())));

  test(
    'any operation has one answer, byte for byte, on both engines and on every path',
    async () => {
      await fc.assert(
        fc.asyncProperty(operations(theSchema(), pool), async (operation) => {
          const [expected, ...others] = await answers(graphs, operation);
          for (const [way, answer] of others) expectTheSame(way, answer, expected![1]);
        }),
        { numRuns: RUNS, ...(SEED !== undefined && { seed: SEED }) },
      );
    },
    RUNS * 1000,
  );
});

/** The answers of all engines by all paths, with what each is by. */
async function answers(graphs: readonly Graph[], { query, variables }: Operation): Promise<[string, string][]> {
  const document = parse(query);
  const all: [string, string][] = [];
  for (const [i, graph] of graphs.entries())
    for (const [name, path] of Object.entries(PATHS))
      all.push([`${ENGINES[i]}, ${name}`, await path(graph, document, variables)]);
  return all;
}

/** Shows what is around the first difference: whole answers can be long. */
function expectTheSame(way: string, answer: string, expected: string): void {
  if (answer === expected) return;
  let at = 0;
  while (answer[at] === expected[at]) at++;
  const from = Math.max(0, at - 200);
  expect(`${way}: ${answer.slice(from, from + 400)}`).toBe(`${way}: ${expected.slice(from, from + 400)}`);
}
