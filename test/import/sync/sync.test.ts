import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../src/database/Database';
import { sql } from '../../../src/database/sql';
import { SourceError, UsageError } from '../../../src/errors';
import type { ImportEvents } from '../../../src/import/Importer';
import { PATIENCE, Source } from '../../../src/import/sync/Source';
import { sync } from '../../../src/import/sync/sync';
import type { JsonObject } from '../../../src/ocds/json';
import { ENGINES, freshDatabase } from '../../support/engines';
import { type Fault, ReleaseServer } from '../../support/releaseServer';
import { withShared } from '../../support/shared';

const SILENT: ImportEvents = { refused() {}, note() {}, issues() {}, progress() {} };
const QUICK = { ...PATIENCE, silenceMs: 150, pauseMs: 1, longestPauseMs: 2, busyMs: 1, busyTimes: 3, attempts: 4 };
const wall = (text: string): number => Date.parse(`${text}Z`);
const DAY = { from: wall('2026-08-10T00:00:00'), to: wall('2026-08-11T00:00:00') };

let server: ReleaseServer;
let address: string;
let database: Database;
let told: string[];

const serve = async (releases: readonly JsonObject[]): Promise<void> => {
  server = new ReleaseServer(releases);
  address = await server.start();
  database = await freshDatabase('sqlite');
  told = [];
};

afterEach(async () => {
  await server?.stop();
  await database?.close();
});

const source = (patience = QUICK): Source => new Source(address, 'test', (text) => told.push(text), patience);
const run = (options: { from?: number; to?: number } = DAY, patience = QUICK) =>
  sync(database.engine, source(patience), SILENT, { ...options, tell: (text) => told.push(text) });

const state = async (): Promise<string | undefined> =>
  (await database.engine.all(sql`SELECT until FROM sync_state`))[0]?.until as string | undefined;

const kept = async (): Promise<string[]> =>
  (await database.engine.all(sql`SELECT "localId" FROM release_version ORDER BY "localId"`)).map(
    (row) => row.localId as string,
  );

const release = (n: number, date: Date): JsonObject => ({
  ocid: `ocds-test-${n % 40}`,
  id: `release-${String(n).padStart(4, '0')}`,
  date: date.toISOString(),
  tag: ['tender'],
  tender: { id: '1', title: `Number ${n}` },
});

/** A day with a quiet night, a busy hour and one second in which a hundred releases appear. */
const aDay = (): JsonObject[] =>
  Array.from({ length: 330 }, (_, n) => {
    if (n < 60) return release(n, new Date(Date.UTC(2026, 7, 9, 23) + n * 24 * 60_000));
    if (n < 230) return release(n, new Date(Date.UTC(2026, 7, 10, 9) + n * 15_000));
    return release(n, new Date(Date.UTC(2026, 7, 10, 14, 0, 0)));
  });

const ids = (releases: readonly JsonObject[]): string[] => releases.map(({ id }) => id as string).sort();

test('everything of a day comes in, in windows of six hours at most that were not full', async () => {
  await serve(aDay().slice(0, 230));
  const counts = await run();
  expect(counts).toMatchObject({ read: 230, refused: 0 });
  expect(await kept()).toEqual(ids(server.releases));
  for (const { from, to, cursor } of server.asked) {
    expect(wall(to) - wall(from)).toBeLessThanOrEqual(6 * 3_600_000);
    expect(cursor).toBeNull();
  }
  expect(await state()).toBe('2026-08-10T23:00:00.000Z');
});

const FAULTS: Fault[] = ['busy', 'busyUntil', 'error', 'cut', 'truncated', 'empty', 'page', 'silent', 'slow'];

test.each(FAULTS)('nothing is lost or doubled when every other answer is %s', async (fault) => {
  await serve(aDay().slice(0, 230));
  server.faults = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? fault : undefined));
  expect(await run()).toMatchObject({ read: 230, refused: 0 });
  expect(await kept()).toEqual(ids(server.releases));
});

test('nothing is lost when an answer is the one before it again', async () => {
  await serve(aDay().slice(0, 230));
  for (let at = 1; at < 9; at++) {
    await database.close();
    database = await freshDatabase('sqlite');
    server.faults = Array.from({ length: at + 1 }, (_, i) => (i === at ? 'repeated' : undefined));
    await run();
    expect(await kept()).toEqual(ids(server.releases));
  }
});

test('a second with a hundred releases is followed by links, and told', async () => {
  await serve(aDay());
  expect(await run()).toMatchObject({ read: 330 });
  expect(await kept()).toEqual(ids(server.releases));
  expect(told.join('\n')).toContain('There are 100 or more releases of 2026-08-10T15:00:00');
});

test('a second with a hundred releases whose link has vanished gives what there is, and is told', async () => {
  await serve(aDay());
  server.links = false;
  expect(await run()).toMatchObject({ read: 330 });
  expect(told.join('\n')).toContain('2026-08-10T15:00:00');
});

test('links that lead back to the same page end', async () => {
  await serve([
    ...aDay(),
    ...aDay()
      .slice(230)
      .map((each) => ({ ...each, id: `${each.id as string} again` })),
  ]);
  server.faults = Array.from({ length: 200 }, () => undefined);
  const original = server.faults.shift.bind(server.faults);
  server.faults.shift = () => (server.asked.at(-1)?.cursor === null ? original() : 'repeated');
  await run();
  expect(server.asked.length).toBeLessThan(200);
});

