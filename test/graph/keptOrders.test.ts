import type { Database } from '../../src/database/Database';
import { name, sql } from '../../src/database/sql';
import { copiesOf, nodeOf, nodeTypes } from '../../src/entities/registry';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const BUYER = { scheme: 'GB-PPON', id: 'b' };
const SUPPLIER = { scheme: 'GB-PPON', id: 's' };

/** Dates and amounts with ties, and missing ones; every third buyer and supplier is named twice. */
const release = (n: number): JsonObject => {
  const date: JsonObject = n % 7 === 0 ? {} : { date: `2026-01-0${(n % 4) + 1}T00:00:00Z` };
  const value: JsonObject = n % 6 === 0 ? {} : { value: { amount: (n % 5) * 100, currency: 'GBP' } };
  const twice = (id: string): JsonObject[] => [{ id }, ...(n % 3 === 0 ? [{ id }] : [])];
  const classification = { scheme: 'CPV', id: n % 2 === 0 ? '45233000' : n % 3 === 0 ? '452' : '72000000' };
  return {
    ocid: `ocds-213czf-${String(n).padStart(3, '0')}`,
    id: String(n),
    ...date,
    tag: ['compiled'],
    buyer: { id: 'b' },
    parties: [
      { id: 'b', roles: ['buyer'], identifier: BUYER },
      { id: 's', roles: ['supplier'], identifier: SUPPLIER },
    ],
    tender: { id: '1', classification, ...value, items: [{ id: '1', deliveryAddresses: [{ region: 'UKG33' }] }] },
    awards: [
      {
        id: '1',
        ...date,
        ...value,
        suppliers: twice('s'),
        items: [{ id: '1', additionalClassifications: [classification], deliveryAddresses: [{ region: 'UKG33' }] }],
      },
    ],
  };
};

const RELEASES = Array.from({ length: 40 }, (_, n) => release(n + 1));

interface Listed {
  id: string;
  date?: string | null;
  value?: { amount: number } | null;
}

/** Nulls last either way; ties by id, ascending. */
function sorted(all: readonly Listed[], by: 'date' | 'value', direction: 'ASC' | 'DESC'): string[] {
  const key = (each: Listed): string | number | null =>
    by === 'date' ? (each.date ?? null) : (each.value?.amount ?? null);
  const sign = direction === 'ASC' ? 1 : -1;
  return [...all]
    .sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x === null ? 1 : y === null ? -1 : x < y ? -sign : sign;
      return a.id < b.id ? -1 : 1;
    })
    .map(({ id }) => id);
}

/** Lists whose order rows in between keep: where they are, and the field that they are ordered by. */
const LISTS: [name: string, query: (args: string, of: string) => string, by: 'date' | 'value'][] = [
  [
    'the releases of a buyer',
    (args, of) => `{ list: organization(id: "GB-PPON-b") { list: releasesAsBuyer${args} ${of} } }`,
    'date',
  ],
  [
    'the awards of a supplier',
    (args, of) => `{ list: organization(id: "GB-PPON-s") { list: awardsAsSupplier${args} ${of} } }`,
    'date',
  ],
  [
    'the tenders of a code',
    (args, of) => `{ classifications(filter: { code: { eq: "45000000" } }) { nodes { list: tenders${args} ${of} } } }`,
    'value',
  ],
  [
    'the awards of a region',
    (args, of) => `{ regions(filter: { code: { eq: "UK" } }) { nodes { list: awards${args} ${of} } } }`,
    'value',
  ],
  [
    'tenders under a code',
    (args, of) =>
      `{ list: tenders${args.replace(')', ', filter: { classifications: { some: { under: "45000000" } } })')} ${of} }`,
    'value',
  ],
  [
    'awards under a code, with more conditions',
    (args, of) =>
      `{ list: awards${args.replace(')', ', filter: { regions: { some: { under: "UKG" } }, classifications: { some: { scheme: { eq: "CPV" }, under: "45200000" } }, release: { date: { lt: "2026-01-04" } } })')} ${of} }`,
    'value',
  ],
];

