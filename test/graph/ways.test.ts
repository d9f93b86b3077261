import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

/** More than are looked for at a filter's end, so that lists of most of them are read along the index of their order. */
const MANY = 1100;

/** Processes of one trade but for every hundredth, an hour apart, of values in no order that their dates have. */
const releases: JsonObject[] = Array.from({ length: MANY }, (_, n) => ({
  ocid: `ocds-ways-${n}`,
  id: `${n}`,
  date: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString(),
  tag: ['compiled'],
  tender: {
    id: `${n}`,
    status: n % 3 === 0 ? 'active' : 'complete',
    procurementMethod: n % 50 === 9 ? 'direct' : n % 13 === 5 ? 'limited' : 'open',
    classification: { scheme: 'CPV', id: n % 100 === 7 ? '85000000' : '45000000' },
    ...(n % 13 !== 5 && { value: { amount: (n * 7919) % 1009, currency: 'GBP' } }),
  },
}));

/** The procurement method of the process that an id is of. */
const methodOf = (id: string): string =>
  (releases[Number(/-(\d+)\//.exec(id)![1])]!.tender as { procurementMethod: string }).procurementMethod;

interface Asked {
  division: string;
  from: number;
  to: number;
}

/** The numbers of the processes that a list is of: the greatest value first, ties by id, those without any last. */
function expected({ division, from, to }: Asked): string[] {
  const code = division && `"${division}000000"`;
  const found = releases.slice(from, to).filter(({ tender }) => JSON.stringify(tender).includes(code));
  const value = ({ tender }: JsonObject): number => (tender as { value?: { amount: number } }).value?.amount ?? -1;
  const id = ({ ocid }: JsonObject): string => `${ocid as string}/tender`;
  return found.sort((a, b) => value(b) - value(a) || (id(a) < id(b) ? -1 : 1)).map(id);
}

const QUERY = `query ($under: String!, $from: DateTime!, $to: DateTime!, $first: Int, $last: Int, $after: String) {
  tenders(
    filter: { release: { date: { gte: $from, lt: $to } }, classifications: { some: { under: $under } } }
    orderBy: [{ by: VALUE_AMOUNT, direction: DESC }], first: $first, last: $last, after: $after
  ) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, releases);
  });
  afterAll(() => graph.close());

  const ask = async ({ division, from, to }: Asked, page: object) => {
    const dates = { from: releases[from]!.date, to: releases[to - 1]!.date };
    const { data, errors } = await graph.ask(QUERY, { under: `${division}000000`, ...dates, ...page });
    expect(errors).toBeUndefined();
    return data.tenders;
  };

  test.each<[string, Asked]>([
    ['many fulfil every condition', { division: '45', from: 0, to: MANY }],
    ['few fulfil the first', { division: '45', from: 300, to: 340 }],
    ['few fulfil another', { division: '85', from: 0, to: MANY }],
    ['nothing fulfils one', { division: '90', from: 0, to: MANY }],
  ])('a list is the same, from either end, where %s', async (_, asked) => {
    const all = expected({ ...asked, to: asked.to - 1 });
    const first = await ask(asked, { first: 30 });
    expect(graph.statements).toHaveLength(2);
    expect(first.totalCount).toBe(all.length);
    expect(first.nodes.map(({ id }: { id: string }) => id)).toEqual(all.slice(0, 30));
    const next = await ask(asked, { first: 30, after: first.pageInfo.endCursor });
    expect(next.nodes.map(({ id }: { id: string }) => id)).toEqual(first.pageInfo.hasNextPage ? all.slice(30, 60) : []);
    const last = await ask(asked, { last: 30 });
    expect(last.nodes.map(({ id }: { id: string }) => id)).toEqual(all.slice(-30));
  });

  test.each<[string, string, string]>([
    ['many', 'COMPLETE', 'OPEN'],
    ['less than a page', 'ACTIVE', 'DIRECT'],
    ['many without a value', 'COMPLETE', 'LIMITED'],
    ['none', 'CANCELLED', 'OPEN'],
  ])('a list along an index is whole, where cells say that %s fulfil its filter', async (_, status, method) => {
    const is = { status: status.toLowerCase(), procurementMethod: method.toLowerCase() };
    const all = expected({ division: '', from: 0, to: MANY }).filter((id) => {
      const { tender } = releases[Number(/-(\d+)\//.exec(id)![1])]! as { tender: JsonObject };
      return tender.status === is.status && tender.procurementMethod === is.procurementMethod;
    });
    const page = async (args: string): Promise<{ ids: string[]; endCursor: string | null }> => {
      const { data, errors } = await graph.ask(
        `{ tenders(filter: { status: { eq: ${status} }, procurementMethod: { eq: ${method} } }, ${args}
          orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]) { nodes { id } pageInfo { endCursor } } }`,
      );
      expect(errors).toBeUndefined();
      const { nodes, pageInfo } = data.tenders;
      return { ids: nodes.map(({ id }: { id: string }) => id), endCursor: pageInfo.endCursor };
    };
    for (const size of [3, 30]) {
      const { ids, endCursor } = await page(`first: ${size}`);
      expect(ids).toEqual(all.slice(0, size));
      if (endCursor)
        expect((await page(`first: ${size}, after: "${endCursor}"`)).ids).toEqual(all.slice(size, 2 * size));
      expect((await page(`last: ${size}`)).ids).toEqual(all.slice(-size));
    }
  });

  test.each<[string, string]>([
    ['many', 'OPEN'],
    ['few', 'DIRECT'],
    ['none', 'LIMITED'],
  ])('the members of a group come in the order of their values, where %s have one', async (_, method) => {
    const all = expected({ division: '', from: 0, to: MANY }).filter((id) => methodOf(id) === method.toLowerCase());
    for (const first of [3, 30]) {
      const { data, errors } = await graph.ask(
        `{ tenders { groups(by: [PROCUREMENT_METHOD]) { keys { value }
          members(first: ${first}, orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]) { nodes { id } } } } }`,
      );
      expect(errors).toBeUndefined();
      const { members } = data.tenders.groups.find(({ keys }: any) => keys[0].value === method);
      expect(members.nodes.map(({ id }: { id: string }) => id)).toEqual(all.slice(0, first));
    }
  });

  test.each<[string, number, number]>([
    ['few', 3, 9],
    ['many', 0, 1009],
    ['no', 2000, 3000],
  ])('%s objects in a range are counted, with what else is asked of them', async (_, least, most) => {
    const amount = ({ tender }: JsonObject): number => (tender as { value?: { amount: number } }).value?.amount ?? -1;
    const roads = releases.filter(({ tender }) => JSON.stringify(tender).includes('"45000000"'));
    const { data } = await graph.ask(
      `query ($least: Float, $most: Float) { tenders(filter: { value: { amount: { gte: $least, lt: $most } },
        classifications: { some: { under: "45000000" } }, not: { status: { eq: CANCELLED } } }) { totalCount } }`,
      { least, most },
    );
    expect(data.tenders.totalCount).toBe(roads.filter((each) => amount(each) >= least && amount(each) < most).length);
  });

  test.each<[string, number, number]>([
    ['few', 3, 9],
    ['many', 0, 1009],
    ['no', 2000, 3000],
  ])('%s objects in a range are put into groups, each once', async (_, least, most) => {
    const counts = new Map<string, number>();
    for (const { tender } of releases as { tender: { value?: { amount: number }; procurementMethod: string } }[]) {
      const { value, procurementMethod: method } = tender;
      if (value && value.amount >= least && value.amount < most) counts.set(method, (counts.get(method) ?? 0) + 1);
    }
    const { data } = await graph.ask(
      `query ($least: Float, $most: Float) { tenders(filter: { value: { amount: { gte: $least, lt: $most } } }) {
        groups(by: [CPV_DIVISION, PROCUREMENT_METHOD]) { keys { value } count } } }`,
      { least, most },
    );
    const found = new Map<string, number>();
    for (const { keys, count } of data.tenders.groups) {
      const method = (keys[1].value as string).toLowerCase();
      found.set(method, (found.get(method) ?? 0) + count);
    }
    expect(found).toEqual(counts);
  });

  test('what is under a code is counted by the rows that join it, where they repeat what else is asked', async () => {
    const roads = releases.filter(({ tender }, n) => n % 3 === 0 && JSON.stringify(tender).includes('"45000000"'));
    const { data } = await graph.ask(
      `{ tenders(filter: { status: { in: [ACTIVE] }, classifications: { some: { under: "45000000" } } }) { totalCount } }`,
    );
    expect(data.tenders.totalCount).toBe(roads.length);
    expect(graph.statements).toHaveLength(1);
    expect(graph.statements[0]).not.toContain('FROM "tender" ');
  });

  test.each(['ASC', 'DESC'])('all come in order, with those of no value last, by value %s', async (direction) => {
    const value = ({ tender }: JsonObject): number | undefined =>
      (tender as { value?: { amount: number } }).value?.amount;
    const sign = direction === 'ASC' ? 1 : -1;
    const [some, none] = [true, false].map((has) =>
      releases
        .filter((each) => (value(each) !== undefined) === has)
        .map((each) => ({ id: `${each.ocid as string}/tender`, by: value(each) ?? 0 }))
        .sort((a, b) => sign * (a.by - b.by) || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id),
    ) as [string[], string[]];
    const all = [...some, ...none];
    for (const forward of [true, false]) {
      const met: string[][] = [];
      for (let cursor: string | null = null, more = true; more;) {
        const page = forward ? { first: 100, after: cursor } : { last: 100, before: cursor };
        const { data } = await graph.ask(
          `query ($first: Int, $after: String, $last: Int, $before: String) {
            tenders(first: $first, after: $after, last: $last, before: $before,
              orderBy: [{ by: VALUE_AMOUNT, direction: ${direction} }]) {
              nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
          page,
        );
        const { nodes, pageInfo } = data.tenders;
        met.push(nodes.map(({ id }: { id: string }) => id));
        [cursor, more] = forward
          ? [pageInfo.endCursor, pageInfo.hasNextPage]
          : [pageInfo.startCursor, pageInfo.hasPreviousPage];
      }
      expect((forward ? met : met.reverse()).flat()).toEqual(all);
    }
  });

  test('the members of a large group and of a small one come in order', async () => {
    const { data } = await graph.ask(
      `{ tenders { groups(by: [CPV_DIVISION], orderBy: { by: KEY, direction: ASC }) { keys { value }
        members(first: 30, orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]) { nodes { id } } } } }`,
    );
    const found = data.tenders.groups.map(({ keys: [{ value }], members: { nodes } }: any) => [
      value,
      nodes.map(({ id }: { id: string }) => id),
    ]);
    const all = (division: string): string[] => expected({ division, from: 0, to: MANY }).slice(0, 30);
    expect(found).toEqual(['45', '85'].map((division) => [`${division}000000`, all(division)]));
  });
});
