import fc from 'fast-check';
import { parse, type DocumentNode, type ExecutionResult } from 'graphql';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { generated } from '../support/generated';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { made } from '../support/random/Chance';
import { operations, type Operation } from '../support/random/operation';
import { otherValues } from '../support/random/otherValues';
import { oddReleases } from '../support/random/releases';
import { comparable } from '../support/random/comparable';
import { isTaken, PATHS } from '../support/random/paths';
import { Pool } from '../support/random/Pool';
import type { JsonObject } from '../../src/ocds/json';

/** How many operations for each kind of data. */
const RUNS = Number(process.env.RUNS ?? 700);
/** The same for data and operations. Another one asks for others. */
const SEED = Number(process.env.SEED ?? 1);

const madeUp = (count: number, edition?: number): JsonObject[] =>
  generated(count, edition)
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);

/** Notices of the same processes, one after the other. */
const history = (count: number): JsonObject[] =>
  [1, 2, 3].flatMap((edition) => madeUp(count, edition).map((release) => ({ ...release, tag: ['tender'] })));

/** Bodies that go by identifiers of each other, in several processes and under several names. */
const withAliases = (): JsonObject[] =>
  ['2026-01-01', '2026-02-01', undefined].map((date, i) => ({
    ocid: `ocds-aliases-${i}`,
    id: String(i),
    ...(date && { date }),
    tag: ['compiled'],
    parties: ['1', '2', '3'].map((id) => ({
      id,
      name: `Body ${Number(id) % (i + 2)}`,
      identifier: { scheme: 'GB-COH', id },
      additionalIdentifiers: ['2', '3', 'none'].map((other) => ({
        scheme: 'GB-COH',
        id: other,
        legalName: `Body ${i}`,
      })),
    })),
  }));

const DATA: Record<string, () => JsonObject[]> = {
  'what publishers and generators make': () => [...manyReleases(40), ...madeUp(15)],
  'every field, and processes with a history': () => [
    ...sampleReleases(),
    everything('ocds-everything'),
    ...history(8),
    ...withAliases(),
  ],
  'what nobody should publish': () => {
    const releases = [...manyReleases(60), ...madeUp(20), everything('ocds-everything'), ...history(3)];
    return fc.sample(oddReleases(releases), { numRuns: 1, seed: SEED })[0]!;
  },
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
      const tally = { answered: 0, telling: 0, wrong: 0 };
      await fc.assert(
        fc.asyncProperty(operations(theSchema(), pool), fc.gen(), async ({ query, variables }, some) => {
          const document = parse(query);
          if (!isTaken(document, variables)) return;
          const expected = await theAnswer(graphs, document, variables);
          // What is kept of the document must be right for other values, and again for the first: asked of some operations.
          if (Object.keys(variables).length > 0 && tally.answered % 6 === 0) {
            const changed = some(others, variables);
            if (isTaken(document, changed)) await theAnswer(graphs, document, changed);
            await theAnswer(graphs, document, { ...variables });
          }
          const { data, errors } = JSON.parse(expected) as ExecutionResult;
          tally.answered++;
          if (isTelling(data)) tally.telling++;
          if (errors) tally.wrong++;
        }),
        { numRuns: RUNS, seed: SEED },
      );
      if (process.env.RUNS ?? process.env.SEED) return; // of another sample any share may come by luck
      expect(tally.telling / tally.answered).toBeGreaterThan(0.6);
      expect(tally.wrong / tally.answered).toBeGreaterThan(0.01);
      expect(tally.wrong / tally.answered).toBeLessThan(0.2);
    },
    RUNS * 1000,
  );

  test('a filter that is wrong is refused, though nothing is asked of its list', async () => {
    const document = parse('{ regions(filter: { not: { under: "7" } }) { __typename } }');
    expect(JSON.parse(await theAnswer(graphs, document, {}))).toHaveProperty('errors');
  });
});

/** Whether there is anything in an answer but what is missing, false or none. */
const isTelling = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).some(([key, each]) => key !== '__typename' && isTelling(each))
    : Boolean(value);

type Given = Operation['variables'];

/** The same variables with other values, if there are any. */
const others = (variables: Given): fc.Arbitrary<Given> =>
  made(
    (chance) => otherValues(chance, variables) as Given,
    function* () {
      // nothing is less
    },
  );

/** The answer, which all give. */
async function theAnswer(graphs: readonly Graph[], document: DocumentNode, variables: Given): Promise<string> {
  const [first, ...others] = await answers(graphs, document, variables);
  for (const [way, answer] of others) expectTheSame(way, answer, first![1]);
  return first![1];
}

/** The answers of all engines by all paths, with what each is by: how GraphQL itself executes does not depend on the engine. */
async function answers(
  graphs: readonly Graph[],
  document: DocumentNode,
  variables: Operation['variables'],
): Promise<[string, string][]> {
  const all: [string, string][] = [];
  for (const [i, graph] of graphs.entries())
    for (const [name, path] of Object.entries(PATHS))
      if (i === 0 || path !== PATHS.reference)
        all.push([`${ENGINES[i]}, ${name}`, await path(graph, document, variables)]);
  return all;
}

/** Shows what is around the first difference: whole answers can be long. */
function expectTheSame(way: string, one: string, other: string): void {
  const [answer, expected] = [comparable(one), comparable(other)];
  if (answer === expected) return;
  let at = 0;
  while (answer[at] === expected[at]) at++;
  const from = Math.max(0, at - 200);
  expect(`${way}: ${answer.slice(from, from + 400)}`).toBe(`${way}: ${expected.slice(from, from + 400)}`);
}
