import type { Engine, WriteSession } from '../../src/database/engine';
import { dropIndexes, ensureIndexes } from '../../src/database/lateIndexes';
import { raw, sql } from '../../src/database/sql';
import { Bulk } from '../../src/import/Bulk';
import { FirstLoad } from '../../src/import/FirstLoad';
import { Store } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import { cleanings } from '../support/cleanings';
import { dump, expectSame } from '../support/dump';
import { ENGINES, freshDatabase } from '../support/engines';
import { generated } from '../support/generated';
import { Graph, incoming, sampleReleases } from '../support/graph';

const releases = (count: number, edition = 0): JsonObject[] =>
  generated(count, edition)
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);

/** Every index with the statement that makes it. */
async function indexesOf(engine: Engine): Promise<Map<string, string>> {
  const rows = await engine.all(
    engine.dialect.name === 'sqlite'
      ? sql`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`
      : sql`SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = current_schema()`,
  );
  return new Map(rows.map(({ name, sql: made }) => [name as string, made as string]));
}

const store = (engine: Engine, batch: readonly JsonObject[]): Promise<unknown> =>
  new Store(engine).store(incoming(batch));

/** A first load that has come to its second transaction. */
async function loading(engine: Engine): Promise<FirstLoad> {
  const load = new FirstLoad(engine);
  await load.begin();
  await store(engine, releases(3));
  await load.begin();
  return load;
}

