import type { GraphQLEnumType } from 'graphql';
import { ENGINES } from '../support/engines';
import { FIGURES } from '../support/figures';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';

/** Each list, how its months are asked for, and whether its objects have values. */
const LISTS: [list: string, months: (range: string) => string, hasValue: boolean][] = [
  ['awards', (range) => `date: ${range}`, true],
  ['contracts', (range) => `dateSigned: ${range}`, true],
  ['tenders', (range) => `release: { date: ${range} }`, true],
  ['lots', () => '', true], // whose months no filter asks for
  ['releases', (range) => `date: ${range}`, false],
];
const RANGES = ['{ gte: "2026-01-01" }', '{ gte: "2025-11-01", lt: "2026-03-01" }', '{ isNull: true }', '{}'];
/** What there are cells of in each month. */
const FEW = [
  'CPV_DIVISION',
  'REGION_1',
  'NOTICE_TYPE',
  'SME',
  'SUPPLIER_SCALE',
  'ABOVE_THRESHOLD',
  'HAS_RENEWAL',
  'HAS_OPTIONS',
  'HAS_RECURRENCE',
  'HAS_SUBCONTRACTING',
  'HAS_ENQUIRIES',
  'COMPETITIVE',
  'PROCUREMENT_METHOD',
];

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, manyReleases(8));
  });
  afterAll(() => graph.close());

  test.each(LISTS)(
    '%s of whole months are grouped from cells, as when they are added up',
    async (list, months, value) => {
      const type = `${list[0]!.toUpperCase()}${list.slice(1, -1)}GroupBy`;
      const dimensions = (theSchema().getType(type) as GraphQLEnumType).getValues().map(({ name }) => name);
      const few = dimensions.filter((name) => FEW.includes(name));
      expect(few.length).toBeGreaterThan(3);
      for (const name of few)
        for (const by of [name, `${name}, MONTH`, `QUARTER, ${name}`])
          for (const range of RANGES) {
            const groups = `groups(by: [${by}], first: 100) { keys { value } count ${value ? `memberships sum ${FIGURES}` : ''} }`;
            const ask = (more: string): Promise<any> =>
              graph.data(`{ ${list}(filter: { ${months(range)} ${more} }) { ${groups} } }`);
            graph.statements.length = 0;
            const kept = await ask('');
            const read = graph.statements.filter((text) => text.includes(`"${list.slice(0, -1)}"`));
            if (range === '{}') expect(kept[list].groups.length).toBeGreaterThan(0);
            expect([name, by, range, read]).toEqual([name, by, range, []]);
            const added = await ask('id: { isNull: false }');
            expect([name, by, range, kept]).toEqual([name, by, range, added]);
          }
    },
  );

  test.each([
    ['aboveThreshold: { eq: true }', 'MONTH'],
    ['aboveThreshold: { ne: false }', 'ABOVE_THRESHOLD'],
    ['aboveThreshold: { in: [true, false] }', 'QUARTER, ABOVE_THRESHOLD'],
    ['not: { aboveThreshold: { eq: true } }', 'MONTH'],
    ['aboveThreshold: { eq: true }', 'QUARTER, HAS_OPTIONS'],
    ['hasRenewal: { isNull: true }, date: { gte: "2026-01-01" }', 'MONTH, HAS_SUBCONTRACTING'],
    ['supplierScales: { has: LARGE }', 'SUPPLIER_SCALE'],
    ['supplierScales: { has: LARGE }, date: { gte: "2026-01-01" }', 'MONTH, SUPPLIER_SCALE'],
  ])('awards with %s, by %s, are those that are added up', async (filter, by) => {
    const groups = `totalCount groups(by: [${by}], first: 100) { keys { value } count memberships sum ${FIGURES} }`;
    const ask = (more: string): Promise<any> => graph.data(`{ awards(filter: { ${filter} ${more} }) { ${groups} } }`);
    const added = await ask('id: { isNull: false }');
    expect(added.awards.groups.length).toBeGreaterThan(0);
    expect(await ask('')).toEqual(added);
  });
});
