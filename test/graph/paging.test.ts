import type { GraphQLError } from 'graphql';
import { UserInputError } from '../../src/errors';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';
import { big, longLists, longReleases, small, smallOcids, type LongList } from '../support/longLists';

const SHORT = 9;
const LONG = 104;

const CONNECTION = (objects: string): string =>
  `{ totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } ${objects} }`;

interface Page {
  totalCount: number;
  edges: { cursor: string }[];
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/** The connection called `list` of an answer, however deep it is. */
function listIn(answer: unknown): Page {
  const { list, ...rest } = answer as { list?: Page };
  if (list) return list;
  const [inner] = Object.values<unknown>(rest);
  return listIn(Array.isArray(inner) ? (inner as unknown[])[0] : inner);
}

async function page(graph: Graph, list: LongList, args: string): Promise<Page> {
  const { data, errors } = await graph.ask(list.query(args, CONNECTION(list.objects)));
  expect(errors).toBeUndefined();
  return listIn(data);
}

/** All ids of a list, page by page, with all that a page says of itself checked. */
async function walk(
  graph: Graph,
  list: LongList,
  size: number,
  between?: (page: number) => unknown,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null, n = 0; ; n++) {
    const args = `(first: ${size}${after === null ? '' : `, after: "${after}"`})`;
    const { edges, nodes, pageInfo } = await page(graph, list, args);
    const { hasNextPage } = pageInfo;
    expect(hasNextPage ? nodes.length === size : nodes.length <= size).toBe(true);
    const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null];
    expect(pageInfo).toEqual({ hasNextPage, hasPreviousPage: after !== null, startCursor, endCursor });
    found.push(...nodes.map(({ id }) => id));
    if (!hasNextPage || found.length > 2 * list.all.length + 20) return found;
    after = endCursor;
    await between?.(n);
  }
}

describe.each(ENGINES)('%s', (engine) => {
  let [short, long]: Graph[] = [];
  beforeAll(async () => {
    [short, long] = [await Graph.of(engine, longReleases(SHORT)), await Graph.of(engine, longReleases(LONG))];
  });
  afterAll(() => Promise.all([short!.close(), long!.close()]));

  test.each(longLists(SHORT).map((list) => [list.name, list] as const))(
    '%s has every object once, in order, by pages of 1, 2, 3 and 100',
    async (_name, list) => {
      for (const size of [1, 2, 3, 100]) expect(await walk(short!, list, size)).toEqual(list.all);
    },
  );

  describe.each(longLists(LONG).map((list) => [list.name, list] as const))('long %s', (_name, list) => {
    test('has every object once, in order, by pages of 100', async () => {
      expect(await walk(long!, list, 100)).toEqual(list.all);
    });

    test('has 20 objects on a page if nothing is said, and counts them all', async () => {
      const { nodes, totalCount, pageInfo } = await page(long!, list, '');
      expect(nodes.map(({ id }) => id)).toEqual(list.all.slice(0, 20));
      expect([totalCount, pageInfo.hasNextPage]).toEqual([list.all.length, list.all.length > 20]);
    });

    test('is counted only when that is asked for, and then without being read', async () => {
      const graph = long!;
      const counting = (): number => graph.statements.filter((text) => /\bcount\(|\brollup\b/i.test(text)).length;
      await graph.ask(list.query('(first: 5)', `{ ${list.objects} pageInfo { hasNextPage } }`));
      expect(counting()).toBe(0);
      const levels = graph.statements.length;
      const { data } = await graph.ask(list.query('', '{ totalCount }'));
      expect(listIn(data).totalCount).toBe(list.all.length);
      expect(counting()).toBe(1);
      expect(graph.statements.length).toBeLessThanOrEqual(Math.max(levels, 2)); // whoever has the list may be read with it
    });

    test.each(['first: 0', 'first: -5', 'first: 101', 'first: 2147483647', 'last: 0', 'last: 101'])(
      'refuses a page of %s, whatever is asked of it',
      async (args) => {
        for (const asked of ['{ nodes { __typename } }', '{ totalCount }', '{ pageInfo { endCursor } }'])
          expectBadInput(await long!.ask(list.query(`(${args})`, asked)), /must be from 1 to 100/);
      },
    );

    test('refuses what is no cursor', async () => {
      for (const cursor of NO_CURSORS) {
        const found = await long!.ask(list.query(`(after: ${JSON.stringify(cursor)})`, '{ nodes { __typename } }'));
        expectBadInput(found, /"after" is not a cursor of this list/);
      }
    });

    test('refuses a cursor that someone changed', async () => {
      const { endCursor } = (await page(long!, list, '(first: 1)')).pageInfo;
      if (endCursor === null) return;
      const [name] = JSON.parse(Buffer.from(endCursor, 'base64url').toString()) as unknown[];
      for (const values of [
        'null',
        '[]',
        '{}',
        'true',
        '"x\\u0000"',
        '1e400',
        '1.5',
        '99999999999999',
        '1,2,3,4',
        '',
      ]) {
        const after = Buffer.from(`[${JSON.stringify(name)},${values}]`).toString('base64url');
        expectBadInput(await long!.ask(list.query(`(after: "${after}")`, '{ nodes { __typename } }')), /not a cursor/);
      }
    });

    test('refuses the cursors of all other lists', async () => {
      for (const other of longLists(LONG)) {
        const after = (await page(long!, other, '(first: 1)')).pageInfo.endCursor;
        if (other.name === list.name || after === null) continue;
        expectBadInput(await long!.ask(list.query(`(after: "${after}")`, '{ nodes { __typename } }')), /not a cursor/);
      }
    });
  });

  test('pages stay whole while releases come and are replaced between them', async () => {
    const graph = await Graph.of(engine, longReleases(SHORT));
    const lists = longLists(SHORT);
    const late = ['ocds-a', 'ocds-late-1', 'ocds-late-2', 'ocds-small-000-late', 'ocds-z'];
    const seen = await walk(graph, lists[0]!, 3, async (n) => {
      await graph.import(late.slice(n * 2, n * 2 + 2).map(small)); // before the place that was reached, and after it
      await graph.import([{ ...small(smallOcids(SHORT)[n * 2]!), date: '2026-02-01T00:00:00Z' }]);
    });
    expect(seen.filter((ocid) => !late.includes(ocid))).toEqual(lists[0]!.all);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toContain('ocds-z'); // it came before its turn

    const items = lists.find(({ name }) => name.startsWith('Tender.items'))!;
    const replace = (n: number): unknown => graph.import([{ ...big(SHORT), date: `2026-0${n + 2}-01T00:00:00Z` }]);
    expect(await walk(graph, items, 2, replace)).toEqual(items.all);
    await graph.close();
  });
});

function expectBadInput({ errors }: { errors?: readonly GraphQLError[] }, message: RegExp): void {
  expect(errors?.map(({ originalError }) => originalError)).toEqual([expect.any(UserInputError)]);
  expect(errors![0]!.message).toMatch(message);
}

const NO_CURSORS = [
  ...['', 'next page, please', '\0'],
  ...['', 'null', '0', '"x"', '{}', '[]', '[null]', '[[1]]', '["x"]', '[1]', '['.repeat(50_000)].map((text) =>
    Buffer.from(text).toString('base64url'),
  ),
];
