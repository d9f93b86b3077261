import { Client } from 'pg';
import { Database } from '../../src/database/Database';
import type { Engine, WriteSession } from '../../src/database/engine';
import { flatRows } from '../../src/database/flatRows';
import { sql } from '../../src/database/sql';
import { ENGINES, freshDatabase, freshUrl } from '../support/engines';

const COLUMNS = ['pk', 'id', 'parentPk', 'code', 'level'];

const insert = (session: WriteSession, ...ids: string[]): Promise<void> =>
  session.insert(
    'region',
    COLUMNS,
    ids.map((id, i) => [ids.length * 10 + i, id, null, id, 0]),
  );

/** Adds one to the level of so many regions, which may be there; some come after the others. */
async function raise(session: WriteSession, count: number): Promise<void> {
  const adding = sql`ON CONFLICT (pk) DO UPDATE SET level = region.level + excluded.level`;
  const rows = Array.from({ length: count }, (_, i) => [i, `R${i}`, null, 'R', 1]);
  for (const some of [rows.slice(0, -5), rows.slice(-5)])
    await session.merge('region', flatRows(COLUMNS, some), adding);
}

/** How many regions have each level. */
const levels = (reader: Pick<Engine, 'all'>): Promise<unknown[]> =>
  reader.all(sql`SELECT level, count(*) AS n FROM region GROUP BY level ORDER BY level`);

async function expectRaised(engine: Engine): Promise<void> {
  await engine.write(async (session) => {
    for (const count of [2000, 1000, 10, 2000]) await raise(session, count);
    await session.insert('region', ['pk', 'id', 'code', 'level'], [[-1, 'A', 'A', 0]]);
    await raise(session, 500);
    expect(await levels(session)).toMatchObject([
      { level: 0, n: 1 },
      { level: 2, n: 1000 },
      { level: 3, n: 500 },
      { level: 4, n: 490 },
      { level: 5, n: 10 },
    ]);
    await raise(session, 2000);
  });
  expect(await levels(engine)).toMatchObject([0, 3, 4, 5, 6].map((level) => ({ level })));
}

describe.each(ENGINES)('rows inserted on %s', (engine) => {
  test('meet those that are there, few or many, before anything else is read or the transaction ends', async () => {
    const database = await freshDatabase(engine);
    await expectRaised(database.engine);
    await database.close();
  });

  test('last of all, one of which cannot be, are told and leave nothing, nor do those before', async () => {
    const database = await freshDatabase(engine);
    const failing = database.engine.write(async (session) => {
      await insert(session, 'A');
      await insert(session, 'B', 'B');
    });
    await expect(failing).rejects.toHaveProperty('message', expect.stringMatching(/unique/i));
    expect(await database.engine.all(sql`SELECT id FROM region`)).toEqual([]);
    await database.engine.write((session) => insert(session, 'C', 'D'));
    expect(await database.engine.all(sql`SELECT id FROM region ORDER BY id`)).toEqual([{ id: 'C' }, { id: 'D' }]);
    await database.close();
  });

  test('are all there, however many come at once', async () => {
    const database = await freshDatabase(engine);
    const ids = Array.from({ length: 3000 }, (_, i) => `R${i}`);
    await database.engine.write((session) => insert(session, ...ids));
    const found = await database.engine.all(sql`SELECT id FROM region ORDER BY pk`);
    expect(found.map(({ id }) => id as string)).toEqual(ids);
    await database.close();
  });
});

test('rows meet those that are there where PostgreSQL lets its user make no tables', async () => {
  const url = await freshUrl('postgres');
  const owned = await Database.open(url);
  await owned.migrate();
  const owner = new Client(url);
  await owner.connect();
  const user = new URL(url);
  [user.username, user.password] = [`no_tables_${process.pid}`, 'nothing'];
  await owner.query(`CREATE ROLE ${user.username} LOGIN PASSWORD 'nothing'`);
  await owner.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${user.username}`);
  await owner.query(`REVOKE TEMPORARY ON DATABASE ${url.split('/').at(-1)!} FROM PUBLIC`);
  const database = await Database.open(user.href);
  try {
    await expect(database.engine.all(sql`CREATE TEMPORARY TABLE own (pk integer)`)).rejects.toThrow();
    await expectRaised(database.engine);
  } finally {
    await database.close();
    await owner.query(`DROP OWNED BY ${user.username}`);
    await owner.query(`DROP ROLE ${user.username}`);
    await owner.end();
    await owned.close();
  }
});

test('PostgreSQL looks for each of many texts in a table that it has no statistics of', async () => {
  const database = await freshDatabase('postgres');
  const { dialect } = database.engine;
  const keys = Array.from({ length: 300 }, (_, i) => `K${i * 50}`);
  await database.engine.write(async (session) => {
    const columns = ['key', 'part', 'member', 'count', 'netCount', 'grossCount'];
    const rows = Array.from({ length: 15_000 }, (_, i) => [`K${i}`, 0, 0, 1, 0, 0]);
    await session.insert('rollup', columns, rows);
    const found = dialect.forEach(dialect.texts(keys), 'rollup', 'r', sql`r.key = k.key`);
    for (const statement of [sql`SELECT * FROM ${found}`, dialect.deleteEach('rollup', 'key', keys)])
      expect(JSON.stringify(await session.all(sql`EXPLAIN ${statement}`))).not.toContain('Seq Scan');
    await session.run(dialect.deleteEach('rollup', 'key', keys));
    expect(await session.all(sql`SELECT count(*) AS n FROM rollup`)).toEqual([{ n: 14_700 }]);
  });
  await database.close();
});
