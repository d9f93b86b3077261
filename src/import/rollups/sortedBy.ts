/** Some numbers in the order of ranks that they have, from 0 on: those of one rank stay as they are to each other. */
export function sortedBy(numbers: Uint32Array, ranks: number, rankOf: (number: number) => number): Uint32Array {
  const places = new Uint32Array(ranks + 1);
  for (const number of numbers) places[rankOf(number) + 1]!++;
  for (let rank = 0; rank < ranks; rank++) places[rank + 1]! += places[rank]!;
  const sorted = new Uint32Array(numbers.length);
  for (const number of numbers) sorted[places[rankOf(number)]!++] = number;
  return sorted;
}
