import { sql } from '../../src/database/sql';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { FIGURES } from '../support/figures';
import { generated } from '../support/generated';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, manyReleases(16));
  });
  afterAll(() => graph.close());

  const ask = (query: string): Promise<any> => graph.data(query);

  test.each(['BUYER', 'SUPPLIER', 'SUPPLIER, BUYER', 'BUYER, SUPPLIER', 'YEAR, BUYER', 'STATUS, ABOVE_THRESHOLD'])(
    'the first groups by %s are those of all groups in order',
    async (by) => {
      const everything = 'filter: { id: { isNull: false } }'; // of what is filtered nothing is kept
      for (const what of ['COUNT', 'KEY', 'SUM_NET', 'SUM_GROSS'])
        for (const direction of ['ASC', 'DESC'])
          for (const first of [1, 5, 100])
            for (const more of ['', ', currency: "GBP"', ', currency: "EUR"', ', currency: "XXX"']) {
              if (what.startsWith('SUM') === (more === '')) continue;
              const groups = `groups(by: [${by}], first: ${first}, orderBy: { by: ${what}, direction: ${direction}${more} }`;
              const shown = `{ keys { value } count memberships sum ${FIGURES} }`;
              const { kept } = await ask(
                `{ kept: awards { ${groups}) ${shown} all: ${groups}, includeMemberships: true) ${shown} } }`,
              );
              expect(graph.statements.every((text) => !/"award"/.test(text))).toBe(true);
              const { added } = await ask(
                `{ added: awards(${everything}) { ${groups}) ${shown} all: ${groups}, includeMemberships: true) ${shown} } }`,
              );
              expect([what, direction, first, more, kept]).toEqual([what, direction, first, more, added]);
            }
    },
  );

  test.each([
    ['SUPPLIER', 'BUYER'],
    ['BUYER', 'SUPPLIER'],
    ['BUYER', 'YEAR'],
    ['YEAR', 'SUPPLIER'],
    ['CPV_DIVISION', 'BUYER'],
    ['BUYER', 'BUYER'],
    ['CPV_DIVISION', 'CPV_DIVISION'],
    ['SUPPLIER', 'SUPPLIER'],
  ])('what a group by %s leads to, by %s, is what its members come to', async (by, then) => {
    for (const order of ['COUNT', 'SUM_NET, currency: "GBP"', 'KEY']) {
      const groups = (first: number, of: string): string =>
        `groups(by: [${of}], first: ${first}, orderBy: { by: ${order} })`;
      const found = async (filter: string): Promise<any> =>
        (
          await ask(`{ awards${filter} { ${groups(8, by)} { keys { value }
            members { ${groups(5, then)} { keys { value } count memberships sum ${FIGURES}
              members { totalCount aggregate { count sum ${FIGURES} } } } } } } }`)
        ).awards.groups;
      const kept = await found('');
      expect(kept.flatMap((each: any) => each.members.groups).length).toBeGreaterThan(1);
      expect(kept).toEqual(await found('(filter: { id: { isNull: false } })'));
    }
  });

  test('who buys from each supplier is read from what is kept, and is the same', async () => {
    const found = async (by: string, filter = ''): Promise<any> =>
      (
        await ask(`{ organizations(first: 100) { nodes { name awardsAsSupplier${filter} {
          groups(by: [${by}], first: 100) { keys { value } count sum ${FIGURES} } } } } }`)
      ).organizations.nodes;
    for (const by of ['BUYER', 'YEAR', 'MONTH', 'QUARTER']) {
      const kept = await found(by);
      expect(graph.statements.join()).not.toMatch(/"award"/);
      expect(kept).toEqual(await found(by, '(filter: { id: { isNull: false } })'));
    }
  });

  test('what is bought in each region is read from what is kept, and is the same', async () => {
    const found = async (list: string): Promise<any> => {
      const groups = `${list} { groups(by: [CPV_DIVISION], first: 100) { keys { value } count sum ${FIGURES} } }`;
      return (await ask(`{ regions(first: 100) { nodes { code ${groups} } } }`)).regions.nodes;
    };
    for (const list of ['tenders', 'awards']) {
      const kept = await found(list);
      expect(graph.statements.at(-1)).toMatch(/rollup/);
      expect(kept).toEqual(await found(`${list}(filter: { id: { isNull: false } })`));
      expect(kept.some((region: any) => region[list].groups.length > 1)).toBe(true);
    }
  });
});

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    const releases = withOddIds(generated(200)).split('\n');
    graph = await Graph.of(
      engine,
      releases.map((each) => JSON.parse(each) as JsonObject),
    );
  });
  afterAll(() => graph.close());

  test('groups whose keys are hashed, or look so, are each among the first once', async () => {
    const found = async (then: string, first: number, filter = ''): Promise<any> => {
      const groups = `groups(by: [SUPPLIER, ${then}], first: ${first}, orderBy: { by: COUNT, direction: DESC })`;
      return (await graph.data(`{ awards${filter} { ${groups} { keys { value } count sum ${FIGURES} } } }`)).awards
        .groups;
    };
    for (const then of ['MONTH', 'NOTICE_TYPE'])
      for (const first of [1, 5, 10, 100]) {
        const kept = await found(then, first);
        expect(graph.statements.join()).not.toMatch(/"award"/);
        expect([first, kept]).toEqual([first, await found(then, first, '(filter: { id: { isNull: false } })')]);
      }
    const keys = await graph.database.engine.all(
      sql`SELECT key FROM rollup WHERE key LIKE 'Award SUPPLIER MONTH ["~%'`,
    );
    expect(new Set(keys.map(({ key }) => (key as string).includes('"~COH'))).size).toBe(2); // values, and hashes
  });
});

/** Of suppliers some have ids that are too long for a key as JSON, some ids that begin as the hash of a key does. */
const withOddIds = (releases: string): string =>
  releases.replaceAll(/"scheme":"GB-COH","id":"(\d+)"/g, (_, id: string) =>
    Number(id) % 2 === 0 ? `"scheme":"GB-COH","id":"${'\\u0001'.repeat(380)}${id}"` : `"scheme":"~COH","id":"${id}"`,
  );
