import type { Dimension } from '../../entities/dimensions';
import type { Class } from '../../entities/registry';
import type { Kept } from '../../entities/rollups';
import type { Amounts } from './contributions';
import type { Moves } from './Moves';
import { Numbered, type Value } from './Numbered';
import { partNumber } from './partNumbers';
import { PartChanges } from './PartChanges';
import type { Tallies, Tally } from './Tallies';

/**
 * How an object comes to a group, or goes: with a release that is new to the database; or with one that takes the place
 * of another, which may leave the same behind as it finds.
 */
export type Move = 'came' | 'added' | 'removed';

/** An object that comes or goes: the numbers of its values in each dimension, and what it adds. */
export interface Moving {
  readonly id: unknown;
  readonly numbers: readonly (readonly number[])[];
  readonly amounts: Amounts;
  readonly kind: number;
  readonly move: Move;
}

/** A list by its number, and the places of its dimensions among those of an object. */
export interface List {
  readonly number: number;
  readonly places: readonly number[];
  readonly shape: number;
}

/** What many objects add that are alike. */
export interface Tallied {
  readonly tallies: Tallies;
  readonly tally: number;
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

/** What changes in the groups of a list: some of `all` parts, by their numbers, in the order of the groups' keys. */
export interface ListChange {
  readonly kept: Kept;
  readonly all: PartChanges;
  readonly order: Uint32Array;
  /** The values that the group of a part has. */
  readonly valuesOf: (part: number) => Value[];
}

/** A kind of money. */
export interface Kind extends Pick<PartChange, 'currency' | 'member'> {
  /** Which row of a group has it. */
  readonly number: number | undefined;
}

/** Lists by one value or two that have extremes, among those of each shape. */
export const WITH_EXTREMES = 0;

/** The changes of all lists, group by group and currency by currency. */
export class Changes {
  private readonly lists: Kept[] = [];
  private readonly numbersOfLists = new Map<Kept, number>();
  private readonly numbered = new Map<Dimension, Numbered>();
  /** Kinds of money by their numbers, and those by member and currency. */
  private readonly kinds: Kind[] = [];
  private readonly numbersOfKinds = [new Map<string | null, number>(), new Map<string | null, number>()] as const;
  /** Of lists with extremes, of those without, and of those by up to four values. */
  private readonly shapes = [
    new PartChanges(2, true, this.kinds),
    new PartChanges(2, false, this.kinds),
    new PartChanges(4, false, this.kinds),
  ];
  private readonly moves = new Map<Class, Moves>();

  listOf(kept: Kept, places: readonly number[]): List {
    let number = this.numbersOfLists.get(kept);
    if (number === undefined) this.numbersOfLists.set(kept, (number = this.lists.push(kept) - 1));
    return { number, places, shape: kept.extremes ? WITH_EXTREMES : places.length > 2 ? 2 : 1 };
  }

  numbersOf(dimension: Dimension): Numbered {
    let own = this.numbered.get(dimension);
    if (!own) this.numbered.set(dimension, (own = new Numbered()));
    return own;
  }

  kindOf({ currency, member }: Amounts): number {
    const numbers = this.numbersOfKinds[member];
    let kind = numbers.get(currency);
    if (kind === undefined)
      numbers.set(
        currency,
        (kind = this.kinds.push({ currency, member, number: partNumber({ currency, member }) }) - 1),
      );
    return kind;
  }

  /** The objects of a class on their way: what holds them is made when it is first asked for. */
  movesOf(type: Class, make: () => Moves): Moves {
    let own = this.moves.get(type);
    if (!own) this.moves.set(type, (own = make()));
    return own;
  }

  /** Adds an object, or all that are like it, to each group of a list that its values make, or takes it away. */
  add({ number, places, shape }: List, object: Moving, all?: Tallied): void {
    this.shapes[shape]!.add(number, places, object, all);
  }

  /** Each list with groups that change. */
  *changed(): Generator<ListChange> {
    for (const each of this.moves.values()) each.end(this);
    this.moves.clear();
    const ranks = new Map([...this.numbered].map(([dimension, own]) => [dimension, own.ranks()]));
    const ranksIn = this.lists.map(({ by }) => by.map((each) => ranks.get(each)!));
    const most = Math.max(1, ...[...ranks.values()].map(({ length }) => length));
    for (const all of this.shapes) {
      const order = all.inOrder(this.lists.length, most, (list, place, value) => ranksIn[list]![place]?.[value] ?? 0);
      for (let from = 0, to = 0; from < order.length; from = to) {
        const list = all.listOf(order[from]!);
        while (to < order.length && all.listOf(order[to]!) === list) to++;
        yield this.changeOf(this.lists[list]!, all, order.subarray(from, to));
      }
    }
  }

  private changeOf(kept: Kept, all: PartChanges, order: Uint32Array): ListChange {
    const values = kept.by.map((each) => this.numbersOf(each).values);
    const valuesOf = (part: number): Value[] => values.map((own, place) => own[all.valueOf(part, place)]!);
    return { kept, all, order, valuesOf };
  }
}
