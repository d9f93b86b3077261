import fc from 'fast-check';
import type { Database } from '../../src/database/Database';
import { join, sql } from '../../src/database/sql';
import { Bulk } from '../../src/import/Bulk';
import { Store } from '../../src/import/Store';
import { parseSearch } from '../../src/query/search';
import type { WordQuery } from '../../src/database/words';
import { freshDatabase } from '../support/engines';
import { incoming } from '../support/graph';

/** Releases of few processes and few words, so that documents are replaced and share words. */
const words = fc
  .array(fc.constantFrom('road', 'roads', 'bridge', 'Café', 'of', '1e5'), { maxLength: 6 })
  .map((each) => each.join(' '));
const release = fc.record({
  n: fc.nat(3),
  date: fc.integer({ min: 1, max: 9 }),
  title: words,
  description: words,
  lot: words,
});
type Made = typeof release extends fc.Arbitrary<infer T> ? T : never;

const releaseOf = ({ n, date, title, description, lot }: Made) => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}-${date}`,
  date: `2026-01-0${date}T00:00:00Z`,
  tag: ['compiled'],
  parties: [{ id: `${n}`, name: title, identifier: { scheme: 'GB-COH', id: `${n}` }, roles: ['buyer'] }],
  tender: { id: `REF-${n}`, title, description, lots: [{ id: '1', title: lot, description: title }] },
});

const TEXTS = [
  'road',
  'road bridge',
  'ro* of',
  '"road bridge"',
  '"of ro*"',
  'road*',
  'none',
  'road none*',
  'cafe 1e5',
  '0 ref',
];

describe('the words that PostgreSQL counts', () => {
  let database: Database;
  beforeAll(async () => {
    database = await freshDatabase('postgres');
  });
  afterAll(() => database.close());

  const counted = async (): Promise<unknown[]> =>
    database.engine.all(
      sql`SELECT word, type, titles, bodies, documents FROM search_word WHERE documents > 0 ORDER BY word, type`,
    );

  /** The same from the texts as they stand. */
  const fresh = (): Promise<unknown[]> =>
    database.engine
      .all(sql`SELECT word COLLATE "C" AS word, type, count(*) FILTER (WHERE t) AS titles, count(*) FILTER (WHERE b) AS bodies, count(*) AS documents
      FROM (SELECT pk, type, word, bool_or(NOT body) AS t, bool_or(body) AS b FROM (
        SELECT pk, type, unnest(string_to_array(title || ' k' || lower(type), ' ')) AS word, false AS body FROM search_document
        UNION ALL SELECT pk, type, unnest(string_to_array(body, ' ')), true FROM search_document) w WHERE word <> '' GROUP BY 1, 2, 3) d
      GROUP BY 1, 2 ORDER BY 1, 2`);

  const count = async (statement: Parameters<typeof database.engine.all>[0]): Promise<number> =>
    Number((await database.engine.all(statement))[0]!.count);

  test('are those of a fresh count after any sequence of imports and replacements, and never too few; titles are marked by them', async () => {
    const batches = fc.array(fc.array(release, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, async (all) => {
        for (const batch of all) await new Store(database.engine).store(incoming(batch.map(releaseOf)));
        expect(await counted()).toEqual(await fresh());
        for (const text of TEXTS)
          for (const where of ['titles', 'elsewhere', 'anywhere'] as const)
            for (const types of [undefined, ['Lot', 'Organization']])
              await expectBound({ terms: parseSearch(text), where, types });
        for (const text of TEXTS)
          for (const type of ['Tender', 'Lot', 'Organization']) await expectSieved(parseSearch(text), type);
      }),
      { numRuns: 10, seed: 1 },
    );
  }, 120_000);

  async function expectBound(query: WordQuery): Promise<void> {
    const { words: index } = database.engine.dialect;
    const matching = await count(sql`SELECT count(*) AS count FROM (${index.matching(query)}) m`);
    const tables = join(index.tables(query, { words: 0, documents: 0 }), ', ');
    const most = await count(sql`WITH ${tables} SELECT most AS count FROM (${index.counts!(query)}) k`);
    expect(most).toBeGreaterThanOrEqual(matching);
    const kept = index.kept(query);
    if (kept) expect(await count(kept)).toBe(matching);
    const isPlain = query.terms.length === 1 && query.terms[0]!.words.length === 1;
    if (isPlain && !query.terms[0]!.prefix && query.where !== 'elsewhere') expect(most).toBe(matching);
  }

  /** None that matches is missing among those that the index lets through, and it lets through none without the words. */
  async function expectSieved(terms: WordQuery['terms'], type: string): Promise<void> {
    const { words: index } = database.engine.dialect;
    const query = { terms, where: 'titles', types: [type] } as const;
    const newest = {
      condition: sql`d.type = ${type}`,
      order: sql`ORDER BY d.instant DESC NULLS LAST, d.id`,
      limit: sql`ALL`,
    };
    const through = index.sieve!(query)?.(newest);
    expect(through === undefined).toBe(terms.every(({ words, prefix }) => prefix && words.length === 1));
    if (!through) return;
    const matching = await count(sql`SELECT count(*) AS count FROM (${index.matching(query)}) m`);
    expect(await count(sql`SELECT count(*) AS count FROM (${through}) d WHERE ${index.matches(query)}`)).toBe(matching);
    if (terms.some(({ words, prefix }) => !prefix && words.includes('wnone')))
      expect(await count(sql`SELECT count(*) AS count FROM (${through}) d`)).toBe(0);
  }
});

describe('the index of words of SQLite', () => {
  const releases = Array.from({ length: 800 }, (_, n) =>
    releaseOf({ n, date: 1, title: `road ${n}`, description: `new bridge ${n} of ${n % 7}`, lot: `part ${n}` }),
  );

  test('is one segment after an import that added much to it, but not after each, and finds the same', async () => {
    const database = await freshDatabase('sqlite');
    const { engine } = database;
    const segments = async (): Promise<unknown> =>
      (await engine.all(sql`SELECT count(DISTINCT segid) AS n FROM search_index_idx`))[0]!.n;
    const found = (): Promise<unknown[]> =>
      engine.all(
        sql`SELECT * FROM (${engine.dialect.words.matching({ terms: parseSearch('road 4'), where: 'anywhere' })})`,
      );
    const store = new Store(engine);
    for (let i = 0; i < 800; i += 100) await store.store(incoming(releases.slice(i, i + 100)));
    expect(await segments()).toBeGreaterThan(1);
    const before = await found();
    expect(before.length).toBeGreaterThan(40);
    await new Bulk(engine).finish();
    expect(await segments()).toBe(1);
    expect(await found()).toEqual(before);
    await store.store(incoming(releases.slice(0, 1).map((each) => ({ ...each, ocid: 'ocds-213czf-new' }))));
    await new Bulk(engine).finish();
    expect(await segments()).toBeGreaterThan(1);
    await database.close();
  });
});