interface Page {
  nodes: Listed[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

function listIn(answer: Record<string, unknown>): Page {
  if ('nodes' in answer && 'pageInfo' in answer) return answer as unknown as Page;
  const inner = answer.list ?? Object.values(answer)[0];
  return listIn((Array.isArray(inner) ? inner[0] : inner) as Record<string, unknown>);
}

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, RELEASES);
  });
  afterAll(() => graph.close());

  describe.each(LISTS)('%s', (_name, query, by) => {
    const page = async (args: string): Promise<Page> => {
      const fields = by === 'date' ? 'date' : 'value { amount }';
      const of = `{ nodes { id ${fields} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
      const { data, errors } = await graph.ask(query(`(${args})`, of));
      expect(errors).toBeUndefined();
      return listIn(data);
    };

    test.each(['ASC', 'DESC'] as const)(
      'stand in the order asked for, %s, none twice, page by page',
      async (direction) => {
        const all = await page('first: 100');
        const expected = sorted(all.nodes, by, direction);
        expect(expected.length).toBeGreaterThan(10);
        expect(new Set(expected).size).toBe(expected.length);
        const order = `orderBy: [{ by: ${by === 'date' ? 'DATE' : 'VALUE_AMOUNT'}, direction: ${direction} }]`;
        for (const size of [3, 100]) {
          const there: string[] = [];
          for (let after = ''; ;) {
            const { nodes, pageInfo } = await page(`first: ${size}, ${order}${after}`);
            there.push(...nodes.map(({ id }) => id));
            if (!pageInfo.hasNextPage) break;
            after = `, after: "${pageInfo.endCursor}"`;
          }
          expect(there).toEqual(expected);
          const back: string[] = [];
          for (let before = ''; ;) {
            const { nodes, pageInfo } = await page(`last: ${size}, ${order}${before}`);
            back.unshift(...nodes.map(({ id }) => id));
            if (!pageInfo.hasPreviousPage) break;
            before = `, before: "${pageInfo.startCursor}"`;
          }
          expect(back).toEqual(expected);
        }
      },
    );
  });

  test('what is under a code is the same by way of each code that there is, whole or not', async () => {
    const of = '{ nodes { id classifications { nodes { code } } } }';
    const { data } = await graph.ask(`{ tenders(first: 100) ${of} }`);
    for (const [under, prefix] of [
      ['45000000', '45'],
      ['45200000', '452'],
      ['452', '452'],
      ['45233000', '45233'],
      ['452330009', '452330009'],
      ['72000000-5', '72'],
      ['73000000', '73'],
    ]) {
      const found = await graph.ask(
        `{ tenders(first: 100, filter: { classifications: { some: { under: "${under}" } } }) ${of} }`,
      );
      type Tender = { classifications: { nodes: { code: string }[] } };
      const expected = (data.tenders.nodes as Tender[]).filter(({ classifications }) =>
        classifications.nodes.some(({ code }) => code.startsWith(prefix!)),
      );
      expect([under, found.data.tenders.nodes]).toEqual([under, expected]);
    }
  });

  test('a buyer without an organization counts none of what has no buyer, and stands behind one that counts some', async () => {
    const unknown = { buyer: { name: 'Somebody' }, contracts: [{ id: '1' }, { id: '2' }] };
    const parties = [{ id: 'b', roles: ['buyer'], name: 'B', identifier: { scheme: 'GB-PPON', id: 'few' } }];
    const both = { ...release(-1), ...unknown, parties, contracts: [{ id: '1' }] };
    await graph.import([{ ...release(998), ...unknown, parties: [] }, both]);
    const { data } = await graph.ask(
      `{ release(ocid: "ocds-213czf-0-1") {
        buyers(orderBy: [{ by: CONTRACTS_AS_BUYER_COUNT, direction: DESC }]) { edges { name } } } }`,
    );
    expect(data.release.buyers.edges).toEqual([{ name: 'B' }, { name: 'Somebody' }]);
  });

  test('rows in between repeat what the objects say, also when their release is imported anew', async () => {
    await graph.import(RELEASES.map((each, i) => (i === 4 ? { ...each, date: '2027-01-01T00:00:00Z' } : each)));
    const { nodes } = listIn(
      (
        await graph.ask(
          LISTS[0]![1](
            '(first: 1, orderBy: [{ by: DATE, direction: DESC }])',
            '{ nodes { id } pageInfo { hasNextPage } }',
          ),
        )
      ).data,
    );
    expect(nodes).toEqual([{ id: RELEASES[4]!.ocid }]);
    expect(await copies(graph.database)).toEqual([]);
  });
});

describe.each(ENGINES)('the count of import issues on %s', (engine) => {
  let graph: Graph;
  /** Every fourth release has an issue more than the one before. */
  const flawed = (n: number, flaws: number): JsonObject => ({
    ...release(n),
    ...Object.fromEntries(Array.from({ length: flaws }, (_, i) => [`unknown${i}`, i])),
  });
  const counted = async (): Promise<unknown> => {
    const { engine } = graph.database;
    return engine.all(
      sql`SELECT pk FROM release r WHERE "importIssuesCount" IS DISTINCT FROM (SELECT count(*) FROM import_issue i WHERE i."releasePk" = r.pk)`,
    );
  };
  const page = async (first: number): Promise<[ocid: string, issues: number][]> => {
    const { data } = await graph.ask(
      `query ($first: Int) { releases(first: $first,
        orderBy: [{ by: IMPORT_ISSUES_COUNT, direction: DESC }, { by: DATE, direction: DESC }]) {
        nodes { ocid importIssues { totalCount } } } }`,
      { first },
    );
    return data.releases.nodes.map((each: any) => [each.ocid, each.importIssues.totalCount]);
  };

  beforeAll(async () => {
    graph = await Graph.of(
      engine,
      RELEASES.slice(0, 20).map((_, i) => flawed(i + 1, i % 4)),
    );
  });
  afterAll(() => graph.close());

  test('is what is told of each release, and orders them without counting any', async () => {
    expect(await counted()).toEqual([]);
    const all = await page(20);
    expect(all.map(([, issues]) => issues)).toEqual(all.map(([, issues]) => issues).toSorted((a, b) => b - a));
    expect(new Set(all.map(([ocid]) => ocid)).size).toBe(20);
    expect(await page(3)).toEqual(all.slice(0, 3));
    expect(graph.statements.find((each) => each.includes('importIssuesCount'))).not.toContain('FROM "import_issue" o');
  });

  test('follows a release that is imported anew', async () => {
    await graph.import([{ ...flawed(5, 9), date: '2027-01-01T00:00:00Z' }]);
    expect(await counted()).toEqual([]);
    expect((await page(1))[0]![0]).toBe(release(5).ocid);
  });
});

/** Rows in between that say something else than the objects. */
async function copies({ engine }: Database): Promise<unknown[]> {
  const wrong: unknown[] = [];
  let compared = 0;
  for (const type of nodeTypes())
    for (const { column, from, key } of copiesOf(type)) {
      const rows = await engine.all(
        sql`SELECT l.pk, l.${name(column)} AS own, o.${name(column)} AS other FROM ${name(nodeOf(type).table)} l JOIN ${name(nodeOf(from).table)} o ON o.pk = l.${name(key)}`,
      );
      compared += rows.length;
      wrong.push(...rows.filter(({ own, other }) => own !== other));
    }
  expect(compared).toBeGreaterThan(300);
  return wrong;
}
