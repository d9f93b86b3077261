import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const notice = (datePublished: string, more: JsonObject): JsonObject => ({ id: datePublished, datePublished, ...more });

const release = (n: number, endDate: string | undefined, documents: JsonObject[]): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  tag: ['compiled'],
  tender: { id: String(n), ...(endDate && { tenderPeriod: { endDate } }), documents },
});

const UK4 = { noticeType: 'UK4' };

/** What each says, and how many days follow from it. */
const CASES: [days: number | null, JsonObject][] = [
  [30, release(1, '2026-03-31T12:00:00Z', [notice('2026-03-01T12:00:00Z', UK4)])],
  [29, release(2, '2026-03-31T12:00:00+01:00', [notice('2026-03-01T12:00:00Z', UK4)])],
  // The first invitation counts, of whichever kind, and nothing else that is published.
  [10, release(3, '2026-03-11', [notice('2026-03-05', UK4), notice('2026-03-01', { documentType: 'tenderNotice' })])],
  [6, release(4, '2026-03-11', [notice('2026-03-05', UK4), notice('2026-01-01', { noticeType: 'UK2' })])],
  [-1, release(5, '2026-03-04T12:00:00Z', [notice('2026-03-05', UK4)])],
  [null, release(6, undefined, [notice('2026-03-05', UK4)])],
  [null, release(7, '2026-03-11', [notice('2026-03-05', { noticeType: 'UK6' }), { id: '1', ...UK4 }])],
];

describe.each(ENGINES)('days to bid on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(
      engine,
      CASES.map(([, document]) => document),
    );
  });
  afterAll(() => graph.close());

  const daysOf = async (args: string): Promise<unknown[]> => {
    const { data, errors } = await graph.ask(`{ tenders${args} { nodes { daysToBid } } }`);
    expect(errors).toBeUndefined();
    return data.tenders.nodes.map(({ daysToBid }: { daysToBid: number | null }) => daysToBid);
  };

  test('are counted from the first invitation to the deadline, where both are published', async () => {
    expect(await daysOf('')).toEqual(CASES.map(([days]) => days));
  });

  test('order and filter tenders, those without any last', async () => {
    expect(await daysOf('(orderBy: [{ by: DAYS_TO_BID }])')).toEqual([-1, 6, 10, 29, 30, null, null]);
    expect(
      await daysOf('(filter: { daysToBid: { gte: 10, lt: 30 } }, orderBy: [{ by: DAYS_TO_BID, direction: DESC }])'),
    ).toEqual([29, 10]);
    expect(graph.statements).toHaveLength(1);
  });
});
