import { parseValue, valueFromASTUntyped } from 'graphql';
import { raw, sql } from '../../src/database/sql';
import { Award, Release, Tender } from '../../src/entities';
import type { Class } from '../../src/entities/registry';
import type { JsonObject } from '../../src/ocds/json';
import { filterSql, type Filter } from '../../src/query/filter';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const TYPES: Record<string, [type: Class, table: string]> = {
  releases: [Release, 'release'],
  tenders: [Tender, 'tender'],
  awards: [Award, 'award'],
};

/** Processes of a few buyers, of which the first alone never awards, and the last always does. */
const BUYERS = ['1', '2', '3'];
const items = (n: number): JsonObject[] => [{ id: '1', deliveryAddresses: [{ region: n % 2 ? 'UKG33' : 'UKI41' }] }];
const releases: JsonObject[] = Array.from({ length: 12 }, (_, n) => ({
  ocid: `ocds-213czf-${String(n).padStart(2, '0')}`,
  id: `${n}`,
  date: '2026-01-01T00:00:00Z',
  tag: ['award'],
  parties: [
    { id: 'b', name: `Buyer ${n % 3}`, identifier: { scheme: 'GB-COH', id: BUYERS[n % 3]! }, roles: ['buyer'] },
  ],
  buyer: { id: 'b' },
  tender: { id: '1', items: items(n), ...(n % 4 && { value: { amount: n % 5, currency: 'GBP' } }) },
  awards: n % 3 === 2 || n === 1 ? [{ id: '1', title: `A${n}`, items: items(n) }] : [],
}));

