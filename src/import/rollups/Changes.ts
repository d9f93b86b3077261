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

/** What changes in the group that some values make: parts of it, by their numbers among those of `all`. */
export interface GroupChange {
  readonly kept: Kept;
  readonly values: readonly Value[];
  readonly all: PartChanges;
  readonly parts: readonly number[];
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

  /** Each group that changes, list by list. */
  *groups(): Generator<GroupChange> {
    for (const each of this.moves.values()) each.end(this);
    this.moves.clear();
    for (const all of this.shapes)
      for (const { list, values: numbers, parts } of all.groups()) {
        const kept = this.lists[list]!;
        const values = kept.by.map((each, i) => this.numbersOf(each).values[numbers[i]!]!);
        yield { kept, values, all, parts };
      }
  }
}
