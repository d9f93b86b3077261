import fc from 'fast-check';
import type { Database } from '../../src/database/Database';
import type { Row } from '../../src/database/engine';
import { sql } from '../../src/database/sql';
import { Award, Contract, Rollup, Tender } from '../../src/entities';
import { dimensionsOf, type Dimension } from '../../src/entities/dimensions';
import { mayBeMembership } from '../../src/entities/memberships';
import { keptOf, keptTypes, leadingTo } from '../../src/entities/rollups';
import type { Class } from '../../src/entities/registry';
import { ensureRollups, rebuildRollups } from '../../src/import/rollups/Rollups';
import { Store } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import type { Filter } from '../../src/query/filter';
import { addedUp, totalsInOrder, type GroupOrder } from '../../src/query/groups';
import { rolledUp } from '../../src/query/rolledUp';
import { cleanings } from '../support/cleanings';
import { dump, expectSame } from '../support/dump';
import { ENGINES, empty, freshDatabase } from '../support/engines';
import { incoming } from '../support/graph';
import { manyReleases } from '../support/many';
import { randomRelease } from '../support/randomRelease';

const ALL = keptTypes().flatMap((type) => keptOf(type));

/** Figures as they are shown: to 15 digits. */
function shown(rows: readonly Row[], extremes: boolean): string[] {
  const kinds = ['Count', 'Sum', ...(extremes ? ['Min', 'Max'] : [])];
  const number = (value: unknown): unknown =>
    value === null || value === undefined ? null : Number(Number(value).toPrecision(15));
  return rows
    .map((row) => {
      const { currency, count, memberships } = row as Record<string, unknown>;
      const values = ['_v0', '_v1', '_v2', '_v3'].map((each) => row[each] ?? null);
      const figures = ['net', 'gross'].flatMap((basis) => kinds.map((figure) => number(row[basis + figure])));
      return JSON.stringify([...values, currency, number(count), number(memberships), ...figures]);
    })
    .sort();
}

/** Expects what is kept of every list to be what it comes to when its objects are added up now. */
async function expectFresh({ engine }: Database): Promise<void> {
  for (const { list, type, by, extremes } of ALL.filter(({ by }) => !by.some(({ set }) => set)))
    for (const includeMemberships of mayBeMembership(type) ? [false, true] : [false]) {
      const asked = { type, query: {}, includeMemberships, extremes };
      const kept = await engine.all(rolledUp(engine.dialect, asked, [0], by)!);
      const added = await engine.all(addedUp(engine.dialect, asked, [0], by));
      expect([list, shown(kept, extremes)]).toEqual([list, shown(added, extremes)]);
    }
}

/** The same to the last digit, where SQLite's sums of doubles end. */
async function expectRebuilt(database: Database): Promise<void> {
  const before = await dump(database, Rollup);
  await forget(database);
  expect(await database.engine.write(rebuildRollups)).toBe(true);
  expectSame(before, await dump(database, Rollup));
}

const forget = ({ engine }: Database): Promise<void> =>
  engine.write((session) => session.run(sql`UPDATE import_state SET rollups = NULL`));

