import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/ocds/json';
import { ENGINES, takeBack } from '../support/engines';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';

type Figure = [value: Json, relatedLot?: string, measure?: string];

let made = 0;

/** Each is newer than the one before, so that it takes the place of what was imported of its process. */
const release = (n: number, figures: readonly Figure[], awards: readonly (readonly string[])[]): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: String(n),
  date: new Date(++made * 1000).toISOString(),
  tag: ['compiled'],
  tender: { id: '1', lots: [{ id: 'a' }, { id: 'b' }] },
  bids: {
    statistics: figures.map(([value, relatedLot, measure = 'bids'], i) => ({
      id: String(i),
      measure,
      value,
      ...(relatedLot !== undefined && { relatedLot }),
    })),
  },
  awards: awards.map((relatedLots, i) => ({ id: String(i), relatedLots: [...relatedLots] })),
});

/** The fewest bids of one award for some lots, and the figures that say so. */
const CASES: [fewest: number | null, lots: string[], ...Figure[]][] = [
  [1, ['a', 'b'], [3, 'a'], [1, 'b']],
  [3, ['a'], [3, 'a'], [1, 'b']],
  [2, ['a'], [3, 'a'], [2]],
  [0, [], [0], [1, 'a']],
  [1.5, ['b'], [1.5, 'b'], [1, 'b', 'validBids']],
  [12, ['a'], ['12', 'a'], [1, 'lost']],
  [null, ['a'], [1, 'lost'], [null, 'a']],
  [null, [], [1, 'a']],
];

/** What finds the same awards from the figures themselves. */
const FROM_FIGURES = `or: [
  { lots: { some: { bidStatistics: { some: { measure: { eq: "bids" }, value: { lte: $most } } } } } }
  { release: { bids: { statistics: { some: { measure: { eq: "bids" }, value: { lte: $most }, relatedLot: { isNull: true } } } } } }
]`;

const figure: fc.Arbitrary<Figure> = fc.tuple(
  fc.constantFrom<Json>(0, 1, 1.5, 2, '1', -3, 1e30, 'many', null),
  fc.constantFrom(undefined, undefined, 'a', 'b', 'lost'),
  fc.constantFrom('bids', 'bids', 'Bids', 'validBids'),
);
const releases = fc
  .array(fc.tuple(fc.array(figure, { maxLength: 4 }), fc.array(fc.subarray(['a', 'b', 'lost']), { maxLength: 3 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((all) => all.map(([figures, awards], n) => release(n, figures, awards)));

describe.each(ENGINES)('the fewest bids of awards on %s', (engine) => {
  let graph: Graph;
  beforeEach(async () => {
    graph = await Graph.of(engine, []);
  });
  afterEach(() => graph.close());

  const awards = async (args = ''): Promise<{ id: string; fewestBids: number | null }[]> => {
    const { data, errors } = await graph.ask(`{ awards(first: 100${args}) { nodes { id fewestBids } } }`);
    expect(errors).toBeUndefined();
    return data.awards.nodes;
  };
  const fewest = async (args?: string): Promise<unknown[]> => (await awards(args)).map(({ fewestBids }) => fewestBids);

  /** That a filter of the field finds what one of the figures finds, however many bids are asked for. */
  const expectSame = async (): Promise<void> => {
    for (const most of [0, 1, 1.5, 5]) {
      const list = (filter: string): string =>
        `awards(filter: { ${filter} }, first: 100) { totalCount aggregate { sum { amount count missing } } nodes { id } }`;
      const { data, errors } = await graph.ask(
        `query ($most: Float!) { kept: ${list('fewestBids: { lte: $most }')} found: ${list(FROM_FIGURES)} }`,
        { most },
      );
      expect(errors).toBeUndefined();
      expect({ most, awards: data.kept }).toEqual({ most, awards: data.found });
    }
  };

  test('are the least figure of their lots and of the whole process', async () => {
    await graph.import(CASES.map(([, lots, ...figures], n) => release(n, figures, [lots])));
    expect(await fewest()).toEqual(CASES.map(([number]) => number));
    expect(await fewest(', orderBy: [{ by: FEWEST_BIDS }]')).toEqual([0, 1, 1.5, 2, 3, 12, null, null]);
    expect(await fewest(', filter: { fewestBids: { gt: 1, lte: 2 } }')).toEqual([2, 1.5]);
    await expectSame();
  });

  test('change with the figures when a release is imported anew', async () => {
    await graph.import([release(1, [[3, 'a']], [['a']])]);
    expect(await fewest()).toEqual([3]);
    await graph.import([release(1, [[1, 'a']], [['a']])]);
    expect(await fewest()).toEqual([1]);
    await graph.import([release(1, [[1, 'b']], [['a']])]);
    expect(await fewest()).toEqual([null]);
  });

  test('find the awards that the figures find, whatever is published', async () => {
    await fc.assert(
      fc.asyncProperty(releases, async (documents) => {
        await graph.import(documents);
        await expectSame();
      }),
      { numRuns: 25 },
    );
  });

  test('find the awards of published releases that the figures find, and are filled in by the migration too', async () => {
    const random = fc
      .sample(releases, 20)
      .flatMap((documents, i) =>
        documents.map((document) => ({ ...document, ocid: `${document.ocid as string}-${i}` })),
      );
    await graph.import([...manyReleases(40), ...random]);
    await expectSame();
    const imported = await graph.database.source.query('SELECT id, "fewestBids" FROM award ORDER BY pk');
    expect(imported.some(({ fewestBids }: { fewestBids: unknown }) => fewestBids !== null)).toBe(true);
    await takeBack(graph.database, 'FewestBids');
    await graph.database.migrate();
    expect(await graph.database.source.query('SELECT id, "fewestBids" FROM award ORDER BY pk')).toEqual(imported);
  });
});
