import fc from 'fast-check';
import type { Json, JsonObject } from '../../src/ocds/json';
import { ENGINES, takeBack } from '../support/engines';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';

let made = 0;

const ocid = (n: number): string => `ocds-213czf-${n}`;

/** Each is newer than the one before, so that it takes the place of what was imported of its process. */
const release = (n: number, lots: readonly (Json | undefined)[] | null, status = 'active'): JsonObject => ({
  ocid: ocid(n),
  id: String(n),
  date: new Date(++made * 1000).toISOString(),
  tag: ['compiled'],
  ...(lots && {
    tender: {
      id: '1',
      status,
      lots: lots.map((sme, i) => ({ id: String(i), ...(sme !== undefined && { suitability: { sme } }) })),
      items: [
        {
          id: '1',
          classification: { scheme: 'CPV', id: '45000000' },
          deliveryAddresses: [{ region: 'UKE3' }],
        },
      ],
    },
  }),
});

/** What the lots of one tender say, and what follows from it. */
const CASES: [boolean | null, (Json | undefined)[]][] = [
  [true, [true]],
  [true, [false, true, false]],
  [true, [true, undefined, false]],
  [false, [false, undefined]],
  [null, [undefined]],
  [null, []],
  [null, [null]],
];

const lots = fc.array(fc.constantFrom<(Json | undefined)[]>(true, false, undefined, null, 'perhaps'), { maxLength: 4 });
const releases = fc
  .array(fc.tuple(fc.option(lots), fc.constantFrom('active', 'planned', 'complete')), { minLength: 1, maxLength: 8 })
  .map((all) => all.map(([each, status], n) => release(n, each, status)));

const TABLES = ['tender', 'tender_classification', 'tender_region'];

/** What else is asked of the tenders: the count goes other ways for each. */
const BESIDES = [
  '',
  'status: { in: [ACTIVE, PLANNED] }',
  'regions: { some: { under: "UKE" } }',
  'status: { eq: ACTIVE }, classifications: { some: { under: "45000000" } }',
  'regions: { some: { under: "UKE3" } }, classifications: { some: { under: "45" } }',
];

