import { FigureError } from '../../src/errors';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { FIGURES, LISTS, figuresOf, sorted, type Figure } from '../support/figures';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';
import { model, objectIn } from '../support/model';

const documents = manyReleases(8);
const things = model(documents);

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, documents);
  });
  afterAll(() => graph.close());

  const ask = (query: string, variables?: Record<string, unknown>): Promise<any> => graph.data(query, variables);

  test.each(Object.entries(LISTS))('the sum of all values of a %s is that of the documents', async (type, list) => {
    const jsons = (things.get(type) ?? []).map(({ json }) => json);
    const { aggregate } = (
      await ask(
        `{ ${list} { aggregate { count sum ${FIGURES} avg ${FIGURES} min ${FIGURES} max ${FIGURES} memberships } } }`,
      )
    )[list];
    expect(aggregate.count).toBe(jsons.length);
    expect(sorted(aggregate.sum)).toEqual(sorted(figuresOf(jsons)));
    for (const { currency, basis, amount, count } of aggregate.sum as Figure[]) {
      const same = (each: Figure): boolean => each.currency === currency && each.basis === basis;
      const all = jsons.flatMap((json) => {
        const value = objectIn(json.value);
        return value?.currency === currency ? (value[basis === 'NET' ? 'amount' : 'amountGross'] ?? []) : [];
      }) as number[];
      expect(aggregate.avg.find(same).amount).toBeCloseTo(amount / count, 4);
      expect(aggregate.min.find(same).amount).toBe(Math.min(...all));
      expect(aggregate.max.find(same).amount).toBe(Math.max(...all));
    }
  });

  test('a mean is that of the exact sum, however the engine adds', async () => {
    const amounts = [23376, 30657, 235311.71]; // As doubles they add up to a little less than 289344.71.
    const awards = amounts.map((amount, id) => ({ id, value: { amount, currency: 'GBP' } }));
    const few = await Graph.of(engine, [{ ocid: 'ocds-213czf-1', tag: ['compiled'], awards }]);
    for (const list of ['awards', 'awards(filter: { value: { amount: { gt: 7 } } })']) {
      const { data } = await few.ask(
        `{ ${list} { aggregate { avg { amount } } groups(by: [STATUS]) { avg { amount } } } }`,
      );
      const avg = [{ amount: 96448.2366666667 }];
      expect(data.awards).toEqual({ aggregate: { avg }, groups: [{ avg }] });
      expect(few.reason).toBeUndefined();
    }
    await few.close();
  });

  test('what cancels out leaves nothing behind, in totals, groups and orders', async () => {
    const amounts = [100.1, 200.2, -300.3, 51000000000.01, -51000000000]; // As doubles they leave 0.010002…
    const awards = amounts.map((amount, id) => ({
      id,
      status: id < 3 ? 'pending' : 'active',
      date: '2026-01-01T00:00:00Z',
      value: { amount, currency: 'GBP' },
    }));
    const release = (n: number, own: JsonObject[]): JsonObject => ({
      ocid: `ocds-213czf-${n}`,
      tag: ['compiled'],
      awards: own,
    });
    const few = await Graph.of(engine, [release(1, awards.slice(0, 3)), release(2, awards.slice(3))]);
    for (const list of ['awards', 'awards(filter: { value: { amount: { lt: 1e12 } } })']) {
      const { data } = await few.ask(
        `{ ${list} { aggregate { sum { amount } avg { amount } }
          groups(by: [STATUS], orderBy: { by: SUM_NET, currency: "GBP", direction: ASC }) { keys { value } sum { amount } }
          months: groups(by: [MONTH, STATUS]) { sum { amount } } } }`,
      );
      const sum = [{ amount: 0.01 }];
      expect(data.awards).toEqual({
        aggregate: { sum, avg: [{ amount: 0.002 }] },
        groups: [
          { keys: [{ value: 'PENDING' }], sum: [{ amount: 0 }] },
          { keys: [{ value: 'ACTIVE' }], sum },
        ],
        months: [{ sum: [{ amount: 0 }] }, { sum }],
      });
    }
    const { data } = await few.ask(
      `{ releases(orderBy: [{ by: AWARDS_SUM_NET, currency: "GBP", direction: DESC }]) { nodes { awards { aggregate { sum { amount } } } } } }`,
    );
    expect(data.releases.nodes).toEqual([0.01, 0].map((amount) => ({ awards: { aggregate: { sum: [{ amount }] } } })));
    await few.close();
  });

  test('sums are written as JavaScript writes them, with few digits or many, tiny or huge', async () => {
    const amounts = [
      0, -0.5, 1e-7, 5e-8, 0.000001, 100.1, 1234567890123.45, 999999999999999.9, 1e21, 12345678901234568,
    ];
    const awards = amounts.map((amount, i) => ({ id: i, value: { amount, currency: `C${i}` } }));
    const few = await Graph.of(engine, [{ ocid: 'ocds-213czf-1', tag: ['compiled'], awards }]);
    const sum = amounts.map((amount) => ({ amount: Number(amount.toPrecision(15)) }));
    for (const list of ['awards', 'awards(filter: { value: { amount: { gt: -7 } } })']) {
      const { data } = await few.ask(
        `{ ${list} { aggregate { sum { amount } } groups(by: [STATUS]) { sum { amount } } } }`,
      );
      expect(data.awards).toEqual({ aggregate: { sum }, groups: [{ sum }] });
      expect(few.reason).toBeUndefined();
    }
    await few.close();
  });

  test('a group of several currencies is one group, whatever is asked of it', async () => {
    const awards = ['GBP', 'EUR', 'USD'].map((currency, id) => ({
      id,
      status: 'active',
      value: { amount: 1, currency },
    }));
    const few = await Graph.of(engine, [{ ocid: 'ocds-213czf-1', tag: ['compiled'], awards }]);
    for (const field of ['keys { value }', '__typename', 'count', 'sum { missing }']) {
      const { data } = await few.ask(`{ awards { groups(by: [STATUS]) { ${field} } } }`);
      expect(data.awards.groups).toHaveLength(1);
      expect(few.reason).toBeUndefined();
    }
    await few.close();
  });

  test('a nested aggregate takes one statement for all parents, and sums each object once', async () => {
    const query = (first: number): string =>
      `{ organizations(first: ${first}, filter: { awardsAsSupplier: { some: {} } }) { nodes { id awardsAsSupplier(filter: { value: { currency: { eq: "GBP" } } }) {
        totalCount aggregate { count sum ${FIGURES} } groups(by: [MONTH]) { count sum ${FIGURES} keys { value } } } } } }`;
    await ask(query(1));
    const few = graph.statements.length;
    const { organizations } = await ask(query(100));
    expect(graph.statements.length).toBe(few);
    expect(organizations.nodes.length).toBeGreaterThan(0);
    for (const { id, awardsAsSupplier } of organizations.nodes) {
      const filter = { suppliers: { some: { id: { eq: id } } }, value: { currency: { eq: 'GBP' } } };
      const { awards } = await ask(
        'query ($filter: AwardFilter) { awards(first: 100, filter: $filter) { nodes { id } } }',
        { filter },
      );
      const jsons = awards.nodes.map(
        (node: { id: string }) => things.get('Award')!.find((each) => each.id === node.id)!.json,
      );
      expect(awardsAsSupplier.totalCount).toBe(jsons.length);
      expect(awardsAsSupplier.aggregate.count).toBe(jsons.length);
      expect(sorted(awardsAsSupplier.aggregate.sum)).toEqual(sorted(figuresOf(jsons)));
    }
  });

  test('memberships of dynamic markets stay out of the figures unless they are asked for', async () => {
    const release = (n: number, noticeType: string, amounts: number[]): JsonObject => ({
      ocid: `ocds-213czf-${n}`,
      tag: ['compiled'],
      tender: { id: '1', documents: [{ id: '1', noticeType }] },
      awards: amounts.map((amount, i) => ({ id: String(i), value: { amount, currency: 'GBP' } })),
    });
    const market = await Graph.of(engine, [release(1, 'UK15', [1000, 2000]), release(2, 'UK4', [0.1, 0.2, 1e15])]);
    const total = async (args: string): Promise<unknown> =>
      (await market.ask(`{ awards { aggregate${args} { count memberships sum ${FIGURES} } } }`)).data.awards.aggregate;
    const figure = (amount: number, count: number): object => ({
      currency: 'GBP',
      basis: 'NET',
      amount,
      count,
      missing: 0,
    });
    expect(await total('')).toEqual({ count: 5, memberships: 2, sum: [figure(1e15, 3)] });
    expect(await total('(includeMemberships: true)')).toEqual({
      count: 5,
      memberships: 2,
      sum: [figure(1e15 + 3000, 5)],
    });
    const { data } = await market.ask(`{ awards { groups(by: [NOTICE_TYPE]) { count memberships sum ${FIGURES} } }
      small: awards(filter: { value: { amount: { lt: 1 } } }) { aggregate { sum { amount } } } none: awards(filter: { title: { eq: "x" } }) { aggregate { count memberships sum { amount } } groups(by: [STATUS]) { count } } }`);
    expect(data.awards.groups).toEqual([{ count: 5, memberships: 2, sum: [figure(1e15, 3)] }]);
    expect(data.small.aggregate.sum).toEqual([{ amount: 0.3 }]);
    expect(data.none).toEqual({ aggregate: { count: 0, memberships: 0, sum: [] }, groups: [] });
    const found = await market.ask(`{ awards(filter: { title: { isNull: true } }) { aggregate { memberships }
      groups(by: [NOTICE_TYPE]) { memberships } } }`);
    expect(found.data.awards).toEqual({ aggregate: { memberships: 2 }, groups: [{ memberships: 2 }] });
    // Of a parameter PostgreSQL would expect as many documents as of any other notice.
    expect(market.statements.join()).toContain(`"noticeType" IN ('UK14', 'UK15')`);
    await market.close();
  });

  test('what is ordered by a sum is ordered by the sum that its totals show, without memberships', async () => {
    const release = (n: number, noticeType: string, ...amounts: number[]): JsonObject => ({
      ocid: `ocds-213czf-${n}`,
      parties: [{ id: String(n), identifier: { scheme: 'GB-COH', id: String(n) } }],
      tender: { id: '1', documents: [{ id: '1', noticeType }] },
      awards: amounts.map((amount, i) => ({
        id: String(i),
        suppliers: [{ id: String(n) }],
        value: { amount, currency: 'GBP' },
      })),
    });
    const market = await Graph.of(engine, [release(1, 'UK14', 1000), release(2, 'UK4', 20, 1), release(3, 'UK4', 30)]);
    const order = (by: string): string => `(orderBy: [{ by: ${by}, direction: DESC, currency: "GBP" }])`;
    const { data } = await market.ask(`{
      releases${order('AWARDS_SUM_NET')} { nodes { awards { aggregate { sum { amount } } } } }
      organizations${order('AWARDS_AS_SUPPLIER_SUM_NET')} { nodes { awards: awardsAsSupplier { aggregate { sum { amount } } } } }
    }`);
    const nodes = [[{ amount: 30 }], [{ amount: 21 }], []].map((sum) => ({ awards: { aggregate: { sum } } }));
    expect(data).toEqual({ releases: { nodes }, organizations: { nodes } });
    await market.close();
  });

  test('what a variable that is not given would have asked leaves totals as they are kept', async () => {
    const { awards } = await ask(
      `query ($from: DateTime, $least: Float) { awards(filter: { date: { gte: $from }, value: { amount: { gte: $least } } }) {
        totalCount aggregate { sum ${FIGURES} } groups(by: [SUPPLIER]) { count } } }`,
    );
    expect(awards).toEqual(
      (await ask(`{ awards { totalCount aggregate { sum ${FIGURES} } groups(by: [SUPPLIER]) { count } } }`)).awards,
    );
    await ask('query ($from: DateTime) { awards(filter: { date: { gte: $from } }) { totalCount } }');
    expect(graph.statements).toEqual([expect.stringContaining('FROM rollup')]);
    const none = await ask(
      'query ($none: [AwardStatus!]) { awards(filter: { not: { status: { in: $none } } }) { totalCount } }',
    );
    expect(none).toEqual({ awards: { totalCount: 0 } });
    expect(await ask('{ awards(filter: { status: { in: [] } }) { totalCount } }')).toEqual(none);
  });

  test('a sum that no double holds is an error of its field, and has its place in an order', async () => {
    const release = (n: number, name: string, amount: number): JsonObject => ({
      ocid: `ocds-213czf-${n}`,
      tag: ['compiled'],
      parties: [{ id: name, name, roles: ['supplier'], identifier: { scheme: 'GB-COH', id: name } }],
      awards: [1, 2].map((id) => ({ id, suppliers: [{ id: name }], value: { amount, currency: 'GBP' } })),
    });
    const huge = await Graph.of(engine, [
      release(1, 'Small', 5),
      release(2, 'Debt', -1e308),
      release(3, 'Huge', 1e308),
    ]);
    for (const figure of ['sum', 'avg'])
      for (const list of [
        'awards { groups(by: [SUPPLIER])',
        'awards(filter: { value: { amount: { gt: 7 } } }) { aggregate',
      ]) {
        const { data, errors } = await huge.ask(`{ ${list} { ${figure} { amount } } } }`);
        expect(data).toBeNull();
        expect(errors![0]!.originalError).toBeInstanceOf(FigureError);
        expect(huge.reason).toBe('sum');
      }
    const { data } = await huge.ask('{ awards { aggregate { min { amount } max { amount } } } }');
    expect(data.awards.aggregate).toEqual({ min: [{ amount: -1e308 }], max: [{ amount: 1e308 }] });
    expect(huge.reason).toBeUndefined();

    const names: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await huge.ask(
        `query ($after: String) { organizations(first: 1, after: $after, orderBy: [{ by: AWARDS_AS_SUPPLIER_SUM_NET, currency: "GBP" }]) {
          nodes { name } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      expect(huge.reason).toBeUndefined();
      const { nodes, pageInfo } = data.organizations;
      names.push(...nodes.map(({ name }: { name: string }) => name));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(names).toEqual(['Debt', 'Small', 'Huge']);
    await huge.close();
  });
});