describe.each(ENGINES)('on %s', (engine) => {
  test('a first load leaves indexes out from its second transaction on, and makes the same at the end', async () => {
    const database = await freshDatabase(engine);
    const before = await indexesOf(database.engine);
    const load = new FirstLoad(database.engine);
    await load.begin();
    await store(database.engine, releases(3));
    expect(await indexesOf(database.engine)).toEqual(before);
    expect(load.isLarge).toBe(false);
    await load.begin();
    expect(load.isLarge).toBe(true);
    const during = await indexesOf(database.engine);
    const left = [...before].filter(([name]) => !during.has(name));
    expect(left.length).toBeGreaterThan(50);
    expect(left.filter(([, made]) => made.includes('UNIQUE'))).toEqual([]);
    await load.begin();
    await store(database.engine, releases(6).slice(3));
    expect(await indexesOf(database.engine)).toEqual(during);
    expect(await cleanings(database.engine)).toBe(0);
    await load.end();
    expect(await indexesOf(database.engine)).toEqual(before);
    expect(await cleanings(database.engine)).toBe(engine === 'postgres' ? 1 : 0);

    const other = await freshDatabase(engine);
    await store(other.engine, releases(6));
    expectSame(await dump(database), await dump(other));
    await database.close();
    await other.close();
  });

  test('two first loads at once leave the same out, and each index is made once', async () => {
    const database = await freshDatabase(engine);
    const before = await indexesOf(database.engine);
    const loads = [new FirstLoad(database.engine), new FirstLoad(database.engine)];
    for (const load of loads) await load.begin();
    await store(database.engine, releases(1));
    await Promise.all(loads.map((load) => load.begin()));
    expect((await indexesOf(database.engine)).size).toBeLessThan(before.size);
    await Promise.all(loads.map((load) => load.end()));
    expect(await indexesOf(database.engine)).toEqual(before);
    await database.close();
  });

  test('a later import leaves none out', async () => {
    const database = await freshDatabase(engine);
    await store(database.engine, releases(1));
    const before = await indexesOf(database.engine);
    expect((await loading(database.engine)).isLarge).toBe(false);
    expect(await indexesOf(database.engine)).toEqual(before);
    await database.close();
  });

  test('as soon as a release is replaced all are there again, in the same transaction', async () => {
    const database = await freshDatabase(engine);
    const before = await indexesOf(database.engine);
    await loading(database.engine);
    await store(database.engine, releases(5).slice(3));
    expect((await indexesOf(database.engine)).size).toBeLessThan(before.size);
    await store(database.engine, releases(1, 1));
    expect(await indexesOf(database.engine)).toEqual(before);
    await database.close();
  });

  test('whoever opens the database of a load that was killed makes what is missing, also half-way', async () => {
    const database = await freshDatabase(engine);
    const before = await indexesOf(database.engine);
    await loading(database.engine);
    let left = 10;
    const dying: Engine = {
      dialect: database.engine.dialect,
      all: (statement) => database.engine.all(statement),
      json: (statement) => database.engine.json(statement),
      write: (work: (session: WriteSession) => Promise<any>) =>
        left-- > 0 ? database.engine.write(work) : Promise.reject(new Error('killed')),
    };
    await expect(ensureIndexes(dying)).rejects.toThrow('killed');
    const half = await indexesOf(database.engine);
    expect([...half].every(([name, made]) => before.get(name) === made)).toBe(true);
    expect(half.size).toBeLessThan(before.size);
    await ensureIndexes(database.engine);
    expect(await indexesOf(database.engine)).toEqual(before);
    await ensureIndexes(database.engine);
    await database.close();
  });

  test('a migration finds all indexes', async () => {
    const database = await freshDatabase(engine);
    const before = await indexesOf(database.engine);
    await loading(database.engine);
    await database.engine.write((session) => session.run(raw("DELETE FROM migrations WHERE name LIKE 'SearchOrder%'")));
    let found = new Map<string, string>();
    jest.spyOn(database.source, 'runMigrations').mockImplementation(async () => {
      found = await indexesOf(database.engine);
      return [];
    });
    await database.migrate();
    expect(found).toEqual(before);
    await database.close();
  });

  test('questions are answered the same without the indexes', async () => {
    const graph = await Graph.of(engine, [...sampleReleases(), ...releases(20)]);
    const questions = [
      '{ releases(first: 5) { totalCount nodes { id date } } }',
      '{ tenders(first: 5, orderBy: [{ by: TENDER_PERIOD_END_DATE }]) { nodes { id lots { totalCount } } } }',
      '{ search(text: "works", first: 5) { nodes { field node { id } } } }',
      '{ organizations(first: 9) { nodes { id awardsAsSupplier { totalCount } } } }',
    ];
    const answers = [];
    for (const question of questions) answers.push(await graph.ask(question));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    await dropIndexes(graph.database.engine, new Set());
    const slower = [];
    for (const question of questions) slower.push(await graph.ask(question));
    expect(slower).toEqual(answers);
    await graph.database.close();
  });

  test('an import that comes to a second transaction is told so, a dry run is not', async () => {
    const database = await freshDatabase(engine);
    const told: string[] = [];
    const firstLoad = {
      begin: () => Promise.resolve(void told.push('begin')),
      end: () => Promise.resolve(void told.push('end')),
    } as unknown as FirstLoad;
    const dry = new Bulk(database.engine, { dryRun: true, firstLoad });
    await dry.store(incoming(releases(1)));
    await dry.finish();
    expect(told).toEqual([]);
    const bulk = new Bulk(database.engine, { firstLoad });
    const tiny = (n: number): JsonObject => ({ ocid: `ocds-tiny-${n}`, id: '1', date: '2026-01-01T00:00:00Z' });
    for (let from = 0; from < 2400; from += 300)
      await bulk.store(incoming(Array.from({ length: 300 }, (_, i) => tiny(from + i))));
    await bulk.finish();
    expect(told.filter((each) => each === 'begin').length).toBeGreaterThan(1);
    expect(told.filter((each) => each === 'end')).toEqual(['end']);
    await database.close();
  });

  test('a large first load has long transactions until a process comes again', async () => {
    const database = await freshDatabase(engine);
    let transactions = 0;
    const firstLoad = {
      isLarge: true,
      begin: () => Promise.resolve(void transactions++),
      end: () => Promise.resolve(),
    } as unknown as FirstLoad;
    const bulk = new Bulk(database.engine, { firstLoad });
    const tiny = (n: number, day = 1): JsonObject => ({
      ocid: `ocds-tiny-${n}`,
      id: '1',
      date: `2026-01-0${day}T00:00:00Z`,
    });
    const take = async (from: number): Promise<void> => {
      for (let some = from; some < from + 2400; some += 300)
        await bulk.store(incoming(Array.from({ length: 300 }, (_, i) => tiny(some + i))));
    };
    await take(0);
    expect(transactions).toBe(1);
    await bulk.store(incoming([tiny(1, 2)]));
    await take(2400);
    expect(transactions).toBeGreaterThan(2);
    await bulk.finish();
    await database.close();
  });
});
