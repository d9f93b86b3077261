import fc from 'fast-check';
import { canonicalText } from '../../src/ocds/canonical';
import type { Json, JsonObject } from '../../src/ocds/json';
import { compileRelease } from '../../src/ocds/merge';
import { day, releases } from './releases';

describe('the identity of a compiled release', () => {
  test('is that of the process and of its last release', () => {
    expect(compileRelease(releases({}, {})).compiled).toEqual({
      ocid: 'ocds-1',
      id: `ocds-1-${day(2)}`,
      date: day(2),
      tag: ['compiled'],
    });
  });

  test('is all there is of no releases', () => {
    expect(compileRelease([])).toEqual({ compiled: { id: '', tag: ['compiled'] }, warnings: [] });
  });

  test('keeps the date as it was published', () => {
    const [release] = releases({ date: '2020-06-01T09:30:00+01:00' });
    expect(compileRelease([release!]).compiled.id).toBe('ocds-1-2020-06-01T09:30:00+01:00');
  });
});

describe('the order of releases', () => {
  test('goes by instant, not by text', () => {
    const early = { ocid: 'o', id: '1', date: '2020-01-01T01:00:00+02:00', title: 'early' };
    const late = { ocid: 'o', id: '2', date: '2020-01-01T00:30:00Z', title: 'late' };
    expect(compileRelease([late, early]).compiled.title).toBe('late');
  });

  test('goes by id where the dates are the same, with a warning', () => {
    const [a, b] = releases({ id: 'a', title: 'a' }, { id: 'b', date: day(1), title: 'b' }) as [JsonObject, JsonObject];
    expect(compileRelease([b, a]).compiled.title).toBe('b');
    expect(compileRelease([b, a]).warnings).toMatchObject([{ code: 'REPEATED_DATE', path: 'date', releaseId: 'b' }]);
  });

  test('goes by content where date and id are the same', () => {
    const [a, b] = releases({ id: 'a', title: 'a' }, { id: 'a', date: day(1), title: 'b' }) as [JsonObject, JsonObject];
    expect(compileRelease([a, b])).toEqual(compileRelease([b, a]));
  });

  test.each([
    ['MISSING_DATE', undefined],
    ['MISSING_DATE', null],
    ['INVALID_DATE', '1-01-01'],
    ['INVALID_DATE', 20200101],
  ])('puts a release first that has %s (%p)', (code, date) => {
    const [dated] = releases({ title: 'dated' }) as [JsonObject];
    const undated = { ocid: 'ocds-1', id: 'r0', ...(date !== undefined && { date }), title: 'undated', language: 'en' };
    const { compiled, warnings } = compileRelease([dated, undated]);
    expect(compiled).toMatchObject({ title: 'dated', language: 'en', date: day(1) });
    expect(warnings).toMatchObject([{ code, releaseId: 'r0' }]);
  });

  test('gives a process without dates an id all the same', () => {
    expect(compileRelease([{ ocid: 'o', id: '1' }]).compiled).toEqual({ ocid: 'o', id: 'o', tag: ['compiled'] });
    expect(compileRelease([{ ocid: 'o', id: '1', date: '1-01-01' }]).compiled.id).toBe('o-1-01-01');
  });
});

describe('hostile documents', () => {
  test('keys of Object.prototype are data', () => {
    const release = JSON.parse(
      '{"ocid":"o","date":"2020-01-01","__proto__":{"polluted":1},"constructor":{"a":[{"id":"__proto__","__proto__":2}]},"toString":{"x":1}}',
    ) as JsonObject;
    const text = JSON.stringify(compileRelease([release, { ...release, date: '2020-01-02' }]).compiled);
    expect(text).toContain(
      '"__proto__":{"polluted":1},"constructor":{"a":[{"id":"__proto__","__proto__":2}]},"toString":{"x":1}',
    );
    expect(({} as JsonObject).polluted).toBeUndefined();
  });

  test('depth is no danger, not even where content decides the order', () => {
    const deep = (depth: number): JsonObject =>
      JSON.parse(`${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`) as JsonObject;
    const same = { ocid: 'o', id: '1', date: day(1) };
    const { compiled, warnings } = compileRelease([
      { ...same, x: deep(50_000) },
      { ...same, x: deep(50_001) },
    ]);
    expect(Object.keys(compiled)).toContain('x');
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['TOO_DEEP', 'REPEATED_DATE']));
  });

  test('the releases stay as they were', () => {
    const given = releases(
      { awards: [{ id: 1, x: { y: 1 }, z: [1] }] },
      { awards: [{ id: 1, x: { y: 2, w: [{ id: 1 }] }, z: [2] }] },
    );
    const before = structuredClone(given);
    compileRelease(given);
    expect(given).toEqual(before);
  });
});

describe('whatever the releases', () => {
  const { value } = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, 'a', 'b', 1, true),
      tie('object'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(tie('object'), { maxLength: 3 }),
    ),
    object: fc.dictionary(fc.constantFrom('id', 'roles', 'items', 'x', '__proto__'), tie('value'), {
      maxKeys: 4,
    }),
  }));
  const release = fc.record(
    {
      ocid: fc.constant('o'),
      id: fc.constantFrom<Json>('1', '2', 3, null),
      date: fc.constantFrom<Json>(day(1), '2020-01-01T01:00:00+01:00', day(2), '2020', null),
      tender: value,
      parties: value,
      awards: value,
    },
    { requiredKeys: ['ocid'] },
  );
  const history = fc.array(release, { minLength: 1, maxLength: 6 }) as fc.Arbitrary<JsonObject[]>;

  const reversed = (object: JsonObject): JsonObject => Object.fromEntries(Object.entries(object).reverse());
  const copied = (object: JsonObject): JsonObject => JSON.parse(JSON.stringify(object)) as JsonObject;

  test('any order gives the same, and a release given twice changes nothing', () => {
    const shuffledToo = history.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }), fc.nat(given.length - 1)),
    );
    fc.assert(
      fc.property(shuffledToo, ([given, shuffled, again]) => {
        const compiled = JSON.stringify(compileRelease(given));
        expect(JSON.stringify(compileRelease(shuffled))).toBe(compiled);
        expect(JSON.stringify(compileRelease([copied(given[again]!), ...shuffled]))).toBe(compiled);
      }),
    );
  });

  test('the order of keys decides nothing but the order of keys', () => {
    fc.assert(
      fc.property(history, fc.nat(5), (given, again) => {
        const other = reversed(copied(given[again % given.length]!));
        const { compiled } = compileRelease([...given, other]);
        expect(JSON.stringify(compileRelease([other, ...given].reverse()).compiled)).toBe(JSON.stringify(compiled));
        expect(canonicalText(compiled)).toBe(canonicalText(compileRelease(given).compiled));
      }),
    );
  });
});
