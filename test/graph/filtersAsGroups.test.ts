import { ENGINES } from '../support/engines';
import { FIGURES } from '../support/figures';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';

/** Filters that ask for one group, or two, and what their objects are then grouped by. */
const KEPT: [list: string, filter: string, by: string][] = [
  ['tenders', 'status: { eq: ACTIVE }', 'CPV_DIVISION'],
  ['tenders', 'status: { eq: ACTIVE }, procurementMethod: { eq: OPEN }', ''],
  ['tenders', 'aboveThreshold: { eq: true }', 'BUYER'],
  ['tenders', 'lots: { some: { suitability: { sme: { eq: true } } } }', 'BUYER'],
  ['tenders', 'documents: { some: { noticeType: { eq: "UK4" } } }', 'REGION_3'],
  ['tenders', 'classifications: { some: { under: "45000000" } }', 'STATUS'],
  ['tenders', 'classifications: { some: { under: "452" } }', ''],
  ['awards', 'classifications: { some: { under: "45000000" } }', 'SUPPLIER'],
  ['awards', 'and: [{ regions: { some: { under: "uk" } } }]', 'BUYER'],
  ['awards', 'tender: { procurementMethod: { eq: OPEN } }', 'SUPPLIER'],
  ['awards', 'supplierScales: { has: LARGE }', 'MONTH'],
  ['awards', 'suppliers: { some: { id: { eq: "GB-PPON-PYQB-4844-XLDD" } } }', 'YEAR'],
  ['contracts', 'award: { mainProcurementCategory: { eq: SERVICES } }', 'SUPPLIER'],
  ['releases', 'tender: { regions: { some: { under: "UK" } } }', ''],
];

/** What is near to one and asks for more, or less. */
const READ: [list: string, filter: string, by: string][] = [
  ['tenders', 'buyer: {}', 'YEAR'],
  ['tenders', 'status: { ne: ACTIVE }', 'CPV_DIVISION'],
  ['tenders', 'lots: { some: { suitability: { sme: { eq: true } }, status: { eq: ACTIVE } } }', 'BUYER'],
  ['tenders', 'lots: { none: { suitability: { sme: { eq: true } } } }', 'BUYER'],
  ['tenders', 'documents: { some: { noticeType: { eq: "UK4" } }, none: { noticeType: { eq: "UK2" } } }', 'YEAR'],
  ['tenders', 'documents: { some: { noticeType: { eq: "UK4" } } }', 'NOTICE_TYPE'],
  ['tenders', 'or: [{ status: { eq: ACTIVE } }, { procurementMethod: { eq: OPEN } }]', 'CPV_DIVISION'],
  ['awards', 'classifications: { some: { under: "45233140" } }', 'BUYER'],
  ['awards', 'suppliers: { every: { id: { eq: "GB-PPON-PYQB-4844-XLDD" } } }', 'YEAR'],
];

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, manyReleases(3));
  });
  afterAll(() => graph.close());

  const orders = (list: string): string[] =>
    list === 'releases'
      ? ['']
      : ['', ', orderBy: { by: SUM_GROSS, currency: "GBP" }', ', orderBy: { by: KEY, direction: ASC }'];

  async function asked(
    list: string,
    filter: string,
    by: string,
    order: string,
  ): Promise<{ kept: any; added: any; read: string[] }> {
    const figures = list === 'releases' ? 'count' : `count memberships sum ${FIGURES}`;
    const groups = by ? `groups(by: [${by}], first: 100${order}) { keys { value } ${figures} }` : '';
    const ask = (more: string): Promise<any> =>
      graph.data(`{ ${list}(filter: { ${filter} ${more} }) { totalCount aggregate { ${figures} } ${groups} } }`);
    graph.statements.length = 0;
    const kept = await ask('');
    const read = graph.statements.filter((text) => text.includes(`"${list.slice(0, -1)}"`));
    return { kept, read, added: await ask('id: { isNull: false }') };
  }

  test.each(KEPT)('%s with %s by %s are what is kept of these groups', async (list, filter, by) => {
    for (const order of orders(list)) {
      const { kept, added, read } = await asked(list, filter, by, order);
      expect(kept[list].totalCount).toBeGreaterThan(0);
      expect([order, read]).toEqual([order, []]);
      expect([order, kept]).toEqual([order, added]);
    }
  });

  test.each(READ)('%s with %s by %s are no group', async (list, filter, by) => {
    const { kept, added, read } = await asked(list, filter, by, '');
    expect(read).not.toEqual([]);
    expect(kept).toEqual(added);
  });
});
