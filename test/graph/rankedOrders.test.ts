import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';

interface Organization {
  id: string;
  list: { aggregate: { count: number; sum: { currency: string; basis: string; amount: number }[] } };
}

const PAGE = 30;
const DIRECTIONS = ['ASC', 'DESC'] as const;
const EDGES = ['awardsAsSupplier', 'tendersAsBuyer', 'contractsAsSupplier'];
const FILTERS = ['', 'filter: { awardsAsSupplier: { some: { status: { ne: CANCELLED } } } },'];

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, manyReleases(3));
  });
  afterAll(() => graph.close());

  const cases = EDGES.flatMap((edge) =>
    FILTERS.flatMap((filter) => DIRECTIONS.map((way) => [edge, filter, way] as const)),
  );
  test.each(cases)('organizations by their %s %s %s come page by page from either end', async (edge, filter, way) => {
    const screaming = edge.replace(/([A-Z])/g, '_$1').toUpperCase();
    const list = `list: ${edge} { aggregate { count sum { currency basis amount } } }`;
    const all = await walked('', filter, 'first', 'after', list);
    expect(all.length).toBeGreaterThan(PAGE);
    for (const [by, figure] of [
      ['COUNT', ({ list }: Organization) => list.aggregate.count],
      ['SUM_GROSS, currency: "GBP"', sumOf],
    ] as const) {
      const expected = sorted(all, figure, way);
      const ids = async (size: string, from: string): Promise<string[]> =>
        (await walked(order, filter, size, from)).map(({ id }) => id);
      const order = `orderBy: [{ by: ${screaming}_${by}, direction: ${way} }]`;
      expect([by, await ids('first', 'after')]).toEqual([by, expected]);
      expect([by, await ids('last', 'before')]).toEqual([by, expected]);
    }
  });

  async function walked(order: string, filter: string, size: string, from: string, more = ''): Promise<Organization[]> {
    const found: Organization[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = `${filter} ${size}: ${PAGE}, ${order} ${cursor && `${from}: "${cursor}"`}`;
      const { organizations } = await graph.data(`{ organizations(${page}) {
        nodes { id ${more} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = organizations.pageInfo;
      found.splice(size === 'first' ? found.length : 0, 0, ...(organizations.nodes as Organization[]));
      cursor = size === 'first' ? (hasNextPage ? endCursor : null) : hasPreviousPage ? startCursor : null;
    }
    return found;
  }
});

const sumOf = ({ list }: Organization): number | null =>
  list.aggregate.sum.find(({ currency, basis }) => currency === 'GBP' && basis === 'GROSS')?.amount ?? null;

/** What has no value last, ties by id. */
function sorted(
  all: readonly Organization[],
  figure: (each: Organization) => number | null,
  way: (typeof DIRECTIONS)[number],
): string[] {
  const value = (each: Organization): number => figure(each) ?? (way === 'ASC' ? Infinity : -Infinity);
  const compared = (a: Organization, b: Organization): number =>
    (way === 'ASC' ? 1 : -1) * Math.sign(value(a) - value(b));
  const inOrder = [...all].sort((a, b) => (value(a) === value(b) ? (a.id < b.id ? -1 : 1) : compared(a, b)));
  return inOrder.map(({ id }) => id);
}
