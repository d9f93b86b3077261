import type { Dimension } from '../../entities/dimensions';
import type { Kept } from '../../entities/rollups';
import type { Amounts } from './contributions';
import { KeyNumbers } from './KeyNumbers';
import { Numbered, type Value } from './Numbered';
import { Tallies, type Tally } from './Tallies';

/**
 * How an object comes to a group, or goes: with a release that is new to the database; or with one that takes the place
 * of another, which may leave the same behind as it finds.
 */
export type Move = 'came' | 'added' | 'removed';

/** An object that comes or goes: the numbers of its values in each dimension, and what it adds. */
export interface Moving {
  readonly numbers: readonly (readonly number[])[];
  readonly amounts: Amounts;
  readonly kind: number;
  readonly move: Move;
}

/** What came to a group and what went from it, in one currency. */
export interface PartChange {
  readonly currency: string | null;
  readonly member: 0 | 1;
  readonly came: Tally;
  readonly replaced: Replaced | undefined;
}

export interface Replaced {
  readonly added: Amounts[];
  readonly removed: Amounts[];
}

/** What changes in the group that some values make. */
export interface GroupChange {
  readonly kept: Kept;
  readonly values: readonly Value[];
  readonly parts: readonly PartChange[];
}

/** What tells parts of groups apart: their list, the numbers of up to four values, the kind of money. */
const LIST = 0;
const VALUES = 1;
const KIND = 5;
const WIDTH = 6;

/** The changes of all lists, group by group and currency by currency. */
export class Changes {
  private readonly lists: Kept[] = [];
  private readonly numbersOfLists = new Map<Kept, number>();
  private readonly numbered = new Map<Dimension, Numbered>();
  /** Kinds of money by their numbers, and those by member and currency. */
  private readonly kinds: Pick<PartChange, 'currency' | 'member'>[] = [];
  private readonly numbersOfKinds = [new Map<string | null, number>(), new Map<string | null, number>()] as const;
  private readonly parts = new KeyNumbers(WIDTH);
  private readonly tallies = new Tallies();
  private readonly replaced = new Map<number, Replaced>();
  private readonly key = new Int32Array(WIDTH);

  listOf(kept: Kept): number {
    let list = this.numbersOfLists.get(kept);
    if (list === undefined) this.numbersOfLists.set(kept, (list = this.lists.push(kept) - 1));
    return list;
  }

  numbersOf(dimension: Dimension): Numbered {
    let own = this.numbered.get(dimension);
    if (!own) this.numbered.set(dimension, (own = new Numbered()));
    return own;
  }

  kindOf({ currency, member }: Amounts): number {
    const numbers = this.numbersOfKinds[member];
    let kind = numbers.get(currency);
    if (kind === undefined) numbers.set(currency, (kind = this.kinds.push({ currency, member }) - 1));
    return kind;
  }

  /** Adds an object to each group of a list that its values make, or takes it away; `places` tells which values they are. */
  add(list: number, places: readonly number[], object: Moving): void {
    this.key.fill(0);
    this.key[LIST] = list;
    this.key[KIND] = object.kind;
    this.addBelow(0, places, object);
  }

  private addBelow(depth: number, places: readonly number[], object: Moving): void {
    if (depth === places.length) return this.addTo(this.parts.of(this.key), object);
    for (const number of object.numbers[places[depth]!]!) {
      this.key[VALUES + depth] = number;
      this.addBelow(depth + 1, places, object);
    }
  }

  private addTo(part: number, { amounts, move }: Moving): void {
    if (move === 'came') return this.tallies.add(part, amounts);
    let own = this.replaced.get(part);
    if (!own) this.replaced.set(part, (own = { added: [], removed: [] }));
    own[move].push(amounts);
  }

  /** Each group that changes, list by list. */
  *groups(): Generator<GroupChange> {
    const order = this.parts.inOrder();
    for (let from = 0, to = 0; from < order.length; from = to) {
      const first = order[from]!;
      const kept = this.lists[this.parts.read(first, LIST)]!;
      const values = kept.by.map((each, i) => this.numbersOf(each).values[this.parts.read(first, VALUES + i)]!);
      while (to < order.length && this.isOfGroup(order[to]!, first)) to++;
      yield { kept, values, parts: Array.from(order.subarray(from, to), (part) => this.partAt(part)) };
    }
  }

  private isOfGroup(part: number, other: number): boolean {
    for (let i = 0; i < KIND; i++) if (this.parts.read(part, i) !== this.parts.read(other, i)) return false;
    return true;
  }

  private partAt(part: number): PartChange {
    const { currency, member } = this.kinds[this.parts.read(part, KIND)]!;
    return { currency, member, came: this.tallies.read(part), replaced: this.replaced.get(part) };
  }
}
