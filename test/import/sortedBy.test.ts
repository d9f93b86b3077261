import fc from 'fast-check';
import { sortedBy } from '../../src/import/rollups/sortedBy';

test('numbers come in the order of their ranks, those of one rank as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 })), (ranks) => {
      const numbers = Uint32Array.from(ranks.keys()).reverse();
      const sorted = [...numbers].sort((a, b) => ranks[a]! - ranks[b]!);
      expect([...sortedBy(numbers, 10, (number) => ranks[number]!)]).toEqual(sorted);
    }),
  );
});