test('a second time asks from a day before, takes what appeared late, and leaves the rest as it is', async () => {
  await serve(aDay().slice(0, 200));
  await run();
  server.releases = aDay().slice(0, 230);
  server.asked.length = 0;
  const counts = await run({ to: wall('2026-08-11T03:00:00') });
  expect(server.asked[0]!.from).toBe('2026-08-10T00:00:00');
  expect(counts.read).toBe(230);
  expect(counts.unchanged).toBe(200);
  expect(await kept()).toEqual(ids(server.releases));
  expect(await state()).toBe('2026-08-11T02:00:00.000Z');
});

test('a time asked for out of turn is taken, but what is behind the gap does not count', async () => {
  await serve(aDay());
  await run({ from: wall('2026-08-09T18:00:00'), to: wall('2026-08-10T02:00:00') });
  expect(await state()).toBe('2026-08-10T01:00:00.000Z');
  await run({ from: wall('2026-08-10T10:00:00'), to: wall('2026-08-10T12:00:00') });
  expect(await state()).toBe('2026-08-10T01:00:00.000Z');
  await run({ from: wall('2026-08-10T00:00:00'), to: wall('2026-08-10T04:00:00') });
  expect(await state()).toBe('2026-08-10T03:00:00.000Z');
});

test('what stays broken ends it with one sentence; what came before stays, and the same again goes on', async () => {
  await serve(aDay().slice(0, 230));
  server.faults = [undefined, undefined, undefined, ...Array<Fault>(20).fill('error')];
  const error = await run().catch((thrown: unknown) => thrown as Error);
  expect(error).toBeInstanceOf(SourceError);
  expect((error as Error).message).toBe(
    `${address}/api/1.0/ocdsReleasePackages cannot be followed further: HTTP 500. What was stored stays; the same command goes on from there.`,
  );
  const before = (await kept()).length;
  expect(before).toBeGreaterThan(0);
  server.faults = [];
  await run({ to: DAY.to });
  expect(await kept()).toEqual(ids(server.releases));
});

test.each(['cut', 'truncated', 'empty', 'page', 'silent', 'busy'] as const)(
  'a service whose every answer is %s is given up',
  async (fault) => {
    await serve([]);
    server.faults = Array<Fault>(100).fill(fault);
    await expect(run()).rejects.toThrow(SourceError);
    expect(await state()).toBeUndefined();
  },
);

test('an answer without end is not held', async () => {
  await serve([]);
  server.faults = Array<Fault>(100).fill('bomb');
  await expect(run(DAY, { ...QUICK, answerBytes: 100_000 })).rejects.toThrow('its answer is larger than 100000 bytes');
  expect(server.asked).toHaveLength(1);
});

test('a service that does not keep to windows is not asked for every second of a day', async () => {
  await serve(aDay());
  server.ignoresWindows = true;
  await expect(run()).rejects.toThrow('answers with releases of another time than it is asked for');
  expect(server.asked.length).toBeLessThan(50);
});

test('a release that stays damaged is refused, and the rest of its page taken', async () => {
  await serve(aDay().slice(0, 10));
  const whole = JSON.stringify;
  const spy = jest.spyOn(JSON, 'stringify').mockImplementation(((value: unknown) => {
    const text = whole(value);
    return text.startsWith('{"uri"') ? text.replace('"title":"Number 5"', '"title":N5') : text;
  }) as typeof JSON.stringify);
  const counts = await run().finally(() => spy.mockRestore());
  expect(counts).toMatchObject({ read: 10, refused: 1 });
  expect(await kept()).toHaveLength(9);
});

test.each([
  ['https://example.org', 'https://example.org/api/1.0/ocdsReleasePackages'],
  ['https://example.org/', 'https://example.org/api/1.0/ocdsReleasePackages'],
  ['https://example.org/api/1.0', 'https://example.org/api/1.0/ocdsReleasePackages'],
  ['https://example.org/api/1.0/ocdsReleasePackages?limit=5', 'https://example.org/api/1.0/ocdsReleasePackages'],
])('the address %s means %s', (given, endpoint) => {
  expect(new Source(given, 'test', () => undefined).endpoint).toBe(endpoint);
});

test.each(['example.org', 'ftp://example.org', ''])('%s is no address', (given) => {
  expect(() => new Source(given, 'test', () => undefined)).toThrow(UsageError);
});

test.each(ENGINES)('how far it got is kept on %s', async (engine) => {
  await serve([]);
  await database.close();
  database = await freshDatabase(engine);
  await run();
  await run({ to: wall('2026-08-12T00:00:00') });
  expect(await state()).toBe('2026-08-11T23:00:00.000Z');
});

withShared('fts-release-packages', 'real packages of Find a Tender come in whole through every fault', async (path) => {
  const releases = readdirSync(path)
    .filter((file) => existsSync(join(path, file)))
    .flatMap((file) => (JSON.parse(readFileSync(join(path, file), 'utf8')) as { releases: JsonObject[] }).releases);
  await serve(releases);
  const faults: (Fault | undefined)[] = [...FAULTS, 'repeated'];
  server.faults = Array.from({ length: 60 }, (_, i) =>
    i % 3 === 2 ? faults[((i / 3) % faults.length) | 0] : undefined,
  );
  const counts = await run(DAY, { ...QUICK, silenceMs: 1000 });
  expect(counts).toMatchObject({ read: releases.length, refused: 0 });
  const distinct = new Set(releases.map((each) => JSON.stringify(each)));
  expect(await kept()).toHaveLength(distinct.size);
});
