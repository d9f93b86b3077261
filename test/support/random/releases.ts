import fc, { type Arbitrary } from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../../src/ocds/json';
import { made, smallerJson, type Chance } from './Chance';
import { CHARACTER } from './character';

/**
 * Releases as no publisher should send them: those given with other values in places. They keep what identifies them,
 * and each number and text is now and then one that programs stumble over.
 */
export const oddReleases = (releases: readonly JsonObject[]): Arbitrary<JsonObject[]> =>
  made(
    (chance) => releases.map((release) => ({ ...(odd(chance, release) as JsonObject), ...identityOf(release) })),
    smallerJson as (releases: JsonObject[]) => IterableIterator<JsonObject[]>,
  );

const identityOf = ({ ocid, tag, date }: JsonObject): JsonObject => ({ ocid: ocid!, tag: tag!, date: date! });

function odd(chance: Chance, value: Json): Json {
  if (chance.permille(8)) return chance.of([null, '', [], {}, 0, false]);
  if (Array.isArray(value)) return oddList(chance, value);
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) => (chance.permille(10) ? [] : [[key, odd(chance, each)]])),
    );
  if (!chance.permille(150)) return value;
  if (typeof value === 'number') return chance.permille(100) ? String(value) : chance.of(NUMBERS);
  if (typeof value === 'boolean') return chance.of([true, false, 'true', 'FALSE', 1]);
  if (typeof value !== 'string') return value;
  if (/^\d{4}-\d\d/.test(value)) return chance.of(DATES);
  return chance.permille(300) ? chance.of(TEXTS) + value : chance.permille(700) ? chance.of(TEXTS) : chance.from(ANY);
}

/** A list with something twice, in another order, or much longer. */
function oddList(chance: Chance, list: readonly Json[]): Json[] {
  const changed = list.map((each) => odd(chance, each));
  if (list.length === 0 || !chance.permille(60)) return changed;
  const one = chance.of(changed);
  const many = Array.from({ length: chance.of([1, 1, 1, 40]) }, (_, i) =>
    isObject(one) && i > 0 ? { ...one, id: `n${i}` } : one,
  );
  return chance.some([...changed, ...many], changed.length + many.length);
}

const ANY = fc.string({ unit: CHARACTER, maxLength: 20 });

const NUMBERS: readonly number[] = [
  ...[0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 1e21, 1e-7, 123456789.125, 1e15 + 0.3, 1.005, 99.995, 5e-324],
  ...[-0, 0, -1, -0.5, 2 ** 31, 2 ** 31 - 1, -(2 ** 31), 2 ** 53, 2 ** 53 + 2, 1e100, 1e308, -1e308, 1, 2, 3, 10, 1000],
];

const TEXTS: readonly string[] = [
  ...['a', 'B', 'ä', 'Z', '_', '-', '~', '/', '%', '%2F', '\\', "'", '"', '`', '*', ' ', '\t', '\n', '\r\n', '\0'],
  ...[
    '\u0001',
    '\u007f',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\uffff',
    '\ud800',
    '\udc00x',
    '😀',
    '👩‍👩‍👧',
    'e\u0301',
    'é',
    'ﬁ',
    'İ',
    'ß',
  ],
  ...[
    'null',
    'true',
    '0',
    '1e3',
    '{}',
    '[]',
    '$1',
    '?',
    ':a',
    "'; --",
    '</script>',
    '\u202e',
    '日本',
    '𐀀',
    'GBP',
    '45000000',
  ],
];

const DATES: readonly string[] = [
  ...['2026-01-01', '2026-01-01T00:00:00', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '2026-02-30', 'soon'],
  ...['2026-01-01T00:00:00.123456Z', '2025-12-31T23:59:59.9999Z', '0001-01-01', '9999-12-31T23:59:59Z', '2026-13-01'],
  ...['2026-01-01T24:00:00Z', '2026-06-30T23:59:60Z', '2026-01-01 00:00:00', '20260101', '2026-01-01T00:00:00-23:59'],
];
