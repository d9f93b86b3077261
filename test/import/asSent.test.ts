import fc from 'fast-check';
import type { Database } from '../../src/database/Database';
import { sql } from '../../src/database/sql';
import { mayLose, tellLost } from '../../src/import/digest/parsingLoss';
import { Issues } from '../../src/import/normalise/path';
import type { Incoming } from '../../src/import/publication';
import { Store } from '../../src/import/Store';
import type { Json, JsonObject } from '../../src/ocds/json';
import { ENGINES, freshDatabase } from '../support/engines';

const lost = (text: string): string[] => {
  const issues = new Issues();
  tellLost(text, issues);
  return issues.list.map(({ path, value }) => `${path} ${JSON.stringify(value)}`);
};

const told = (text: string): boolean => mayLose(text, [JSON.stringify(JSON.parse(text))]);

describe('a key that an object has twice', () => {
  test.each([
    ['{"a":1,"a":2}', ['a 1']],
    ['{"a":{"b":[1,{"c":"x:,}","c":2}]},"d":1}', ['a/b/1/c "x:,}"']],
    ['[[{"a": [1, {"b": 2}] , "a":1}],{}]', ['0/0/a [1,{"b":2}]']],
    ['{"a":1,"\\u0061":2,"a":3}', ['a 1', 'a 2']],
    ['{"":1,"__proto__":{},"__proto__":[],"":2}', ['__proto__ {}', ' 1']],
    ['{"a\\u003a":1,"a":{"x":1},"a":2}', ['a {"x":1}']],
    ['{"x\\u003A":1,"a":1,"a":2}', ['a 1']],
  ])('is told of %s', (text, expected) => {
    expect(told(text)).toBe(true);
    expect(lost(text)).toEqual(expected);
  });

  test('is never told where there is none, however the text is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t'), (value, indentation) => {
        const text = JSON.stringify(value, null, indentation);
        expect(lost(text)).toEqual([]);
        if (told(text)) expect(text).toMatch(/\\u003a|\d[\d.]{15}|e-\d{3}/i);
      }),
    );
  });
});

describe('a number of which digits are lost', () => {
  test.each([
    ['{"a":[{"b":9007199254740993}]}', ['a/0/b "9007199254740993"']],
    ['[12345678901234567890,-9007199254740993]', ['0 "12345678901234567890"', '1 "-9007199254740993"']],
    ['{"a": 0.1234567890123456789, "a:": 1}', ['a "0.1234567890123456789"']],
    ['{"a" :\n123456789012345678.5e2}', ['a "123456789012345678.5e2"']],
    ['{"a":1E-400,"b":-0.05e-999}', ['a "1E-400"', 'b "-0.05e-999"']],
  ])('is told of %s', (text, expected) => {
    expect(told(text)).toBe(true);
    expect(lost(text)).toEqual(expected);
  });

  test.each([
    '["9007199254740993 12345678901234567890"]',
    '[9007199254740992,1e400,100000000000000000000000]',
    '[1.50000000000000000]',
    '[0e-400,-0.00E-999,5e-324,"1e-400"]',
  ])('is not told of %s', (text) => {
    expect(lost(text)).toEqual([]);
  });

  test('is none of a double, however it is written', () => {
    const written = fc.constantFrom<(number: number) => string>(
      String,
      (number) => number.toPrecision(17),
      (number) => number.toExponential(),
      (number) => (number % 1e12).toFixed(2),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), written, (number, write) => {
        const text = write(number);
        fc.pre(/[.e]/.test(text));
        expect(lost(`[${text}]`)).toEqual([]);
      }),
    );
  });
});

const release = (n: number, tag: Json, more: JsonObject = {}): JsonObject => ({
  ocid: 'ocds-213czf-1',
  id: `${n}`,
  date: `2026-01-0${n}T00:00:00Z`,
  tag,
  ...more,
});

const incoming = (text: string): Incoming => {
  const document = JSON.parse(text) as JsonObject;
  const form = String(document.tag) === 'compiled' ? 'compiled' : 'individual';
  return { ocid: document.ocid as string, form, document, text, file: 'f', position: '0' };
};

