import type { Kept } from '../../entities/rollups';
import type { Amounts } from './contributions';

type Value = string | null;

/** What came to a group and what went from it, in one currency. */
export interface PartChange {
  readonly currency: string | null;
  readonly member: 0 | 1;
  readonly added: Amounts[];
  readonly removed: Amounts[];
}

/** Of a list by fewer than two dimensions, the values that it has no use for are null. */
export interface GroupChange {
  readonly v0: Value;
  readonly v1: Value;
  readonly parts: PartChange[];
}

/** The changes of the groups of one list. */
export class ListChanges {
  /** By the second value first: most lists have none, and so one map. */
  private readonly byValues = new Map<Value, Map<Value, GroupChange>>();

  add(v0: Value, v1: Value, amounts: Amounts, times: 1 | -1): void {
    let inner = this.byValues.get(v1);
    if (!inner) this.byValues.set(v1, (inner = new Map<Value, GroupChange>()));
    let group = inner.get(v0);
    if (!group) inner.set(v0, (group = { v0, v1, parts: [] }));
    const part = partOf(group.parts, amounts);
    if (times === 1) part.added.push(amounts);
    else part.removed.push(amounts);
  }

  *groups(): Generator<GroupChange> {
    for (const inner of this.byValues.values()) yield* inner.values();
  }
}

function partOf(parts: PartChange[], { currency, member }: Amounts): PartChange {
  for (const part of parts) if (part.currency === currency && part.member === member) return part;
  const part = { currency, member, added: [], removed: [] };
  parts.push(part);
  return part;
}

/** The changes of all lists. */
export class Changes {
  readonly lists = new Map<Kept, ListChanges>();

  list(kept: Kept): ListChanges {
    let list = this.lists.get(kept);
    if (!list) this.lists.set(kept, (list = new ListChanges()));
    return list;
  }
}
