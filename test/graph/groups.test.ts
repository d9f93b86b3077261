import { type GraphQLEnumType } from 'graphql';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { FIGURES, LISTS, figuresOf, sorted, type Figure } from '../support/figures';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { model, objectIn, type Thing } from '../support/model';

const documents = manyReleases(8);
const things = model(documents);

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, documents);
  });
  afterAll(() => graph.close());

  const ask = (query: string): Promise<any> => graph.data(query);

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
    SUPPLIER_SCALE: ({ json }) =>
      ((json.supplierScales as string[] | undefined) ?? [null]).map((each) => each && each.toUpperCase()),
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

  test('import issues are grouped by what is wrong, of all processes and of each', async () => {
    const tender = { id: 't', title: 7, tenderPeriod: { endDate: 'soon' }, wanted: 1, needed: 2 };
    const dirty = await Graph.of(engine, [
      { ocid: 'ocds-1', date: '2026-01-01T00:00:00Z', tender },
      { ocid: 'ocds-2', date: '2026-01-01T00:00:00Z', tender: { id: 't', wanted: 1 } },
    ]);
    const grouped = 'groups(by: [CODE]) { count keys { value } members(orderBy: [{ by: PATH }]) { nodes { path } } }';
    const { data } = await dirty.ask(
      `{ importIssues { ${grouped} } releases { nodes { importIssues { ${grouped} } } } }`,
    );
    await dirty.close();
    const group = (value: string, ...paths: string[]): object => ({
      count: paths.length,
      keys: [{ value }],
      members: { nodes: paths.map((path) => ({ path })) },
    });
    const soon = group('INVALID_DATE', 'tender/tenderPeriod/endDate');
    const title = group('TYPE_COERCED', 'tender/title');
    const [needed, wanted] = ['tender/needed', 'tender/wanted'];
    expect(data).toEqual({
      importIssues: { groups: [group('UNKNOWN_FIELD', needed, wanted, wanted), soon, title] },
      releases: {
        nodes: [
          { importIssues: { groups: [group('UNKNOWN_FIELD', needed, wanted), soon, title] } },
          { importIssues: { groups: [group('UNKNOWN_FIELD', wanted)] } },
        ],
      },
    });
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