describe.each(ENGINES)('what is wrong with releases as they were sent, on %s', (engine) => {
  let database: Database;
  beforeEach(async () => {
    database = await freshDatabase(engine);
  });
  afterEach(() => database.close());

  const issuesOf = async (...batches: string[][]): Promise<unknown[]> => {
    for (const batch of batches) await new Store(database.engine).store(batch.map(incoming));
    const rows = await database.engine.all(sql`SELECT code, path, value FROM import_issue ORDER BY id`);
    return rows.map(({ code, path, value }) => `${code as string} ${path as string} ${value as string}`);
  };

  const first = JSON.stringify(release(1, ['tender', 'novel'], { tender: { id: 't', title: 'old' } }));
  const twice = first.replace('"title":', '"title":"lost","title":');
  const second = JSON.stringify(release(2, 'award'));
  const compiled = JSON.stringify(release(3, ['compiled', 'odd']));
  const FIRST = ['REPEATED_KEY tender/title "lost"', 'UNKNOWN_CODE tag/1 "novel"'];
  const BOTH = [...FIRST, 'EXPECTED_ARRAY tag "award"'];

  test('is told with the process, whatever the order and the number of imports', async () => {
    expect(await issuesOf([twice])).toEqual(FIRST);
    expect(await issuesOf([second], [twice])).toEqual(BOTH);
  });

  test('is told when what is right comes later', async () => {
    expect(await issuesOf([second], [twice], [twice, second])).toEqual(BOTH);
  });

  test('is told of each of two releases that differ in nothing but what gave way', async () => {
    const other = twice.replace('lost', 'gone');
    const laidOut = twice.replace('"tender":', '\n\t"tender" : ');
    expect(await issuesOf([first], [twice, laidOut], [other, twice, first])).toEqual(
      expect.arrayContaining(['REPEATED_KEY tender/title "lost"', 'REPEATED_KEY tender/title "gone"']),
    );
    const [row] = await database.engine.all(sql`SELECT count(*) AS n FROM release_version`);
    expect(Number(row?.n)).toBe(3);
  });

  test('is told of each of two releases that differ in nothing but lost digits', async () => {
    const long = first.replace('"title":"old"', '"x":[9007199254740993]');
    expect(await issuesOf([long], [long.replace('993', '992'), long.replace('993', '994.0')])).toEqual(
      expect.arrayContaining(['NUMBER_ROUNDED tender/x/0 "9007199254740993"']),
    );
    const [row] = await database.engine.all(sql`SELECT count(*) AS n FROM release_version`);
    expect(Number(row?.n)).toBe(3);
  });

  test('a date that cannot be read and an id that is repeated are told as they were published, and once', async () => {
    const undated = JSON.stringify({ ...release(1, ['tender']), date: 'soon', awards: [{ id: 7 }, { id: '7' }] });
    const later = JSON.stringify(release(2, ['tender'], { awards: [{ id: 7, status: 'active' }] }));
    expect(await issuesOf([undated])).toEqual(['DUPLICATE_ID awards/1 "7"', 'INVALID_DATE date "soon"']);
    expect(await issuesOf([later])).toEqual(['INVALID_DATE date "soon"', 'DUPLICATE_ID awards/1 "7"']);
  });

  test('a date that is no text is told once, also when a later one can be read', async () => {
    const undated = JSON.stringify({ ...release(1, ['tender']), date: 1_700_000_000 });
    expect(await issuesOf([undated])).toEqual(['WRONG_TYPE date 1700000000']);
    expect(await issuesOf([JSON.stringify(release(2, ['tender']))])).toEqual(['INVALID_DATE date 1700000000']);
  });

  test('an ocid that cannot be stored is told in each spelling that makes one process of it, and once', async () => {
    const spelled = (n: number, ocid: string): string => JSON.stringify({ ...release(n, ['tender']), ocid });
    const all = [spelled(1, 'o-\0'), spelled(2, 'o-\uD800'), spelled(3, 'o-\0'), spelled(4, 'o-\uFFFD')];
    const TOLD = ['TEXT_CLEANED ocid "o-\\u0000"', 'TEXT_CLEANED ocid "o-\\ud800"'];
    const ocidsOf = async (batch: string[]): Promise<unknown[]> =>
      (await issuesOf(batch)).filter((issue) => String(issue).includes(' ocid '));
    expect(await ocidsOf(all.slice(1, 2))).toEqual(TOLD.slice(1));
    expect(await ocidsOf(all)).toEqual(TOLD);
    expect(await ocidsOf([spelled(5, 'o-\0').replace('tender', 'compiled')])).toEqual(TOLD);
  });

  test('is told once of a release that is shown as it was sent', async () => {
    expect(await issuesOf([twice, compiled])).toEqual([...FIRST, 'UNKNOWN_CODE tag/1 "odd"']);
  });
});
