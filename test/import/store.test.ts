import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Engine, WriteSession } from '../../src/database/engine';
import { type Database } from '../../src/database/Database';
import { sql } from '../../src/database/sql';
import { Store, type Outcome } from '../../src/import/Store';
import type { JsonObject } from '../../src/ocds/json';
import { dump, expectSame, type Dump } from '../support/dump';
import { ENGINES, empty, freshDatabase } from '../support/engines';
import { incoming } from '../support/graph';
import { readJson, withShared } from '../support/shared';

const RUNS = { sqlite: 30, postgres: 8 };

const store = (engine: Engine, ...releases: JsonObject[]): Promise<Outcome> =>
  new Store(engine).store(incoming(releases));

const party = (id: string, name: string, register?: string): JsonObject => ({
  id,
  name,
  roles: ['supplier'],
  ...(register && { identifier: { scheme: 'GB-COH', id: register } }),
});

const release = (n: number, date: string | null, rest: JsonObject, tag = 'tender'): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}-${date}`,
  ...(date !== null && { date: date.length === 10 ? `${date}T00:00:00Z` : date }),
  tag: [tag],
  ...rest,
});

/** Two processes that share organizations and whose releases disagree in all the ways that order could decide. */
const CONFLICTS: JsonObject[] = [
  release(1, '2026-01-01', {
    tender: { title: 'first', lots: [{ id: '1', title: 'a' }] },
    parties: [party('p', 'Old', '1')],
  }),
  release(1, '2026-01-03', { tender: { title: 'same day' }, parties: [party('p', 'New', '1'), party('q', 'Path')] }),
  release(1, '2026-01-03', { tender: { title: 'the same day', x: 1 }, parties: [party('p', 'Newer', '1')] }),
  release(1, '2026-01-03T02:00:00+02:00', { tender: { title: 'the same instant' } }),
  release(1, '2026-01-05', {
    tender: { title: null },
    parties: [party('p', 'Newest', '1'), party('r', 'Only here', '3')],
  }),
  release(1, null, { tender: { title: 'no date', status: 'active' } }),
  release(1, 'someday', { tender: { description: 'no real date' } }),
  release(
    2,
    '2026-01-02',
    { tender: { title: 'compiled' }, parties: [party('a', 'Two', '1'), party('b', 'Twice', '1')] },
    'compiled',
  ),
  release(
    2,
    '2026-01-04',
    { tender: { title: 'compiled later' }, parties: [party('a', 'Two later', '1')] },
    'compiled',
  ),
  release(2, '2026-01-04', { tender: { title: 'compiled then too' }, parties: [party('c', 'Third', '3')] }, 'compiled'),
  release(2, '2026-01-01', { tender: { title: 'before it was compiled' } }),
  release(2, '2026-01-06', {
    awards: [{ id: 1, suppliers: [{ id: 'c' }, { id: 'd' }] }],
    parties: [party('d', 'Four', '1')],
  }),
  release(3, '2026-01-05', { parties: [party('z', 'As new, of a higher ocid', '1')] }, 'compiled'),
  release(4, '2026-01-09', { parties: [party('z', 'Named once', '9'), party('y', 'Named again', '9')] }, 'compiled'),
  release(4, '2026-01-08', { parties: [party('z', 'Named before', '9')] }, 'compiled'),
];

/** An order of all releases, and where one batch ends and the next begins. */
const journeys = (releases: readonly JsonObject[]): fc.Arbitrary<JsonObject[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...releases], { minLength: releases.length }),
      fc.array(fc.boolean(), { minLength: releases.length, maxLength: releases.length }),
    )
    .map(([order, ends]) =>
      order.reduce<JsonObject[][]>((batches, each, i) => {
        if (i === 0 || ends[i]) batches.push([]);
        batches.at(-1)!.push(each);
        return batches;
      }, []),
    );

describe.each(ENGINES)('%s', (engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase(engine);
  });
  beforeEach(() => empty(database));
  afterAll(() => database.close());

  const contents = (): Promise<Dump> => dump(database);

  /** Whether any order and any batches end in the graph that SQLite has after one batch in the order given. */
  async function endsTheSame(releases: readonly JsonObject[]): Promise<void> {
    const reference = await freshDatabase('sqlite');
    await store(reference.engine, ...releases);
    const expected = await dump(reference);
    await reference.close();
    const property = fc.asyncProperty(journeys(releases), async (batches) => {
      await empty(database);
      for (const batch of batches) await store(database.engine, ...batch);
      expectSame(await contents(), expected);
    });
    await fc.assert(property, { numRuns: RUNS[engine], endOnFailure: true });
  }

  test('releases that contradict each other end in the same graph in any order and any batches', () =>
    endsTheSame(CONFLICTS));

  withShared('fictional', 'the fictional processes end in the same graph in any order and any batches', (path) =>
    endsTheSame([...releasesIn(path, 'procurement-1.1'), ...releasesIn(path, 'change-history')]),
  );
  test('importing twice changes nothing', async () => {
    await store(database.engine, ...CONFLICTS);
    const before = await contents();
    const outcome = await store(database.engine, ...CONFLICTS);
    expect(outcome).toEqual({ stored: 0, unchanged: CONFLICTS.length, stale: 0, begun: 0, remade: 0, issues: [] });
    expectSame(await contents(), before);
    const again = await store(database.engine, CONFLICTS[0]!, CONFLICTS[0]!);
    expect([again.unchanged, await contents()]).toEqual([2, before]);
  });

  test('the number of the import moves on when it changed something, and only then', async () => {
    const number = async (): Promise<unknown> =>
      (await database.source.query('SELECT number FROM import_state'))[0]?.number;
    await store(database.engine, CONFLICTS[0]!);
    const first = Number(await number());
    await store(database.engine, CONFLICTS[0]!);
    expect(Number(await number())).toBe(first);
    await store(database.engine, CONFLICTS[1]!);
    expect(Number(await number())).toBe(first + 1);
  });

  test('a release is told to be new, known already, or older than what is shown', async () => {
    const [old, , , , newest] = CONFLICTS;
    const counted = ({ stored, unchanged, stale }: Outcome): number[] => [stored, unchanged, stale];
    expect(counted(await store(database.engine, newest!))).toEqual([1, 0, 0]);
    expect(counted(await store(database.engine, old!, newest!, old!))).toEqual([0, 2, 1]);
    expect(counted(await store(database.engine, release(9, '2026-01-01', {}), release(9, '2026-01-02', {})))).toEqual([
      2, 0, 0,
    ]);
  });

  const organizations = async (): Promise<unknown[][]> =>
    (await contents()).Organization!.map(({ id, name }) => [id, name]);

  test('issues say where the release was read that is shown, whatever came after it', async () => {
    const doubtful = (date: string): JsonObject => release(1, date, { tender: { status: 'odd' } }, 'compiled');
    const from = (file: string, ...dates: string[]): Promise<Outcome> =>
      new Store(database.engine).store(incoming(dates.map(doubtful)).map((each) => ({ ...each, file })));
    const told = (): Promise<unknown> => database.engine.all(sql`SELECT file, position FROM import_issue`);
    await from('first', '2026-01-02', '2026-01-03', '2026-01-01');
    expect(await told()).toEqual([{ file: 'first', position: '1' }]);
    const { issues } = await from('older', '2025-12-31');
    expect(issues).toMatchObject([{ file: 'first', position: '1' }]);
    expect(await told()).toEqual([{ file: 'first', position: '1' }]);
    await from('newer', '2026-01-04');
    expect(await told()).toEqual([{ file: 'newer', position: '0' }]);
  });

  test('an organization goes when no release lists it any more, and stays while one does', async () => {
    const listing = (n: number, date: string, ...parties: JsonObject[]): JsonObject =>
      release(n, date, { parties }, 'compiled');
    await store(
      database.engine,
      listing(1, '2026-01-01', party('1', 'Both', '1'), party('2', 'One', '2'), party('3', 'By path')),
      listing(2, '2026-01-01', party('1', 'Both', '1')),
    );
    expect((await organizations()).map(([id]) => id)).toEqual(['GB-COH-1', 'GB-COH-2', 'ocds-213czf-1/parties/3']);
    await store(database.engine, listing(1, '2026-01-02', party('4', 'New', '4')));
    expect((await organizations()).map(([id]) => id)).toEqual(['GB-COH-1', 'GB-COH-4']);
    await store(database.engine, listing(2, '2026-01-02'));
    expect((await organizations()).map(([id]) => id)).toEqual(['GB-COH-4']);
  });

  test('an organization has the name and the address that the newest release gives it', async () => {
    const called = (name: string, i: number): JsonObject => ({
      ...party(String(i), name, '1'),
      address: { locality: name },
      details: { url: name },
    });
    const naming = (n: number, date: string, ...names: string[]): JsonObject =>
      release(n, date, { parties: names.map(called) }, 'compiled');
    const nameAfter = async (each: JsonObject): Promise<unknown> => {
      await store(database.engine, each);
      const [said] = await database.engine.all(sql`SELECT name, address, details FROM organization`);
      const { name, address, details } = said as Record<string, string>;
      expect([JSON.parse(address!), JSON.parse(details!)]).toEqual([{ locality: name }, { url: name }]);
      return name;
    };
    expect(await nameAfter(naming(1, '2026-01-02', 'First'))).toBe('First');
    expect(await nameAfter(naming(2, '2026-01-01', 'Older'))).toBe('First');
    expect(await nameAfter(naming(2, '2026-01-03', 'Newer', 'Second of the same release'))).toBe('Newer');
    expect(await nameAfter(naming(1, '2026-01-03', 'Of the same day'))).toBe('Newer'); // a tie goes to the higher ocid
    expect(await nameAfter(naming(2, '2026-01-04'))).toBe('Of the same day'); // the newest lists it no more
  });

  test('a batch that fails anywhere leaves nothing half done, and can be repeated', async () => {
    await store(database.engine, ...CONFLICTS.slice(0, 3));
    const before = await contents();
    let steps = 0;
    for (let fail = true; fail;) {
      const broken = breaking(database.engine, steps);
      const outcome = await store(broken, ...CONFLICTS.slice(3)).catch((error: Error) => error.message);
      fail = outcome === 'broken on purpose';
      if (fail) expectSame(await contents(), before);
      if (fail) steps++;
    }
    expect(steps).toBeGreaterThan(20);
    const after = await contents();
    await empty(database);
    await store(database.engine, ...CONFLICTS);
    expectSame(await contents(), after);
  });

  test('batches that are stored at once follow each other', async () => {
    await store(database.engine, ...CONFLICTS);
    const expected = await contents();
    await empty(database);
    // No more than a pool has connections: who waits for one waits two seconds at most.
    for (let from = 0; from < CONFLICTS.length; from += 8)
      await Promise.all(CONFLICTS.slice(from, from + 8).map((each) => store(database.engine, each)));
    expectSame(await contents(), expected);
  });

  test('a dry run tells what would become of releases and changes nothing', async () => {
    await store(database.engine, CONFLICTS[0]!);
    const before = await contents();
    const dry = await new Store(database.engine, { dryRun: true }).store(incoming(CONFLICTS));
    expectSame(await contents(), before);
    expect(dry).toEqual(await store(database.engine, ...CONFLICTS));
  });

  test.each([
    ['NUL and half a surrogate pair', 'ocds-\0-\uD800'],
    ['a slash and more', 'ocds/1~2%2F é \u{1F600}'],
  ])('an ocid with %s is stored, found and replaced', async (_name, ocid) => {
    const of = (date: string): JsonObject => ({
      ...release(1, date, { tender: { id: '1' }, parties: [party('p', 'P')] }),
      ocid,
    });
    await store(database.engine, of('2026-01-01'));
    await store(database.engine, of('2026-01-02'));
    expect((await store(database.engine, of('2026-01-02'))).unchanged).toBe(1);
    const { Release, Tender, ReleaseVersion, Organization } = await contents();
    expect([Release!.length, Tender!.length, ReleaseVersion!.length, Organization!.length]).toEqual([1, 1, 2, 1]);
  });
});

/** An engine whose `steps + 1`-th statement of a transaction fails. */
function breaking(engine: Engine, steps: number): Engine {
  let done = 0;
  const step =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      done++ < steps ? run(...args) : Promise.reject(new Error('broken on purpose'));
  return {
    dialect: engine.dialect,
    all: (statement) => engine.all(statement),
    json: (statement) => engine.json(statement),
    write: (work) =>
      engine.write((session: WriteSession) =>
        work({
          dialect: session.dialect,
          all: step((statement) => session.all(statement)),
          run: step((statement) => session.run(statement)),
          insert: step((...rows: Parameters<WriteSession['insert']>) => session.insert(...rows)),
          merge: step((...rows: Parameters<WriteSession['merge']>) => session.merge(...rows)),
          last: (end) => session.last(end),
        }),
      ),
  };
}

/** The individual releases of all packages in a folder. */
const releasesIn = (...path: string[]): JsonObject[] =>
  readdirSync(join(...path))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => readJson(...path, file).releases as JsonObject[]);
