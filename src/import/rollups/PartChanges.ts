import { KeyNumbers } from './KeyNumbers';
import type { Kind, Moving, PartChange, Replaced, Tallied } from './Changes';
import type { Value } from './Numbered';
import { PART_COLUMNS, VALUE_COLUMNS } from './parts';
import { sortedBy } from './sortedBy';
import { Tallies } from './Tallies';

/** What tells parts of groups apart: their list, the numbers of their values, the kind of money. */
const LIST = 0;
const VALUES = 1;

/** What changes in the groups of lists of one shape, part by part. */
export class PartChanges {
  /** Those of the rows that are written of parts. */
  readonly columns: readonly string[];
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
    private readonly values: number,
    extremes: boolean,
    private readonly kinds: readonly Kind[],
  ) {
    this.kind = VALUES + values;
    this.key = new Int32Array(this.kind + 1);
    this.keys = new KeyNumbers(this.key.length);
    this.tallies = new Tallies(extremes);
    const figures = PART_COLUMNS.filter((column) => extremes || !/M(in|ax)$/.test(column));
    this.columns = ['key', 'part', ...VALUE_COLUMNS.slice(0, values), ...figures];
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

  /**
   * All parts, list by list, those of a list in the order of their values.
   * @param most how many values a dimension has, or fewer.
   * @param rankOf the place of a value among those of its dimension, which stands at some place of a list.
   */
  inOrder(lists: number, most: number, rankOf: (list: number, place: number, value: number) => number): Uint32Array {
    const { keys, kind } = this;
    let order: Uint32Array = new Uint32Array(keys.count);
    for (let i = 0; i < order.length; i++) order[i] = i;
    order = sortedBy(order, this.kinds.length, (part) => keys.read(part, kind));
    for (let at = kind - 1; at >= VALUES; at--)
      order = sortedBy(order, most, (part) => rankOf(keys.read(part, LIST), at - VALUES, keys.read(part, at)));
    return sortedBy(order, lists, (part) => this.listOf(part));
  }

  listOf(part: number): number {
    return this.keys.read(part, LIST);
  }

  /** The number of one of the values that a part's group has. */
  valueOf(part: number, place: number): number {
    return this.keys.read(part, VALUES + place);
  }

  /** The parts of each group, as they stand in that order. */
  *groups(order: Uint32Array): Generator<readonly number[]> {
    for (let i = 0; i < order.length;) {
      const first = order[i]!;
      const parts = [first];
      while (++i < order.length && this.isOfGroup(order[i]!, first)) parts.push(order[i]!);
      yield parts;
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

  /** Writes the row that adds to a group what comes to a part behind other cells. */
  write(part: number, key: string, values: readonly Value[], cells: unknown[]): void {
    const { number, currency, member } = this.kindOf(part);
    cells.push(key, number);
    for (let place = 0; place < this.values; place++) cells.push(values[place] ?? null);
    cells.push(currency, member);
    this.tallies.write(part, cells);
  }

  changeOf(part: number): PartChange {
    const { currency, member } = this.kindOf(part);
    return { currency, member, came: this.tallies.read(part), replaced: this.replaced.get(part) };
  }

  private kindOf(part: number): Kind {
    return this.kinds[this.keys.read(part, this.kind)]!;
  }
}
