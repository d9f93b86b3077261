import fc from 'fast-check';
import type { Database } from '../../src/database/Database';
import type { Engine } from '../../src/database/engine';
import { Bulk } from '../../src/import/Bulk';
import type { Incoming } from '../../src/import/publication';
import { Store } from '../../src/import/Store';
import { dump, expectSame, type Dump } from '../support/dump';
import { ENGINES, freshDatabase } from '../support/engines';

/** What is said twice in one object, and a number of which digits are lost. */
const LOST = '"x":1,"x":12345678901234567890';

const release = fc.record({
  process: fc.constantFrom('a', 'a', 'a', 'b'),
  form: fc.constantFrom<Incoming['form']>('individual', 'individual', 'individual', 'compiled'),
  day: fc.integer({ min: 0, max: 40 }),
  id: fc.constantFrom('1', '2'),
  tag: fc.constantFrom('tender', 'award', 'no such tag'),
  lost: fc.constantFrom('"x":1', '"x":1', LOST),
  lots: fc.array(fc.record({ id: fc.constantFrom<string>('1', '2', '3'), title: fc.constantFrom('A', 'B', null) }), {
    maxLength: 2,
  }),
  supplier: fc.constantFrom({ name: 'N' }, { id: '1', name: 'N' }),
});

type Random = typeof release extends fc.Arbitrary<infer T> ? T : never;

/** In the order of their dates, but for some; those of day 0 have none. */
const arrivals = fc
  .tuple(
    fc.array(release, { minLength: 20, maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 3 }),
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 40, maxLength: 40 }),
  )
  .map(([all, late, sizes]) => {
    const ordered = all.toSorted((a, b) => a.day - b.day);
    for (const [from, to] of late) ordered.splice(to, 0, ...ordered.splice(from, 1));
    return sizes.map((size) => ordered.splice(0, size).map(incoming)).filter(({ length }) => length > 0);
  });

function incoming({ process, form, day, id, tag, lost, lots, supplier }: Random, i: number): Incoming {
  const ocid = `ocds-${process}`;
  const date = new Date(Date.UTC(2026, 0, day)).toISOString();
  const document = { ocid, id, tag: [tag], ...(day > 0 && { date }), tender: { lots }, awards: [] as object[] };
  document.awards = [{ id: '1', suppliers: [supplier] }];
  const text = `${JSON.stringify(document).slice(0, -1)},${lost}}`;
  return { ocid, form, document: JSON.parse(text) as Incoming['document'], text, file: 'f', position: String(i) };
}

async function imported(database: Database, batches: readonly Incoming[][]): Promise<Dump> {
  const bulk = new Bulk(database.engine);
  for (const batch of batches) await bulk.store(batch);
  await bulk.finish();
  return dump(database);
}

const inOneBatch = (batches: readonly Incoming[][]): Incoming[][] => [batches.flat()];

/** In the order of their dates, and enough to be remembered. */
const many = (from: number, to: number): Incoming[] =>
  Array.from({ length: to - from }, (_, i) =>
    incoming(
      {
        process: 'a',
        form: 'individual',
        day: from + i,
        id: '1',
        tag: 'tender',
        lost: '"x":1',
        lots: [{ id: `${from + i}`, title: 'A' }],
        supplier: { name: 'N' },
      },
      i,
    ),
  );

/** Tells of each statement. */
function watched(engine: Engine, tell: (text: string) => void): Engine {
  const watching: Pick<Engine, 'write'> = {
    write: (work) =>
      engine.write((session) =>
        work({
          dialect: session.dialect,
          all: (statement) => {
            tell(statement.write(() => '?').text);
            return session.all(statement);
          },
          run: (statement) => {
            tell(statement.write(() => '?').text);
            return session.run(statement);
          },
          insert: (...rows) => session.insert(...rows),
          merge: (...rows) => session.merge(...rows),
          last: (end) => session.last(end),
        }),
      ),
  };
  return Object.assign(Object.create(engine) as Engine, watching);
}

describe.each(ENGINES)('processes that come again and again, on %s', (engine) => {
  test(
    'end the same, whatever was remembered of them when the next releases came',
    () =>
      fc.assert(
        fc.asyncProperty(arrivals, async (batches) => {
          const [one, other] = await Promise.all([freshDatabase(engine), freshDatabase(engine)]);
          try {
            expectSame(await imported(one, batches), await imported(other, inOneBatch(batches)));
          } finally {
            await Promise.all([one.close(), other.close()]);
          }
        }),
        { numRuns: engine === 'sqlite' ? 40 : 8 },
      ),
    120_000,
  );

  test('are not read again when releases come in the order of their dates', async () => {
    const database = await freshDatabase(engine);
    let reads = 0;
    const bulk = new Bulk(watched(database.engine, (text) => (reads += text.includes('v.content FROM') ? 1 : 0)));
    await bulk.store(many(1, 9));
    for (let day = 9; day < 20; day++) await bulk.store(many(day, day + 1));
    expect(reads).toBe(0);
    await bulk.store(many(5, 6).map((each) => ({ ...each, form: 'compiled' })));
    await bulk.finish();
    expect(reads).toBe(1);
    await database.close();
  });

  test.each([
    ['in the reverse order of their dates', many(1, 40).reverse()],
    ['all of one date', many(1, 40).map((each) => ({ ...each, document: { ...each.document, date: '2026-01-01' } }))],
  ])('are read once in a transaction when releases come %s', async (_how, releases) => {
    const database = await freshDatabase(engine);
    let [reads, remakes] = [0, 0];
    const bulk = new Bulk(
      watched(database.engine, (text) => {
        if (text.includes('v.content FROM')) reads++;
        if (text.startsWith('DELETE FROM "tender"')) remakes++;
      }),
    );
    const told: number[] = [];
    for (const half of [releases.slice(0, 20), releases.slice(20)]) {
      for (const each of half) await bulk.store([each]);
      told.push((await bulk.finish()).length);
    }
    expect([reads, remakes]).toEqual([2, 2]);
    expect(told.every((count) => count > 0)).toBe(true);
    await database.close();
  });

  test('are read again when another import had them in between, or when they were not kept', async () => {
    const [one, other] = await Promise.all([freshDatabase(engine), freshDatabase(engine)]);
    const store = new Store(one.engine);
    await store.store(many(1, 12));
    await new Store(one.engine).store(many(12, 14));
    await store.store(many(14, 16));
    const dry = new Bulk(one.engine, { dryRun: true });
    for (const day of [16, 17]) {
      await dry.store(many(day, day + 1));
      await dry.finish();
    }
    await new Store(other.engine).store(many(1, 16));
    expectSame(await dump(one), await dump(other));
    await Promise.all([one.close(), other.close()]);
  });
});