describe.each(ENGINES)('totals kept on %s', (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(engine);
  });
  beforeEach(() => empty(database));
  afterAll(() => database.close());

  test('of real releases are those of a fresh computation, list by list', async () => {
    await new Store(database.engine).store(incoming(manyReleases(16)));
    const kept = await database.engine.all(sql`SELECT count(*) AS count FROM rollup`);
    expect(Number(kept[0]!.count)).toBeGreaterThan(ALL.length);
    await expectFresh(database);
    await expectRebuilt(database);
  });

  test('leave nothing behind of those that they take the place of, where the engine keeps it', async () => {
    await ensureRollups(database.engine);
    const before = await cleanings(database.engine);
    await ensureRollups(database.engine);
    expect(await cleanings(database.engine)).toBe(before);
    await forget(database);
    await ensureRollups(database.engine);
    expect(await cleanings(database.engine)).toBe(before + (engine === 'postgres' ? 1 : 0));
  });

  test('are those of a fresh computation in any number of currencies', async () => {
    const currencies = 'GBP EUR USD JPY CHF SEK NOK DKK PLN CZK HUF RON AUD CAD NZD'.split(' ');
    const edition = (day: number, from: number, to: number): JsonObject => {
      const values = currencies.slice(from, to).map((currency, i) => ({ amount: (i * day) % 5, currency }));
      const awards = [...values, ...values, undefined].map((value, i) => ({
        id: `${i}`,
        status: 'active',
        ...(value && { value }),
      }));
      return { ocid: 'ocds-1', id: `${day}`, date: `2026-01-0${day}`, tag: ['compiled'], awards };
    };
    for (const release of [edition(1, 0, 12), edition(2, 3, 15), edition(3, 8, 10), edition(4, 0, 15)]) {
      await new Store(database.engine).store(incoming([release]));
      await expectFresh(database);
    }
    await expectRebuilt(database);
  });

  test('by two dimensions, or through a filter over cells, are those of a fresh computation', async () => {
    await new Store(database.engine).store(incoming(manyReleases(16)));
    const { engine } = database;
    for (const [type, filters, groups = BY] of FILTERED)
      for (const filter of filters)
        for (const by of groups.map((names) => names.map((each) => dimensionsOf(type).get(each)!))) {
          const asked = { type, query: { filter }, includeMemberships: by.length === 1, extremes: false };
          const kept = rolledUp(engine.dialect, asked, [0], by);
          expect([type.name, filter, !!kept]).toEqual([type.name, filter, true]);
          const added = await engine.all(addedUp(engine.dialect, asked, [0], by));
          expect([filter, shown(await engine.all(kept!), false)]).toEqual([filter, shown(added, false)]);
        }
  });

  test.each([
    ['of real releases', manyReleases(8)],
    ['where amounts are less than nothing', [bought('a', 100, -95), bought('b', 4, 6)]],
  ])(
    'by pairs with many values have the same first groups as a fresh computation, %s',
    async (_what, releases) => {
      await new Store(database.engine).store(incoming(releases));
      const { engine } = database;
      for (const [i, { list, type, by: own, extremes }] of ALL.filter((each) => leadingTo(each)).entries())
        for (const dimensions of [own, ...inQuarters(type, own)])
          for (const [at, order] of ORDERS.entries()) {
            const first = (i + at) % 2 === 0 ? 1 : 4;
            const by = i % 2 === 0 ? dimensions : dimensions.toReversed();
            const ask = async (filter: Filter): Promise<unknown> => {
              const asked = { type, query: { filter }, includeMemberships: i % 5 === 0, extremes };
              const rows = await engine.all(totalsInOrder(engine.dialect, asked, [0], { by, order, first }));
              const groups = [...new Set(rows.map(({ _v0, _v1 }) => JSON.stringify([_v0, _v1])))];
              return [list, by, order, groups, shown(rows, extremes)];
            };
            expect(await ask({})).toEqual(await ask({ not: { id: { eq: '' } } }));
          }
    },
    240_000,
  );

  test.each([
    ['a part of a month', Award, { date: { gte: '2025-01-02' } }],
    ['the end of a range', Award, { date: { lte: '2025-01-01' } }],
    ['what a missing object has not', Award, { tender: { procurementMethod: { isNull: true } } }],
    ['whether there is an object', Award, { tender: {} }],
    ['what cells do not have', Award, { title: { eq: 'Roofing' } }],
    ['every object of a list', Award, { release: { documents: { every: { noticeType: { eq: 'UK4' } } } } }],
    ['what is missing in a list', Award, { release: { documents: { some: { noticeType: { isNull: true } } } } }],
    ['many objects', Award, { lots: { some: { status: { eq: 'ACTIVE' } } } }],
    ['a period otherwise', Tender, { daysToBid: { gte: 0 }, tenderPeriod: { startDate: { gte: '2025-01-01' } } }],
    ['amounts', Award, { value: { currency: { eq: 'GBP' }, amount: { gt: 0 } } }],
  ])('of a filter that asks for %s are not taken from cells', (_what, type, filter) => {
    const asked = { type, query: { filter }, includeMemberships: false, extremes: false };
    expect(rolledUp(database.engine.dialect, asked, [0], [])).toBeUndefined();
  });

  test('are not taken from cells where the least and greatest amounts are asked for', () => {
    const by = ['MONTH', 'STATUS'].map((each) => dimensionsOf(Award).get(each)!);
    const asked = { type: Award, query: {}, includeMemberships: false };
    expect(rolledUp(database.engine.dialect, { ...asked, extremes: true }, [0], by)).toBeUndefined();
    expect(rolledUp(database.engine.dialect, { ...asked, extremes: false }, [0], by)).toBeDefined();
  });

  test('are those of a fresh computation after any sequence of imports, replacements and deletions', async () => {
    const batches = fc.array(fc.array(randomRelease, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        await empty(database);
        for (const batch of all) await new Store(database.engine).store(incoming(batch));
        await expectFresh(database);
        await expectRebuilt(database);
      }),
      { numRuns: Number(process.env.RUNS ?? RUNS[engine]), seed: SEED },
    );
  }, 240_000);
});

