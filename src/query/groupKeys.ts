import type { Dialect } from '../database/dialect';
import { raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import type { Class } from '../entities/registry';
import { columnsIn } from './asked';
import { joinedOne, namesOf, present, valueOf, type NamesOfStep } from './inGroup';
import { column, leftJoin, leftJoinRows, table } from './walk';

/** What objects are told apart by when they are put into the groups of a dimension. */
interface KeyOfGroup {
  /** What brings it beside an object. */
  readonly joins: readonly Sql[];
  readonly key: Sql;
  /** The value of a group that has such a key, and what brings it beside the group. */
  readonly value: (key: Sql) => Sql;
  readonly node: (key: Sql) => Sql;
}

export interface GroupKey extends KeyOfGroup {
  /** Whether an object may come to the same one twice: a row of a table of codes stands for one code. */
  readonly repeats: boolean;
  /** The columns of an object that it takes to find its keys. */
  readonly reads: readonly string[];
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
    const key = keyOfNode(dialect, dimension, names, few) ?? ownKey(dialect, type, dimension, names, few);
    const repeats = dimension.path.some(({ many, name }) => many && name !== '');
    return { ...key, repeats, reads: columnsOf(type, dimension) };
  });

function columnsOf(type: Class, { path: [first], field }: Dimension): string[] {
  if (first) return [first.fromKey];
  return columnsIn(type, typeof field === 'string' ? { [field]: {} } : { [field[0]]: { [field[1]]: {} } });
}

function ownKey(dialect: Dialect, type: Class, dimension: Dimension, names: NamesOfStep, few: boolean): KeyOfGroup {
  const { joins, value } = joinedOne(dialect, type, dimension, names, few);
  // What is put together keeps SQLite from reading rows one by one in the order of an index.
  return { joins, key: sql`${value} || ''`, value: (key) => key, node: () => raw('') };
}

function keyOfNode(dialect: Dialect, dimension: Dimension, names: NamesOfStep, few: boolean): KeyOfGroup | undefined {
  const { path, where, node } = dimension;
  const edge = path.at(-1);
  if (!node || !edge || edge.toKey !== 'pk' || edge.only) return undefined;
  const { to, through, fromKey } = edge;
  const last = path.length - 1;
  const joins = path.slice(0, last).map((each, i) => leftJoin(each, names(i), raw(''), few && dialect.makesBrackets));
  const { from, row, object } = names(last);
  const found = {
    value: () => valueOf(dialect, to, dimension, object),
    node: (key: Sql) => sql`LEFT JOIN ${table(to)} ${raw(object)} ON ${column(object, 'pk')} = ${key}`,
  };
  if (!through) return where ? undefined : { joins, key: column(from, fromKey), ...found };
  const key = column(row, through.leave);
  // The sum keeps SQLite from seeking each of these nodes for each object.
  const such = where
    ? sql`${key} + 0 IN (SELECT o.pk FROM ${table(to)} o WHERE ${present(dialect, to, dimension, 'o')})`
    : sql`${key} IS NOT NULL`;
  return { joins: [...joins, leftJoinRows(edge, names(last), such)], key, ...found };
}