describe.each(ENGINES)('whether a tender has lots for small businesses on %s', (engine) => {
  let graph: Graph;
  beforeEach(async () => {
    graph = await Graph.of(engine, []);
  });
  afterEach(() => graph.close());

  const flags = async (): Promise<unknown[]> => {
    const { data, errors } = await graph.ask(`{ tenders(first: 100) { nodes { hasLotsForSmes } } }`);
    expect(errors).toBeUndefined();
    return data.tenders.nodes.map(({ hasLotsForSmes }: { hasLotsForSmes: unknown }) => hasLotsForSmes);
  };

  /** What stands in each table. */
  const kept = (): Promise<unknown[]> =>
    Promise.all(
      TABLES.map((table) => graph.database.source.query(`SELECT pk, "hasLotsForSmes" FROM ${table} ORDER BY pk`)),
    );

  /** That a filter of the field finds what one of the lots finds, whatever else is asked. */
  const expectSame = async (): Promise<void> => {
    for (const besides of BESIDES) {
      const list = (filter: string): string =>
        `tenders(filter: { ${besides} ${filter} }, orderBy: [{ by: TENDER_PERIOD_END_DATE }], first: 100) { totalCount nodes { id } }`;
      const suited = 'lots: { some: { suitability: { sme: { eq: true } } } }';
      const unsuited =
        'lots: { some: { suitability: { sme: { eq: false } } }, none: { suitability: { sme: { eq: true } } } }';
      const { data, errors } = await graph.ask(
        `{ kept: ${list('hasLotsForSmes: { eq: true }')} found: ${list(suited)}
          keptNot: ${list('hasLotsForSmes: { eq: false }')} foundNot: ${list(unsuited)} }`,
      );
      expect(errors).toBeUndefined();
      expect({ besides, tenders: data.kept }).toEqual({ besides, tenders: data.found });
      expect({ besides, tenders: data.keptNot }).toEqual({ besides, tenders: data.foundNot });
    }
  };

  test('follows from what its lots say of small and medium-sized enterprises', async () => {
    await graph.import(CASES.map(([, each], n) => release(n, each)));
    expect(await flags()).toEqual(CASES.map(([flag]) => flag));
    await expectSame();
  });

  test('follows from what the tender says of itself where no lot says, as where there is none', async () => {
    const whole = (n: number, sme: Json, each: (Json | undefined)[]): JsonObject => {
      const made = release(n, each);
      return { ...made, tender: { ...(made.tender as JsonObject), suitability: { sme } } };
    };
    await graph.import([whole(1, true, []), whole(2, false, [undefined]), whole(3, true, [false]), whole(4, null, [])]);
    expect(await flags()).toEqual([true, false, false, null]);
    const { data } = await graph.ask(
      '{ regions { nodes { code tenders(filter: { hasLotsForSmes: { eq: true } }) { totalCount } } } }',
    );
    expect(data.regions.nodes).toContainEqual({ code: 'UKE3', tenders: { totalCount: 1 } });
    const imported = await kept();
    await graph.database.source.query(`UPDATE tender SET "hasLotsForSmes" = NULL WHERE ocid <> '${ocid(3)}'`);
    for (const table of TABLES.slice(1))
      await graph.database.source.query(
        `UPDATE ${table} SET "hasLotsForSmes" = NULL WHERE "tenderPk" IN (SELECT pk FROM tender WHERE "hasLotsForSmes" IS NULL)`,
      );
    await takeBack(graph.database, 'TendersForSmes');
    await graph.database.migrate();
    expect(await kept()).toEqual(imported);
  });

  test.each(['classifications', 'regions'])('orders the tenders of %s, page by page', async (codes) => {
    await graph.import(CASES.map(([, each], n) => release(n, each)));
    const flagsOf = async (direction: string): Promise<unknown[]> => {
      const found: unknown[] = [];
      for (let after: string | null = null; ;) {
        const { data } = await graph.ask(
          `query ($after: String) { ${codes}(first: 1) { nodes {
            tenders(first: 2, after: $after, orderBy: [{ by: HAS_LOTS_FOR_SMES, direction: ${direction} }]) {
              nodes { hasLotsForSmes } pageInfo { hasNextPage endCursor } } } } }`,
          { after },
        );
        const { nodes, pageInfo } = data[codes].nodes[0].tenders;
        found.push(...nodes.map(({ hasLotsForSmes }: { hasLotsForSmes: unknown }) => hasLotsForSmes));
        if (!pageInfo.hasNextPage) return found;
        expect(Buffer.from(pageInfo.endCursor, 'base64url').toString()).toMatch(/,(0|1|null),"ocds[^,]*"\]$/);
        after = pageInfo.endCursor;
      }
    };
    expect(await flagsOf('ASC')).toEqual([false, true, true, true, null, null, null]);
    expect(await flagsOf('DESC')).toEqual([true, true, true, false, null, null, null]);
  });

  test('changes with the lots when a release is imported anew', async () => {
    for (const [flag, each] of [...CASES, ...CASES.toReversed()]) {
      await graph.import([release(1, each)]);
      expect(await flags()).toEqual([flag]);
      await expectSame();
    }
  });

  test('finds the tenders that the lots find, whatever is published and imported over what', async () => {
    await fc.assert(
      fc.asyncProperty(releases, async (documents) => {
        await graph.import(documents);
        await expectSame();
      }),
      { numRuns: 10 },
    );
  });

  test('stands with published tenders, their codes and their regions, and is filled in by the migration too', async () => {
    await graph.import(manyReleases(40));
    await expectSame();
    const imported = await kept();
    expect(JSON.stringify(imported)).toMatch(/"hasLotsForSmes":(1|true)/);
    await takeBack(graph.database, 'LotsForSmes');
    await graph.database.migrate();
    expect(await kept()).toEqual(imported);
  });
});
