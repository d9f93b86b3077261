import type { Kept } from '../../entities/rollups';
import type { Amounts } from './contributions';
import { nameOf } from './parts';
import { Tally } from './Tally';

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
  replaced: { readonly added: Amounts[]; readonly removed: Amounts[] } | undefined;
}

/** What changes in the group that some values make. */
export interface GroupChange {
  readonly values: readonly Value[];
  readonly parts: readonly PartChange[];
}

/** Groups by their first value, those by their second, and so on. */
type Level = Map<Value, Level | PartChange[]>;

const NONE: readonly Value[] = [null];

/** The changes of the groups of one list. */
export class ListChanges {
  private readonly top: Level = new Map();

  /** @param places of the values that make its groups, among all that an object has. */
  constructor(private readonly places: readonly number[]) {}

  /** Adds an object to each group that its values make, or takes it away. */
  add(values: readonly (readonly Value[])[], amounts: Amounts, move: Move): void {
    this.addBelow(this.top, 0, values, amounts, move);
  }

  private addBelow(
    level: Level,
    depth: number,
    values: readonly (readonly Value[])[],
    amounts: Amounts,
    move: Move,
  ): void {
    const { places } = this;
    const isLast = depth >= places.length - 1;
    for (const value of places.length === 0 ? NONE : values[places[depth]!]!) {
      let next = level.get(value);
      if (!next) level.set(value, (next = isLast ? [] : new Map<Value, Level | PartChange[]>()));
      if (!isLast) {
        this.addBelow(next as Level, depth + 1, values, amounts, move);
        continue;
      }
      const part = partOf(next as PartChange[], amounts);
      if (move === 'came') part.came.add(amounts);
      else (part.replaced ??= { added: [], removed: [] })[move].push(amounts);
    }
  }

  groups(): Generator<GroupChange> {
    return groupsBelow(this.top, [], this.places.length);
  }
}

function* groupsBelow(level: Level, above: readonly Value[], size: number): Generator<GroupChange> {
  for (const [value, next] of level) {
    const values = size === 0 ? above : [...above, value];
    if (next instanceof Map) yield* groupsBelow(next, values, size);
    else yield { values, parts: next };
  }
}

/** Groups of more currencies than are looked through, by these. */
const many = new WeakMap<PartChange[], Map<string, PartChange>>();
const FEW = 8;

function partOf(parts: PartChange[], amounts: Amounts): PartChange {
  if (parts.length >= FEW) return partAmongMany(parts, amounts);
  const { currency, member } = amounts;
  for (const part of parts) if (part.currency === currency && part.member === member) return part;
  return added(parts, amounts);
}

function partAmongMany(parts: PartChange[], amounts: Amounts): PartChange {
  let named = many.get(parts);
  if (!named) many.set(parts, (named = new Map(parts.map((part) => [nameOf(part), part]))));
  const name = nameOf(amounts);
  let part = named.get(name);
  if (!part) named.set(name, (part = added(parts, amounts)));
  return part;
}

function added(parts: PartChange[], { currency, member }: Amounts): PartChange {
  const part = { currency, member, came: new Tally(), replaced: undefined };
  parts.push(part);
  return part;
}

/** The changes of all lists. */
export class Changes {
  readonly lists = new Map<Kept, ListChanges>();

  list(kept: Kept, places: readonly number[]): ListChanges {
    let list = this.lists.get(kept);
    if (!list) this.lists.set(kept, (list = new ListChanges(places)));
    return list;
  }
}
