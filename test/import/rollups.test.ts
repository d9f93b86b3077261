import fc from 'fast-check';
import type { Database } from '../../src/database/Database';
import type { Row } from '../../src/database/engine';
import { sql } from '../../src/database/sql';
import { mayBeMembership } from '../../src/entities/memberships';
import { keptOf, keptTypes } from '../../src/entities/rollups';
import { rebuildRollups } from '../../src/import/rollups/Rollups';
import { Store } from '../../src/import/Store';
import { addedUp } from '../../src/query/groups';
import { rolledUp } from '../../src/query/rolledUp';
import { dump } from '../support/dump';
import { ENGINES, freshDatabase } from '../support/engines';
import { incoming } from '../support/graph';
import { manyReleases } from '../support/many';
import { randomRelease } from '../support/randomRelease';

const ALL = keptTypes().flatMap((type) => keptOf(type));

/** Figures as they are shown: to 15 digits. */
function shown(rows: readonly Row[]): string[] {
  const number = (value: unknown): unknown =>
    value === null || value === undefined ? null : Number(Number(value).toPrecision(15));
  return rows
    .map((row) => {
      const { _v0 = null, _v1 = null, currency, count, memberships } = row as Record<string, unknown>;
      const figures = ['net', 'gross'].flatMap((basis) =>
        ['Count', 'Sum', 'Min', 'Max'].map((figure) => number(row[basis + figure])),
      );
      return JSON.stringify([_v0, _v1, currency, number(count), number(memberships), ...figures]);
    })
    .sort();
}

/** Expects what is kept of every list to be what it comes to when its objects are added up now. */
async function expectFresh({ engine }: Database): Promise<void> {
  for (const { list, type, by } of ALL)
    for (const includeMemberships of mayBeMembership(type) ? [false, true] : [false]) {
      const asked = { type, query: {}, includeMemberships };
      const kept = await engine.all(rolledUp(engine.dialect, asked, [0], by)!);
      const added = await engine.all(addedUp(engine.dialect, asked, [0], by));
      expect([list, shown(kept)]).toEqual([list, shown(added)]);
    }
}

/** The same to the last digit, where SQLite's sums of doubles end. */
async function expectRebuilt(database: Database): Promise<void> {
  const before = (await dump(database)).Rollup;
  await forget(database);
  expect(await database.engine.write(rebuildRollups)).toBe(true);
  expect(before).toEqual((await dump(database)).Rollup);
}

const forget = ({ engine }: Database): Promise<void> =>
  engine.write((session) => session.run(sql`UPDATE import_state SET rollups = NULL`));

async function empty({ source }: Database): Promise<void> {
  for (const { tableName } of source.entityMetadatas) await source.query(`DELETE FROM "${tableName}"`);
}

describe.each(ENGINES)('totals kept on %s', (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(engine);
  });
  beforeEach(() => empty(database));
  afterAll(() => database.close());

  test('of real releases are those of a fresh computation, list by list', async () => {
    await new Store(database.engine).store(incoming(manyReleases(8)));
    const kept = await database.engine.all(sql`SELECT count(*) AS count FROM rollup`);
    expect(Number(kept[0]!.count)).toBeGreaterThan(ALL.length);
    await expectFresh(database);
    await expectRebuilt(database);
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
      { numRuns: RUNS, seed: SEED },
    );
  }, 240_000);
});

const RUNS = Number(process.env.RUNS ?? 10);
const SEED = Number(process.env.SEED ?? 1);
