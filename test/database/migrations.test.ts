import { Database } from '../../src/database/Database';
import { drift } from '../../src/database/drift';
import { MIGRATIONS } from '../../src/database/migrations';
import { sql } from '../../src/database/sql';
import { DatabaseError, DatabaseVersionError } from '../../src/errors';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES, freshDatabase, freshUrl, takeBack } from '../support/engines';
import { Graph } from '../support/graph';

describe.each(ENGINES)('the migrations on %s', (engine) => {
  let database: Database | undefined;
  afterEach(async () => {
    await database?.close();
    database = undefined;
  });

  test('make what the entities ask for: another needs `npm run migration -- Name`', async () => {
    database = await freshDatabase(engine);
    expect((await drift(database.source)).up).toEqual([]);
    await expect(database.ready()).resolves.toBeUndefined();
  });

  test('run once: a second time changes nothing', async () => {
    database = await freshDatabase(engine);
    await database.migrate();
    const rows = await database.engine.all(sql`SELECT name FROM migrations ORDER BY id`);
    expect(rows.map(({ name }) => name as string)).toEqual(MIGRATIONS.map(({ name }) => name));
  });

  test('can be taken back, one by one, to an empty database', async () => {
    database = await freshDatabase(engine);
    for (let left = MIGRATIONS.length; left > 0; left--)
      await database.source.undoLastMigration({ transaction: 'all' });
    const tables =
      engine === 'sqlite'
        ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
        : sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
    expect((await database.engine.all(tables)).map(({ name }) => name as string)).toEqual(['migrations']);
  });

  test('keep what lots say of their suitability', async () => {
    database = await freshDatabase(engine);
    const flags = [true, false, null].flatMap((sme) => [true, false, null].map((vcse) => ({ sme, vcse })));
    await database.engine.write((session) =>
      session.insert(
        'lot',
        ['pk', 'id', 'ocid', 'suitabilitySme', 'suitabilityVcse'],
        flags.map(({ sme, vcse }, pk) => [pk, `o/tender/lots/${pk}`, 'o', sme, vcse]),
      ),
    );
    const rows = sql`SELECT "suitabilitySme", "suitabilityVcse" FROM lot ORDER BY pk`;
    const before = await database.engine.all(rows);
    await takeBack(database, 'LotSuitability');
    const published = await database.engine.all(sql`SELECT suitability FROM lot ORDER BY pk`);
    expect(published.map(({ suitability }) => JSON.parse((suitability as string | null) ?? '{}') as unknown)).toEqual(
      flags.map((each) => Object.fromEntries(Object.entries(each).filter(([, flag]) => flag !== null))),
    );
    await database.migrate();
    expect(await database.engine.all(rows)).toEqual(before);
  });

  test('give contracts the suppliers of their awards, as the importer does', async () => {
    const graph = await Graph.of(engine, [
      {
        ocid: 'ocds-suppliers',
        parties: ['a', 'b'].map((id) => ({ id, name: id })),
        awards: [
          { id: '1', suppliers: [{ id: 'a' }, { id: 'ghost', name: 'Ghost' }] },
          { id: '2', suppliers: [{ id: 'b' }] },
        ],
        contracts: ['2', '1', '1', '3'].map((awardID, id) => ({ id, awardID, dateSigned: `2026-01-0${id + 1}` })),
      },
    ]);
    const rows = sql`SELECT * FROM contract_supplier ORDER BY pk`;
    const before = await graph.database.engine.all(rows);
    expect(before).toHaveLength(5);
    await takeBack(graph.database, 'ContractSuppliers');
    await graph.database.migrate();
    expect(await graph.database.engine.all(rows)).toEqual(before);
    await graph.close();
  });

  test('give organizations the addresses of their newest releases, as the importer does', async () => {
    const listed = (n: number, ...places: string[]): JsonObject => ({
      ocid: `ocds-places-${n}`,
      date: `2026-01-0${n}T00:00:00Z`,
      parties: places.map((locality, id) => ({
        id,
        name: 'A',
        identifier: { scheme: 'GB-COH', id: '1' },
        address: { locality },
      })),
    });
    const graph = await Graph.of(engine, [listed(2, 'Leeds', 'York'), listed(1, 'Bath')]);
    const rows = sql`SELECT * FROM organization`;
    const before = await graph.database.engine.all(rows);
    expect(before).toMatchObject([{ address: '{"locality":"Leeds"}', details: null }]);
    await takeBack(graph.database, 'OrganizationWords');
    await graph.database.migrate();
    expect(await graph.database.engine.all(rows)).toEqual(before);
    await graph.close();
  });

  test('must have run before the server is ready', async () => {
    database = await Database.open(await freshUrl(engine));
    await expect(database.ready()).rejects.toThrow(DatabaseError);
    await expect(database.ready()).rejects.toThrow(
      'The database is not migrated to this version yet: serve and import do it.',
    );
    await database.migrate();
    await expect(database.ready()).resolves.toBeUndefined();
  });

  test('refuse a database of a newer version, and leave it as it is', async () => {
    database = await freshDatabase(engine);
    await database.engine.write((session) =>
      session.run(
        sql`INSERT INTO migrations (timestamp, name) VALUES (${9999999999999}, ${'FromTheFuture9999999999999'})`,
      ),
    );
    for (const attempt of [() => database!.migrate(), () => database!.ready()]) {
      const error = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DatabaseVersionError);
      expect(error).toMatchObject({
        code: 'DATABASE_VERSION',
        message: 'The database was made by a newer version of ocds-graph. Upgrade ocds-graph to use it.',
      });
    }
    expect(await database.engine.all(sql`SELECT name FROM migrations`)).toHaveLength(MIGRATIONS.length + 1);
  });
});

describe('a change of an entity without a migration', () => {
  test.each(ENGINES)('is seen on %s', async (engine) => {
    const database = await freshDatabase(engine);
    await database.engine.write((session) => session.run(sql`ALTER TABLE lot DROP COLUMN title`));
    expect((await drift(database.source)).up.join('\n')).toMatch(/ALTER TABLE "lot" ADD "title" text|"temporary_lot"/);
    await database.close();
  });
});

describe('the migrations themselves', () => {
  test('are in the order of their times, each named once', () => {
    const times = MIGRATIONS.map(({ name }) => Number(/\d{13}$/.exec(name)?.[0]));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  });
});
