import fc from 'fast-check';
import { KeyNumbers } from '../../src/import/rollups/KeyNumbers';

const key = (numbers: readonly number[]): Int32Array => Int32Array.from(numbers);

test('each key has one number, whatever came between, and all come in the order of their keys', () => {
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
      const inOrder = [...numbered.inOrder()].map((number) => [0, 1, 2].map((place) => numbered.read(number, place)));
      const sorted = [...known.keys()].map((text) => text.split(',').map(Number));
      sorted.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!);
      expect(inOrder).toEqual(sorted);
    }),
  );
});

test('numbers stay what they are while the table grows', () => {
  const numbered = new KeyNumbers(2);
  for (let i = 0; i < 10_000; i++) expect(numbered.of(key([i % 100, Math.floor(i / 100)]))).toBe(i);
  for (let i = 0; i < 10_000; i++) expect(numbered.of(key([i % 100, Math.floor(i / 100)]))).toBe(i);
  expect([numbered.read(1234, 0), numbered.read(1234, 1)]).toEqual([34, 12]);
});
