import { type GraphQLEnumType } from 'graphql';
import { FigureError } from '../../src/errors';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { model, objectIn, type Thing } from '../support/model';

const documents = manyReleases(8);
const things = model(documents);
const FIGURES = '{ currency basis amount count missing }';
const LISTS = { Tender: 'tenders', Lot: 'lots', Award: 'awards', Contract: 'contracts' } as const;

interface Figure {
  currency: string | null;
  basis: string;
  amount: number;
  count: number;
  missing: number;
}

/** Adds decimals as JSON writes them, without a double in between. */
function exactSum(amounts: readonly number[]): number {
  const sum = amounts.reduce((all, each) => {
    const [whole = '', fraction = ''] = each.toFixed(12).split('.');
    return all + BigInt(whole + fraction);
  }, 0n);
  const digits = sum.toString().replace('-', '').padStart(13, '0');
  const text = `${sum < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
  return Number(Number(text).toPrecision(15));
}

/** Sums of the values of objects, as their documents say them. */
function figuresOf(jsons: readonly JsonObject[]): Figure[] {
  const amounts = new Map<string, number[]>();
  for (const json of jsons) {
    const value = objectIn(json.value) ?? {};
    for (const [basis, key] of [
      ['NET', 'amount'],
      ['GROSS', 'amountGross'],
    ] as const)
      if (typeof value[key] === 'number') {
        const which = JSON.stringify([value.currency ?? null, basis]);
        amounts.set(which, [...(amounts.get(which) ?? []), value[key]]);
      }
  }
  return [...amounts].map(([which, all]) => {
    const [currency, basis] = JSON.parse(which) as [string, string];
    return { currency, basis, amount: exactSum(all), count: all.length, missing: jsons.length - all.length };
  });
}

const sorted = (figures: readonly Figure[]): string[] =>
  figures.map((each) => JSON.stringify(Object.values(each))).sort();

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, documents);
  });
  afterAll(() => graph.close());

  const ask = async (query: string, variables?: Record<string, unknown>): Promise<any> => {
    const { data, errors } = await graph.ask(query, variables);
    if (errors) throw errors[0]!;
    return data;
  };

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

  test.each(Object.entries({ ...LISTS, Release: 'releases' }))(
    'groups of a %s lead to the members that they count',
    async (type, list) => {
      const dimensions = (theSchema().getType(`${type}GroupBy`) as GraphQLEnumType).getValues().map(({ name }) => name);
      const pairs = dimensions.slice(1).map((name, i) => [dimensions[i]!, name]);
      const sum = type === 'Release' ? '' : `sum ${FIGURES}`;
      for (const by of [...dimensions.map((name) => [name]), ...pairs]) {
        const data = await ask(
          `{ ${list} { totalCount groups(by: [${by.join(', ')}], first: 8) { keys { dimension value label node { id } } count ${sum}
          members(first: 100) { totalCount nodes { id } aggregate { count ${sum} } } } } }`,
        );
        const { groups, totalCount } = data[list];
        expect(groups.length).toBeGreaterThan(0);
        const counts = groups.map(({ count }: { count: number }) => count);
        expect(counts).toEqual(counts.toSorted((a: number, b: number) => b - a));
        if (groups.length < 8)
          expect(counts.reduce((a: number, b: number) => a + b)).toBeGreaterThanOrEqual(totalCount);
        for (const { keys, count, sum: figures, members } of groups) {
          expect(keys.map(({ dimension }: { dimension: string }) => dimension)).toEqual(by);
          expect([by, keys, members.totalCount, members.aggregate.count]).toEqual([by, keys, count, count]);
          expect(members.aggregate.sum).toEqual(figures);
          if (count <= 100 && figures) {
            const jsons = members.nodes.map(
              ({ id }: { id: string }) => things.get(type)!.find((each) => each.id === id)!.json,
            );
            expect(sorted(figures)).toEqual(sorted(figuresOf(jsons)));
          }
        }
      }
    },
    60_000,
  );

  /** What each award has of a dimension, read off its document. */
  const READ: Record<string, (award: Thing) => (string | null)[]> = {
    YEAR: ({ json }) => [utc(json.date)?.slice(0, 4) ?? null],
    QUARTER: ({ json }) => [quarter(utc(json.date))],
    MONTH: ({ json }) => [utc(json.date)?.slice(0, 7) ?? null],
    STATUS: ({ json }) => [(json.status as string | undefined)?.toUpperCase() ?? null],
    CATEGORY: ({ json }) => [(json.mainProcurementCategory as string | undefined)?.toUpperCase() ?? null],
    ABOVE_THRESHOLD: ({ json }) => [json.aboveThreshold === undefined ? null : String(json.aboveThreshold)],
    PROCUREMENT_METHOD: ({ edges }) => [
      ((edges.tender as Thing | null)?.json.procurementMethod as string | undefined)?.toUpperCase() ?? null,
    ],
    NOTICE_TYPE: ({ edges }) => distinct(edges.documents as Thing[], ({ json }) => json.noticeType),
    SME: ({ edges }) => distinct(edges.lots as Thing[], ({ json }) => objectIn(json.suitability)?.sme),
  };

  test.each(Object.keys(READ))('awards by %s are grouped as their documents say', async (dimension) => {
    const expected = new Map<string | null, JsonObject[]>();
    for (const award of things.get('Award')!)
      for (const value of READ[dimension]!(award)) expected.set(value, [...(expected.get(value) ?? []), award.json]);
    const { awards } = await ask(
      `{ awards { groups(by: [${dimension}], first: 100, orderBy: { by: KEY, direction: ASC }) { keys { value } count sum ${FIGURES} } } }`,
    );
    const values = awards.groups.map((group: { keys: { value: string | null }[] }) => group.keys[0]!.value);
    expect(values).toEqual([...expected.keys()].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1)));
    for (const group of awards.groups) {
      const jsons = expected.get(group.keys[0].value)!;
      expect(group.count).toBe(jsons.length);
      expect(sorted(group.sum)).toEqual(sorted(figuresOf(jsons)));
    }
  });

  test('lots are grouped by their own codes and those of their items, and not by those of other lots', async () => {
    const item = (id: string, relatedLot: string | undefined, code: string, region: string): JsonObject => ({
      id,
      ...(relatedLot && { relatedLot }),
      additionalClassifications: [{ scheme: 'CPV', id: code }],
      deliveryAddresses: [{ region }],
    });
    const lots = await Graph.of(engine, [
      {
        ocid: 'ocds-213czf-lots',
        tag: ['compiled'],
        tender: {
          id: '1',
          lots: [{ id: '1', additionalClassifications: [{ scheme: 'CPV', id: '33100000' }] }, { id: '2' }, { id: '3' }],
          items: [
            item('1', '1', '45210000', 'UKG33'),
            item('2', '2', '45000000', 'UKE'),
            item('3', undefined, '85000000', 'UKI'),
          ],
        },
      },
    ]);
    const by = async (dimension: string): Promise<unknown> => {
      const { data } = await lots.ask(
        `{ lots { groups(by: [${dimension}], orderBy: { by: KEY, direction: ASC }) { keys { value } members { nodes { localId } } } } }`,
      );
      return data.lots.groups.map(({ keys, members }: any) => [
        keys[0].value,
        ...members.nodes.map(({ localId }: { localId: string }) => localId),
      ]);
    };
    expect(await by('CPV_DIVISION')).toEqual([
      ['33000000', '1'],
      ['45000000', '1', '2'],
      [null, '3'],
    ]);
    expect(await by('REGION_1')).toEqual([
      ['UKE', '2'],
      ['UKG', '1'],
      [null, '3'],
    ]);
    expect(await by('REGION_3')).toEqual([
      ['UKG33', '1'],
      [null, '2', '3'],
    ]);
    await lots.close();
  });

  test('members take one statement a level, for all groups of all parents', async () => {
    const query = (first: number, groups: number): string =>
      `{ organizations(first: ${first}, filter: { awardsAsSupplier: { some: {} } }) { nodes { awardsAsSupplier {
        groups(by: [STATUS], first: ${groups}) { count members(orderBy: [{ by: DATE, direction: DESC }]) { totalCount nodes { id date suppliers { totalCount } } } } } } } }`;
    await ask(query(1, 1));
    const few = graph.statements.length;
    const { organizations } = await ask(query(100, 100));
    expect(graph.statements.length).toBe(few);
    const groups = organizations.nodes.flatMap(({ awardsAsSupplier }: any) => awardsAsSupplier.groups);
    const statuses = new Set(things.get('Award')!.map(({ json }) => json.status)).size;
    expect(groups.length).toBeGreaterThan(statuses);
    for (const { count, members } of groups) {
      expect(members.totalCount).toBe(count);
      const dates = members.nodes.flatMap(({ date }: { date: string | null }) => (date ? [Date.parse(date)] : []));
      expect(dates).toEqual(dates.toSorted((a: number, b: number) => b - a));
    }
  });

  test.each(['', '(filter: { title: { isNull: false } })'])(
    'members of groups at the root%s, and their totals and groups, take one statement a level',
    async (args) => {
      const query = (first: number): string =>
        `{ awards${args} { groups(by: [SUPPLIER], first: ${first}) { count members(first: 2) { nodes { id } aggregate { count sum ${FIGURES} }
          groups(by: [YEAR]) { count members(first: 1) { totalCount nodes { id } } } } } } }`;
      await ask(query(1));
      const few = graph.statements.length;
      const { awards } = await ask(query(100));
      expect(graph.statements.length).toBe(few);
      expect(awards.groups.length).toBeGreaterThan(10);
      for (const { count, members } of awards.groups) {
        expect(members.aggregate.count).toBe(count);
        expect(members.nodes.length).toBe(Math.min(2, count));
        for (const year of members.groups) expect(year.members.totalCount).toBe(year.count);
      }
    },
  );

  test('groups are ordered by a sum, and their members paged', async () => {
    const { awards } =
      await ask(`{ awards { groups(by: [BUYER], first: 5, orderBy: { by: SUM_GROSS, currency: "GBP" }) { keys { label node { ... on Organization { name } } } sum ${FIGURES}
      members(first: 1, orderBy: [{ by: VALUE_AMOUNT_GROSS, direction: DESC }]) { nodes { value { amountGross } } pageInfo { hasNextPage endCursor } } } } }`);
    const sums = awards.groups.map(({ sum }: { sum: Figure[] }) => sum.find(({ basis }) => basis === 'GROSS')!.amount);
    expect(sums).toEqual(sums.toSorted((a: number, b: number) => b - a));
    for (const { keys } of awards.groups) expect(keys[0].label).toBe(keys[0].node.name);
  });

  test.each([
    ['by: []', '"by" takes one dimension, or 2 different ones.'],
    ['by: [YEAR, YEAR]', '"by" takes one dimension, or 2 different ones.'],
    ['by: [YEAR, MONTH, STATUS]', '"by" takes one dimension, or 2 different ones.'],
    ['by: [YEAR], first: 101', '"first" must be from 1 to 100, not 101.'],
    ['by: [YEAR], orderBy: { by: SUM_NET }', 'Ordering by SUM_NET needs a "currency": sums never mix currencies.'],
  ])('groups(%s) is refused with a reason', async (args, message) => {
    const { errors } = await graph.ask(`{ awards { groups(${args}) { count } } }`);
    expect(errors?.map((error) => [error.message, (error.originalError as { code?: string }).code])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ]);
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
    await market.close();
  });

  test.each(['BUYER', 'SUPPLIER'])('the first groups by %s are those of all groups in order', async (by) => {
    const everything = 'filter: { id: { isNull: false } }'; // of what is filtered nothing is kept
    for (const what of ['COUNT', 'KEY', 'SUM_NET', 'SUM_GROSS'])
      for (const direction of ['ASC', 'DESC'])
        for (const first of [1, 2, 5, 100])
          for (const more of ['', ', currency: "GBP"', ', currency: "EUR"', ', currency: "XXX"']) {
            if (what.startsWith('SUM') === (more === '')) continue;
            const groups = `groups(by: [${by}], first: ${first}, orderBy: { by: ${what}, direction: ${direction}${more} }`;
            const shown = `{ keys { value } count memberships sum ${FIGURES} }`;
            const { kept, added } = await ask(
              `{ kept: awards { ${groups}) ${shown} all: ${groups}, includeMemberships: true) ${shown} }
                added: awards(${everything}) { ${groups}) ${shown} all: ${groups}, includeMemberships: true) ${shown} } }`,
            );
            expect([what, direction, first, more, kept]).toEqual([what, direction, first, more, added]);
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

const utc = (date: unknown): string | null => (typeof date === 'string' ? new Date(date).toISOString() : null);
const quarter = (instant: string | null): string | null =>
  instant && `${instant.slice(0, 4)}-Q${Math.ceil(Number(instant.slice(5, 7)) / 3)}`;

function distinct<T>(all: readonly T[], read: (each: T) => unknown): (string | null)[] {
  const values = new Set(
    all
      .map(read)
      .filter((value) => value !== undefined && value !== null)
      .map(String),
  );
  return values.size > 0 ? [...values] : [null];
}
