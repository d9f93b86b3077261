import type { Dialect } from '../database/dialect';
import { raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import type { Class } from '../entities/registry';
import { joinedOne, namesOf, present, valueOf, type NamesOfStep } from './inGroup';
import { column, leftJoin, table } from './walk';

/** What objects are told apart by when they are put into the groups of a dimension. */
export interface GroupKey {
  readonly joins: readonly Sql[];
  readonly key: Sql;
  /** The value of the group that has such a key. */
  readonly value: (key: Sql) => Sql;
}

/**
 * The keys of dimensions beside the objects called `alias`: a row more for every further value. A value that stands for a
 * node has the key of the node, so that the table of the nodes is read once for each group, not once for each object.
 * @param few whether it is for a few objects that are known, not for all of a class.
 */
export const groupKeys = (
  dialect: Dialect,
  type: Class,
  by: readonly Dimension[],
  alias: string,
  few: boolean,
): GroupKey[] =>
  by.map((dimension, i) => {
    const names = namesOf(alias, i);
    const known = nodeKey(dialect, dimension, names, few);
    if (known) return known;
    const { joins, value } = joinedOne(dialect, type, dimension, names, few);
    return { joins, key: value, value: (key) => key };
  });

function nodeKey(dialect: Dialect, dimension: Dimension, names: NamesOfStep, few: boolean): GroupKey | undefined {
  const edge = dimension.path.at(-1);
  if (!dimension.node || !edge || edge.toKey !== 'pk' || edge.only) return undefined;
  const before = dimension.path.slice(0, -1);
  const joins = before.map((step, i) => leftJoin(step, names(i), raw(''), few && dialect.makesBrackets));
  const { from, row } = names(before.length);
  const { to, through, fromKey } = edge;
  const value = (key: Sql): Sql =>
    sql`(SELECT ${valueOf(dialect, to, dimension, 'o')} FROM ${table(to)} o WHERE o.pk = ${key})`;
  if (!through) return dimension.where ? undefined : { joins, key: column(from, fromKey), value };
  const key = column(row, through.leave);
  // The sum keeps SQLite from seeking each of these nodes for each object.
  const such = dimension.where
    ? sql`${key} + 0 IN (SELECT o.pk FROM ${table(to)} o WHERE ${present(dialect, to, dimension, 'o')})`
    : sql`${key} IS NOT NULL`;
  const last = sql`LEFT JOIN ${table(through.type)} ${raw(row)} ON ${column(row, through.enter)} = ${column(from, fromKey)} AND ${such}`;
  return { joins: [...joins, last], key, value };
}
