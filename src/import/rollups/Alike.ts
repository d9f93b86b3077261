import type { Changes, List, Moving } from './Changes';
import { KeyNumbers } from './KeyNumbers';
import { Tallies } from './Tallies';

/**
 * Objects that come with the same values in some dimensions, in the same kind of money: they come to the same groups of
 * all lists by these. So they are tallied once, not once for each list: thousands of objects differ in hundreds of ways.
 */
export class Alike {
  private readonly ways: KeyNumbers;
  private readonly tallies = new Tallies(true);
  /** The first object of each way. */
  private readonly first: Moving[] = [];
  /** Several values of one dimension, by number. */
  private readonly sets = new Map<string, number>();
  private readonly key: Int32Array;

  /** @param places those of the dimensions that all lists are by. */
  constructor(
    private readonly places: readonly number[],
    private readonly lists: readonly List[],
  ) {
    this.ways = new KeyNumbers(places.length + 1);
    this.key = new Int32Array(places.length + 1);
  }

  add(object: Moving): void {
    const { key, places } = this;
    for (let i = 0; i < places.length; i++) key[i] = this.numberOf(object.numbers[places[i]!]!);
    key[places.length] = object.kind;
    const way = this.ways.of(key);
    if (way === this.first.length) this.first.push(object);
    this.tallies.add(way, object.amounts);
  }

  /** Adds them all to their groups. */
  addTo(changes: Changes): void {
    const { tallies } = this;
    this.first.forEach((object, tally) => {
      for (const list of this.lists) changes.add(list, object, { tallies, tally });
    });
  }

  private numberOf(values: readonly number[]): number {
    if (values.length === 1) return values[0]!;
    const text = values.join(' ');
    let set = this.sets.get(text);
    if (set === undefined) this.sets.set(text, (set = -1 - this.sets.size));
    return set;
  }
}
