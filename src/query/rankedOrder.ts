import type { Dialect } from '../database/dialect';
import { sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import { nodeOf, type Class } from '../entities/registry';
import { findKept, groupsOf } from '../entities/rollups';
import type { Position } from './cursor';
import type { Filter } from './filter';
import { leads } from './firstGroups';
import { beyond, ranges, type OrderStep, type OrderTerm, type Range } from './order';
import { all, column } from './walk';

/*
 * Orders by how much lies at the end of an edge, where that is kept: the greatest suppliers, say. The groups of what lies
 * there tell their objects in that order; what leads to nothing has no group.
 */

/** The parts of a list in such an order, in their turn. */
export type Parts = (steps: readonly OrderStep[], position: Position | undefined, backward: boolean) => Range[];

/** Undefined where no groups tell the order, or where few objects may fulfil what is asked of their own fields. */
export function rankedOrder(
  dialect: Dialect,
  type: Class,
  { filter, order }: { filter?: Filter | undefined; order: readonly OrderTerm[] },
  alias: string,
): Parts | undefined {
  const [term] = order;
  if (!term || term.key.by === 'field' || (filter && !asksEdgesAlone(type, filter))) return undefined;
  const { key, descending, currency } = term;
  const edge = edgesFrom(type).get(key.edge)!;
  const parent = groupsOf(edge);
  const kept = parent && findKept(edge.to, [parent]);
  if (!kept) return undefined;
  const by = key.by === 'count' ? 'count' : key.amount === 'amount' ? 'net' : 'gross';
  const { from, where, value } = leads(dialect, { by, descending, currency }, false, kept);
  const walk = sql`${dialect.forEach(from, nodeOf(type).table, alias, sql`${column(alias, 'id')} = l.v0`)} WHERE ${where} AND`;
  return (steps, position, backward) => {
    const [{ expression }, ...rest] = steps as [OrderStep, ...OrderStep[]];
    const ranked = [{ expression: value, descending, isSet: true }, ...rest];
    const nothing = by === 'count' ? 0 : null;
    const present = (after?: Position): Range => ({
      ...ranges(ranked, after && within(after), backward)[0]!,
      by: { from: walk, steps: ranked },
    });
    const absent = (after?: Position): Range => ({
      such: all([
        nothing === null ? sql`${expression} IS NULL` : sql`${expression} = 0`,
        beyond(rest, after?.slice(1), backward),
      ]),
      by: { steps: rest },
    });
    const isAbsentLast = nothing === null ? !backward : descending !== backward;
    if (!position) return isAbsentLast ? [present(), absent()] : [absent(), present()];
    if (position[0] === nothing) return isAbsentLast ? [absent(position)] : [absent(position), present()];
    return isAbsentLast ? [present(position), absent()] : [present(position)];
  };
}

/** A position among groups, whose sums are kept as doubles: one that is beyond them stands at the end of them. */
const within = ([value, ...rest]: Position): Position => [
  typeof value === 'number' ? Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value)) : value!,
  ...rest,
];

const asksEdgesAlone = (type: Class, filter: Filter): boolean =>
  Object.entries(filter).every(([key, value]) => {
    if (value === undefined || value === null) return true;
    if (key === 'and' || key === 'or') return (value as Filter[]).every((each) => asksEdgesAlone(type, each));
    if (key === 'not') return asksEdgesAlone(type, value as Filter);
    return edgesFrom(type).get(key)?.many;
  });
