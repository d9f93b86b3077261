import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/ocds/json';
import { gzip, json, lines, outline, read, release, values } from './reading';

const letters = fc.constantFrom(
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  'ü',
  '😀',
  '\ud800',
  'a',
  '\u2028',
  'e1',
  'Infinity',
);
const text = fc.array(letters, { maxLength: 8 }).map((parts) => parts.join(''));
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, false, 0, -1.5e-7, 1e21, 123456789.125),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
  ),
}));
const releases = fc
  .array(fc.tuple(value, value), { minLength: 1, maxLength: 5 })
  .map((pairs) => pairs.map(([a, b], i) => release(i, { a, tender: b })));

const indent = fc.constantFrom(undefined, 1, 2, '\t');
/** One spelling of releases. */
const forms: ((given: JsonObject[], space?: number | string) => string)[] = [
  (given) => lines(...given),
  (given, space) => given.map((each) => JSON.stringify(each, null, space)).join(''),
  (given, space) => given.map((each) => JSON.stringify(each, null, space)).join('\r\n'),
  (given, space) => JSON.stringify(given, null, space),
  (given, space) => JSON.stringify({ uri: 'u', releases: given, version: '1.1' }, null, space),
  (given, space) => JSON.stringify({ records: given.map((each) => ({ releases: [each] })) }, null, space),
  (given) => lines(...given.map((each) => ({ releases: [each] }))),
];
const document = fc
  .tuple(releases, fc.constantFrom(...forms), indent)
  .map(([given, form, space]) => ({ given, text: form(given, space) }));

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

test('every spelling of the same releases gives the same releases, in any chunks, plain or gzip', async () => {
  await fc.assert(
    fc.asyncProperty(document, sizes, async ({ given, text: written }, chunkSizes) => {
      const expected = JSON.parse(json(given)) as Json;
      const items = await read(written);
      expect(values(items)).toEqual(expected);
      expect(items).toHaveLength(given.length);
      expect(await read(written, {}, 1)).toEqual(items);
      expect(await read(written, {}, ...chunkSizes)).toEqual(items);
      expect(await read(gzip(written), {}, ...chunkSizes)).toEqual(items);
    }),
  );
});

/** Damages bytes at a place given as a share of their length. */
const damage = fc.record({
  place: fc.double({ min: 0, max: 0.9999, noNaN: true }),
  removed: fc.integer({ min: 0, max: 3 }),
  inserted: fc.constantFrom('', '', '{', '}', '[', ']', '"', ',', ':', '\n', '\\', 'x', '\xff'),
});

test('damaged bytes give the same in any chunks, and cost few releases', async () => {
  await fc.assert(
    fc.asyncProperty(
      document,
      damage,
      sizes,
      async ({ given, text: written }, { place, removed, inserted }, chunkSizes) => {
        const bytes = Buffer.from(written);
        const at = Math.floor(place * bytes.length);
        const damaged = Buffer.concat([
          bytes.subarray(0, at),
          Buffer.from(inserted, 'latin1'),
          bytes.subarray(at + removed),
        ]);
        const items = await read(damaged);
        expect(await read(damaged, {}, 1)).toEqual(items);
        expect(await read(gzip(damaged), {}, ...chunkSizes)).toEqual(items);
        // Where a key of a package is damaged, it is no package any more, and refused as a whole.
        if (outline(items).some((code) => code === 'NOT_UTF8' || code === 'MISSING_OCID')) return;
        const found = new Set(values(items).map(json));
        const lost = (JSON.parse(json(given)) as JsonObject[]).filter((each) => !found.has(json(each)));
        expect(lost.length).toBeLessThanOrEqual(2);
      },
    ),
    { numRuns: 200 },
  );
});