describe.each(ENGINES)('what is asked of objects that many lead to on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, releases);
  });
  afterAll(() => graph.close());

  const numbers = async (list: string, filter: string): Promise<number[]> => {
    const { data, errors } = await graph.ask(
      `{ list: ${list}(filter: ${filter}, first: 100) { totalCount nodes { ocid } } }`,
    );
    expect(errors).toBeUndefined();
    const { totalCount, nodes } = data.list;
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ ocid }: { ocid: string }) => Number(ocid.slice(-2)));
  };
  const of = (...buyers: number[]): number[] => releases.flatMap((_, n) => (buyers.includes(n % 3) ? [n] : []));

  const cases: [string, string, number[]][] = [
    ['releases', '{ buyer: { awardsAsBuyer: { none: {} } } }', of(0)],
    ['releases', '{ buyers: { some: { awardsAsBuyer: { none: { title: { eq: "A1" } } } } } }', of(0, 2)],
    ['releases', '{ buyers: { none: { tendersAsBuyer: { some: { awards: { none: {} } } } } } }', of(2)],
    ['releases', '{ buyer: { releasesAsBuyer: { every: { awards: { some: {} } } } } }', of(2)],
    ['releases', '{ not: { buyer: { awardsAsBuyer: { some: { title: { ne: "A1" } } } } } }', of(0, 1)],
    [
      'tenders',
      '{ buyer: { or: [{ name: { eq: "Buyer 0" } }, { awardsAsBuyer: { some: { title: { eq: "A1" } } } }] } }',
      of(0, 1),
    ],
    ['awards', '{ regions: { every: { awards: { none: { title: { eq: "A1" } } } } } }', [2, 8]],
    ['awards', '{ regions: { some: { awards: { some: { title: { lt: "A11" } } } } } }', [1, 5, 11]],
  ];
  test.each(cases)('is the same as of each: %s of which %s holds', async (list, filter, expected) => {
    expect(await numbers(list, filter)).toEqual(expected);
  });

  test.each(cases)(
    'is the same whether few are asked or many: %s of which %s holds',
    async (list, filter, expected) => {
      const { engine: asked } = graph.database;
      const [type, table] = TYPES[list]!;
      for (const isFew of ['1 = 1', '1 = 0']) {
        const holds = filterSql(asked.dialect, type, valueFromASTUntyped(parseValue(filter)) as Filter, 'x', {
          few: raw(isFew),
        });
        const rows = await asked.all(sql`SELECT ocid FROM ${raw(table)} x WHERE ${holds} ORDER BY x.id`);
        expect(rows.map(({ ocid }) => Number((ocid as string).slice(-2)))).toEqual(expected);
      }
    },
  );

  test('is found out once for all that lead there', async () => {
    await numbers('releases', '{ buyers: { some: { awardsAsBuyer: { none: {} } } } }');
    for (const statement of graph.statements) expect(statement).toMatch(/IN \(SELECT \w+\."pk" FROM "organization"/);
  });

  test.each([
    ['', 0],
    ['orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]', 0],
    ['orderBy: [{ by: VALUE_AMOUNT, direction: ASC }]', 2],
  ])('is the same in pages that the first objects fill and in others, both ways: %s', async (order, buyer) => {
    const filter = `{ buyer: { not: { name: { eq: "Buyer ${buyer}" } }, tendersAsBuyer: { some: {} } } }`;
    const page = async (args: string): Promise<any> => {
      const { data, errors } = await graph.ask(
        `{ tenders(filter: ${filter}, ${order} ${args}) { nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
      );
      expect(errors).toBeUndefined();
      for (const statement of graph.statements) expect(statement).toContain('near AS MATERIALIZED');
      return data.tenders;
    };
    const ids = ({ nodes }: any): string[] => nodes.map(({ id }: { id: string }) => id);
    const all = ids(await page('first: 100'));
    expect(all).toHaveLength(8);
    for (const size of [1, 2, 3]) {
      const [forward, backward]: [string[], string[]] = [[], []];
      for (let args = ''; ;) {
        const found = await page(`first: ${size} ${args}`);
        forward.push(...ids(found));
        if (!found.pageInfo.hasNextPage) break;
        args = `after: "${found.pageInfo.endCursor}"`;
      }
      for (let args = ''; ;) {
        const found = await page(`last: ${size} ${args}`);
        backward.unshift(...ids(found));
        if (!found.pageInfo.hasPreviousPage) break;
        args = `before: "${found.pageInfo.startCursor}"`;
      }
      expect([forward, backward]).toEqual([all, all]);
    }
  });

  test('is counted once for all that a search finds, where the engine does not see that', async () => {
    const filter = '{ buyer: { awardsAsBuyer: { none: { title: { eq: "A1" } } } } }';
    const { data, errors } = await graph.ask(
      `{ search(text: "A*", types: [AWARD], filter: ${filter}) { totalCount } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.search.totalCount).toBe(4);
    expect(graph.statements.join().includes('CASE WHEN (SELECT count(*)')).toBe(engine === 'sqlite');
  });

  test('is asked once for lists of parents where the engine does not see that', async () => {
    const filter = '(filter: { buyer: { awardsAsBuyer: { none: {} } } })';
    const ask = async (fields: string): Promise<unknown[]> => {
      const { data } = await graph.ask(`{ organizations { nodes { releasesAsBuyer${filter} { ${fields} } } } }`);
      return data.organizations.nodes.map(({ releasesAsBuyer }: any) => releasesAsBuyer);
    };
    const isOnce = (): boolean => /IN \(SELECT \w+\."pk" FROM "organization"/.test(graph.statements.join());
    const nodes = of(0).map((n) => ({ ocid: releases[n]!.ocid }));
    expect(await ask('nodes { ocid }')).toEqual([{ nodes }, { nodes: [] }, { nodes: [] }]);
    expect(isOnce()).toBe(engine === 'sqlite');
    expect(await ask('totalCount')).toEqual([4, 0, 0].map((totalCount) => ({ totalCount })));
    expect(isOnce()).toBe(engine === 'sqlite');
    expect(await ask('groups(by: [BUYER]) { count }')).toEqual([
      { groups: [{ count: 4 }] },
      { groups: [] },
      { groups: [] },
    ]);
    expect(isOnce()).toBe(engine === 'sqlite');
  });
});

/** Processes of one region, too many to be asked one by one; the last buyer, who has awards, is rare but where n is high. */
const MANY = 330;
const isRare = (n: number): boolean => n >= 310 || (n >= 40 && n % 9 === 0);
const amountOf = (n: number): number | undefined => (n % 50 ? Math.floor(n / 2) : undefined);
const inOneRegion: JsonObject[] = Array.from({ length: MANY }, (_, n) => ({
  ocid: `ocds-213czf-${String(n).padStart(3, '0')}`,
  id: `${n}`,
  date: '2026-01-01T00:00:00Z',
  tag: ['tender'],
  parties: [{ id: 'b', name: 'B', identifier: { scheme: 'GB-COH', id: isRare(n) ? '2' : '1' }, roles: ['buyer'] }],
  buyer: { id: 'b' },
  tender: { id: '1', items: items(1), ...(n % 50 && { value: { amount: Math.floor(n / 2), currency: 'GBP' } }) },
  ...(n === 315 && { awards: [{ id: '1', title: 'A' }] }),
}));

describe.each(ENGINES)('pages of a long list of a parent on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, inOneRegion);
  });
  afterAll(() => graph.close());

  const page = async (args: string): Promise<any> => {
    const filter = '{ buyer: { awardsAsBuyer: { some: { title: { eq: "A" } } } } }';
    const { data, errors } = await graph.ask(
      `{ regions(filter: { code: { eq: "UKG33" } }) { nodes { tenders(filter: ${filter}, ${args}) {
        nodes { ocid } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } } } }`,
    );
    expect(errors).toBeUndefined();
    return data.regions.nodes[0].tenders;
  };
  const numbers = ({ nodes }: any): number[] => nodes.map(({ ocid }: { ocid: string }) => Number(ocid.slice(-3)));

  const last = (n: number): number => amountOf(n) ?? Infinity;
  const rare = inOneRegion.flatMap((_, n) => (isRare(n) ? [n] : []));
  test.each([
    ['', rare],
    ['orderBy: [{ by: VALUE_AMOUNT, direction: ASC }]', [...rare].sort((a, b) => last(a) - last(b) || a - b)],
    [
      'orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]',
      [...rare].sort((a, b) => (amountOf(b) ?? -1) - (amountOf(a) ?? -1) || a - b),
    ],
  ])('are the same whether the first objects fill them or not, both ways: %s', async (order, expected) => {
    for (const size of [2, 7]) {
      const [forward, backward]: [number[], number[]] = [[], []];
      for (let args = ''; ;) {
        const found = await page(`${order} first: ${size} ${args}`);
        forward.push(...numbers(found));
        if (!found.pageInfo.hasNextPage) break;
        args = `after: "${found.pageInfo.endCursor}"`;
      }
      for (let args = ''; ;) {
        const found = await page(`${order} last: ${size} ${args}`);
        backward.unshift(...numbers(found));
        if (!found.pageInfo.hasPreviousPage) break;
        args = `before: "${found.pageInfo.startCursor}"`;
      }
      expect([forward, backward]).toEqual([expected, expected]);
    }
  });

  test('have what many share asked once behind the first objects, where the engine does not see that', async () => {
    for (const order of ['', 'orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]']) {
      await page(`${order} first: 2`);
      const written = graph.statements.join();
      expect(/IN \(SELECT \w+\."pk" FROM "organization"/.test(written)).toBe(engine === 'sqlite');
      expect(/LIMIT 6.* UNION ALL .* OFFSET 6/.test(written)).toBe(engine === 'sqlite' && order !== '');
    }
  });
});
