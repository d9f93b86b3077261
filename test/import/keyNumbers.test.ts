import fc from 'fast-check';
import { KeyNumbers } from '../../src/import/rollups/KeyNumbers';

const key = (numbers: readonly number[]): Int32Array => Int32Array.from(numbers);

test('each key has one number, whatever came between', () => {
  const numbers = fc.nat({ max: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(numbers, numbers, numbers), { maxLength: 200 }), (keys) => {
      const numbered = new KeyNumbers(3);
      const known = new Map<string, number>();
      for (const each of keys) {
        const text = each.join();
        if (!known.has(text)) known.set(text, known.size);
        expect(numbered.of(key(each))).toBe(known.get(text));
      }
      expect(numbered.count).toBe(known.size);
      for (const [text, number] of known)
        expect([0, 1, 2].map((place) => numbered.read(number, place)).join()).toBe(text);
    }),
  );
});

test('numbers stay what they are while the table grows', () => {
  const numbered = new KeyNumbers(2);
  for (let i = 0; i < 10_000; i++) expect(numbered.of(key([i % 100, Math.floor(i / 100)]))).toBe(i);
  for (let i = 0; i < 10_000; i++) expect(numbered.of(key([i % 100, Math.floor(i / 100)]))).toBe(i);
  expect([numbered.read(1234, 0), numbered.read(1234, 1)]).toEqual([34, 12]);
});