/** What a buyer buys: the active award, and the one that is cancelled. */
function bought(name: string, ...amounts: number[]): JsonObject {
  const organization = { id: name, name, identifier: { scheme: 'GB-COH', id: name } };
  const awards = amounts.map((amount, i) => ({
    id: `${i}`,
    status: i === 0 ? 'active' : 'cancelled',
    value: { amount, currency: 'GBP' },
    suppliers: [organization],
  }));
  const parties = [{ ...organization, roles: ['buyer', 'supplier'] }];
  return { ocid: `ocds-${name}`, id: '1', date: '2026-01-01', tag: ['compiled'], parties, buyer: organization, awards };
}

/** The same by quarters, of a list by months. */
function inQuarters(type: Class, by: readonly Dimension[]): Dimension[][] {
  const place = by.findIndex(({ span }) => span === 'month');
  return place < 0 ? [] : [by.with(place, dimensionsOf(type).get('QUARTER')!)];
}

const ORDERS: GroupOrder[] = [
  { by: 'count', descending: true },
  { by: 'net', descending: true, currency: 'GBP' },
  { by: 'gross', descending: true, currency: 'GBP' },
  { by: 'net', descending: false, currency: 'GBP' },
];

const BY = [[], ['MONTH'], ['QUARTER', 'PROCUREMENT_METHOD']];

/** Filters that cells tell enough for, and the groups that they tell. */
const FILTERED: [Class, Filter[], string[][]?][] = [
  [
    Award,
    [
      { status: { in: ['ACTIVE', 'PENDING'] }, date: { gte: '2025-01-01', lt: '2026-01-01' } },
      { not: { status: { eq: 'ACTIVE' } } },
      { or: [{ status: { isNull: true } }, { date: { gte: '2026-01-01T00:00:00Z' } }] },
      { tender: { procurementMethod: { in: ['DIRECT', 'LIMITED'] } } },
      { not: { tender: { procurementMethod: { notIn: ['OPEN'] } } }, date: { isNull: false } },
      { value: { currency: { eq: 'GBP' } } },
      { value: { currency: { isNull: true } }, status: { isNull: false } },
    ],
  ],
  [
    Award,
    [
      {
        tender: { procurementMethod: { in: ['DIRECT', 'LIMITED'] } },
        release: { documents: { none: { noticeType: { in: ['UK4'] } } } },
      },
      { release: { documents: { some: { noticeType: { startsWith: 'uk4' } } } }, date: { gte: '2025-01-01' } },
      { not: { release: { documents: { some: { noticeType: { eq: 'UK6' } } } } } },
    ],
  ],
  [Contract, [{ dateSigned: { gte: '2025-06-01', lt: '2026-03-01' }, value: { currency: { eq: 'GBP' } } }]],
  [
    Tender,
    [
      { release: { date: { gte: '2025-06-01' } }, procurementMethod: { ne: 'OPEN' } },
      { release: { date: { isNull: true } } },
      { status: { in: ['PLANNING', 'PLANNED'] }, release: { date: {} } },
    ],
  ],
  [
    Tender,
    [
      { tenderPeriod: { endDate: { gte: '2025-01-01', lt: '2026-01-01' } }, daysToBid: { gte: 0, lte: 100 } },
      { daysToBid: { between: { from: 9, to: 30 } }, value: { currency: { eq: 'GBP' } } },
      { or: [{ daysToBid: { in: [8, 30, 101] } }, { tenderPeriod: { endDate: { isNull: true } } }] },
      { not: { daysToBid: { isNull: true } }, status: { eq: 'ACTIVE' }, procurementMethod: { ne: 'DIRECT' } },
    ],
    [[]],
  ],
];

const RUNS = { sqlite: 8, postgres: 2 };
const SEED = Number(process.env.SEED ?? 1);
