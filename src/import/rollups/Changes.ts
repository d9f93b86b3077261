import type { Dimension } from '../../entities/dimensions';
import type { Kept } from '../../entities/rollups';
import type { Amounts } from './contributions';
import { Tallies, type Tally } from './Tallies';

type Value = string | null;

/**
 * How an object comes to a group, or goes: with a release that is new to the database; or with one that takes the place
 * of another, which may leave the same behind as it finds.
 */
export type Move = 'came' | 'added' | 'removed';

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
  readonly values: readonly Value[];
  readonly parts: readonly PartChange[];
}

/** The values of a dimension, by number: numbers are found faster than texts, and there are many lists for each value. */
export class Numbered {
  readonly values: Value[] = [];
  private readonly numbers = new Map<Value, number>();

  of(value: Value): number {
    let number = this.numbers.get(value);
    if (number === undefined) this.numbers.set(value, (number = this.values.push(value) - 1));
    return number;
  }
}

/** Groups by the number of their first value, those by that of their second, and so on; at the end their first part. */
type Level = Map<number, Level | number>;

/** The changes of the groups of one list. */
export class ListChanges {
  private readonly top: Level = new Map();

  /** @param by what numbers the values of its dimensions. */
  constructor(
    private readonly by: readonly Numbered[],
    private readonly parts: Parts,
  ) {}

  /** Adds an object to each group that its values make, or takes it away; `places` tells which of its values they are. */
  add(numbers: readonly (readonly number[])[], places: readonly number[], amounts: Amounts, move: Move): void {
    this.addBelow(this.top, 0, numbers, places, amounts, this.parts.kindOf(amounts), move);
  }

  private addBelow(
    level: Level,
    depth: number,
    numbers: readonly (readonly number[])[],
    places: readonly number[],
    amounts: Amounts,
    kind: number,
    move: Move,
  ): void {
    const isLast = depth >= places.length - 1;
    for (const number of places.length === 0 ? WHOLE : numbers[places[depth]!]!) {
      let next = level.get(number);
      if (next === undefined)
        level.set(number, (next = isLast ? this.parts.begin(kind) : new Map<number, Level | number>()));
      if (typeof next === 'number') this.parts.add(next, kind, amounts, move);
      else this.addBelow(next, depth + 1, numbers, places, amounts, kind, move);
    }
  }

  groups(): Generator<GroupChange> {
    return this.groupsBelow(this.top, []);
  }

  private *groupsBelow(level: Level, above: readonly Value[]): Generator<GroupChange> {
    const numbered = this.by[above.length];
    for (const [number, next] of level) {
      const values = numbered ? [...above, numbered.values[number]!] : above;
      if (typeof next === 'number') yield { values, parts: this.parts.of(next) };
      else yield* this.groupsBelow(next, values);
    }
  }
}

/** The one group of a list that is not divided. */
const WHOLE: readonly number[] = [0];

/** More parts of a group are found by their kind. */
const FEW = 8;

/** The parts of all groups, by number: those of a group in a chain, which takes less memory than a list for each. */
class Parts {
  private readonly tallies = new Tallies();
  private readonly replaced = new Map<number, Replaced>();
  private readonly kindIn: number[] = [];
  private readonly next: (number | undefined)[] = [];
  /** The parts of groups that have many, by kind; the groups by their first part. */
  private readonly many = new Map<number, Map<number, number>>();
  /** Kinds of money by their numbers, and those by member and currency. */
  private readonly kinds: Pick<PartChange, 'currency' | 'member'>[] = [];
  private readonly numbers = [new Map<string | null, number>(), new Map<string | null, number>()] as const;

  /** The number of what tells the parts of a group apart. */
  kindOf({ currency, member }: Amounts): number {
    const numbers = this.numbers[member];
    let kind = numbers.get(currency);
    if (kind === undefined) numbers.set(currency, (kind = this.kinds.push({ currency, member }) - 1));
    return kind;
  }

  /** A new part, of a new group or in the chain of another. */
  begin(kind: number, after?: number): number {
    this.kindIn.push(kind);
    const part = this.tallies.begin();
    this.next.push(after === undefined ? undefined : this.next[after]);
    if (after !== undefined) this.next[after] = part;
    return part;
  }

  /** Adds an object to its part of the group that begins with `first`, or takes it away. */
  add(first: number, kind: number, amounts: Amounts, move: Move): void {
    const part = this.find(first, kind);
    if (move === 'came') this.tallies.add(part, amounts);
    else this.replacedIn(part)[move].push(amounts);
  }

  of(first: number): PartChange[] {
    return this.chain(first).map((part) => ({
      ...this.kinds[this.kindIn[part]!]!,
      came: this.tallies.read(part),
      replaced: this.replaced.get(part),
    }));
  }

  private find(first: number, kind: number): number {
    for (let part = first, steps = 0; steps < FEW; steps++) {
      if (this.kindIn[part] === kind) return part;
      const next = this.next[part];
      if (next === undefined) return this.begin(kind, first);
      part = next;
    }
    return this.findAmongMany(first, kind);
  }

  private findAmongMany(first: number, kind: number): number {
    let parts = this.many.get(first);
    if (!parts) this.many.set(first, (parts = new Map(this.chain(first).map((each) => [this.kindIn[each]!, each]))));
    let part = parts.get(kind);
    if (part === undefined) parts.set(kind, (part = this.begin(kind, first)));
    return part;
  }

  private chain(first: number): number[] {
    const parts: number[] = [];
    for (let part: number | undefined = first; part !== undefined; part = this.next[part]) parts.push(part);
    return parts;
  }

  private replacedIn(part: number): Replaced {
    let own = this.replaced.get(part);
    if (!own) this.replaced.set(part, (own = { added: [], removed: [] }));
    return own;
  }
}

/** The changes of all lists. */
export class Changes {
  readonly lists = new Map<Kept, ListChanges>();
  private readonly parts = new Parts();
  private readonly numbered = new Map<Dimension, Numbered>();

  list(kept: Kept): ListChanges {
    let list = this.lists.get(kept);
    if (!list) {
      const by = kept.by.map((each) => this.numbersOf(each));
      this.lists.set(kept, (list = new ListChanges(by, this.parts)));
    }
    return list;
  }

  numbersOf(dimension: Dimension): Numbered {
    let own = this.numbered.get(dimension);
    if (!own) this.numbered.set(dimension, (own = new Numbered()));
    return own;
  }
}
