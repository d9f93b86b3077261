import { KeyNumbers } from './KeyNumbers';
import type { Kind, Moving, PartChange, Replaced, Tallied } from './Changes';
import type { Value } from './Numbered';
import { Tallies } from './Tallies';

/** What tells parts of groups apart: their list, the numbers of their values, the kind of money. */
const LIST = 0;
const VALUES = 1;

/** The parts of a group by their numbers; the group by those of its list and of its values. */
export interface NumberedGroup {
  readonly list: number;
  readonly values: readonly number[];
  readonly parts: readonly number[];
}

/** What changes in the groups of lists of one shape, part by part. */
export class PartChanges {
  private readonly keys: KeyNumbers;
  private readonly tallies: Tallies;
  private readonly replaced = new Map<number, Replaced>();
  private readonly key: Int32Array;
  private readonly kind: number;

  /**
   * @param values how many a group has, or fewer.
   * @param extremes whether least and greatest amounts are kept.
   * @param kinds kinds of money by their numbers.
   */
  constructor(
    values: number,
    extremes: boolean,
    private readonly kinds: readonly Kind[],
  ) {
    this.kind = VALUES + values;
    this.key = new Int32Array(this.kind + 1);
    this.keys = new KeyNumbers(this.key.length);
    this.tallies = new Tallies(extremes);
  }

  add(list: number, places: readonly number[], object: Moving, all: Tallied | undefined): void {
    this.key.fill(0);
    this.key[LIST] = list;
    this.key[this.kind] = object.kind;
    this.addBelow(0, places, object, all);
  }

  private addBelow(depth: number, places: readonly number[], object: Moving, all: Tallied | undefined): void {
    if (depth === places.length) {
      const part = this.keys.of(this.key);
      return all ? this.tallies.addAll(part, all.tallies, all.tally) : this.addTo(part, object);
    }
    for (const number of object.numbers[places[depth]!]!) {
      this.key[VALUES + depth] = number;
      this.addBelow(depth + 1, places, object, all);
    }
  }

  private addTo(part: number, { amounts, move }: Moving): void {
    if (move === 'came') return this.tallies.add(part, amounts);
    let own = this.replaced.get(part);
    if (!own) this.replaced.set(part, (own = { added: [], removed: [] }));
    own[move].push(amounts);
  }

  /** Each group that changes, list by list. */
  *groups(): Generator<NumberedGroup> {
    const { keys, kind } = this;
    const order = keys.inOrder();
    for (let i = 0; i < order.length;) {
      const first = order[i]!;
      const values: number[] = [];
      for (let place = VALUES; place < kind; place++) values.push(keys.read(first, place));
      const parts = [first];
      while (++i < order.length && this.isOfGroup(order[i]!, first)) parts.push(order[i]!);
      yield { list: keys.read(first, LIST), values, parts };
    }
  }

  private isOfGroup(part: number, other: number): boolean {
    for (let i = 0; i < this.kind; i++) if (this.keys.read(part, i) !== this.keys.read(other, i)) return false;
    return true;
  }

  /** Whether objects come to a part, none goes, and its row has the same number in every group. */
  isAddedTo(part: number): boolean {
    return (this.replaced.size === 0 || !this.replaced.has(part)) && this.kindOf(part).number !== undefined;
  }

  /** The row that adds to a group what comes to a part. */
  row(key: string, values: readonly Value[], part: number): unknown[] {
    const { number, currency, member } = this.kindOf(part);
    const [v0 = null, v1 = null, v2 = null, v3 = null] = values;
    const cells = [key, number, v0, v1, v2, v3, currency, member];
    this.tallies.write(part, cells);
    return cells;
  }

  changeOf(part: number): PartChange {
    const { currency, member } = this.kindOf(part);
    return { currency, member, came: this.tallies.read(part), replaced: this.replaced.get(part) };
  }

  private kindOf(part: number): Kind {
    return this.kinds[this.keys.read(part, this.kind)]!;
  }
}
