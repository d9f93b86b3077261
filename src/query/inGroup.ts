import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { fieldsByName, type Class } from '../entities/registry';
import { inRow, insidePart, listAt, scalarAt } from './operand';
import { all, column, leftJoin, table, type Names } from './walk';

/** A group by its values, in the order of its dimensions. */
export interface Group {
  readonly by: readonly Dimension[];
  readonly values: readonly (string | null)[];
}

/**
 * What brings the values of dimensions beside the objects called `alias`: a row more for every further value.
 * @param few whether it is for a few objects that are known, not for all of a class.
 */
export function joined(
  dialect: Dialect,
  type: Class,
  by: readonly Dimension[],
  alias: string,
  few: boolean,
): { joins: Sql[]; values: Sql[] } {
  const all = by.map((dimension, i) => joinedOne(dialect, type, dimension, namesOf(alias, i), few));
  return { joins: all.flatMap(({ joins }) => joins), values: all.map(({ value }) => value) };
}

/** What the tables of each step of a dimension's way are called. */
export type NamesOfStep = (step: number) => Names;

/** @param i the number of the dimension among those that are joined to the objects called `alias`. */
export const namesOf =
  (alias: string, i: number): NamesOfStep =>
  (step) => ({ from: step === 0 ? alias : `g${i}t${step - 1}`, row: `g${i}l${step}`, object: `g${i}t${step}` });

export function joinedOne(
  dialect: Dialect,
  type: Class,
  dimension: Dimension,
  names: NamesOfStep,
  few: boolean,
): { joins: Sql[]; value: Sql } {
  const { path, field } = dimension;
  const joins = path.map((edge, step) => {
    const isLast = step === path.length - 1;
    const and = isLast ? sql` AND ${present(dialect, edge.to, dimension, names(step).object)}` : raw('');
    return leftJoin(edge, names(step), and, few && dialect.makesBrackets);
  });
  const end = path.at(-1)?.to ?? type;
  const { from, object } = names(path.length);
  const list = typeof field === 'string' ? fieldsByName(end).get(field)! : undefined;
  if (!list?.list) return { joins, value: valueOf(dialect, end, dimension, from) };
  const { root, path: inside } = listAt(inRow(from), list);
  const each = sql`LEFT JOIN ${dialect.jsonEachText(root, inside, object)} ON TRUE`;
  return { joins: [...joins, each], value: column(object, 'value') };
}

/** Only rows that have a value: an object stands in the group of none if no row of it has one. */
export function present(dialect: Dialect, type: Class, dimension: Dimension, alias: string): Sql {
  const { where } = dimension;
  const has = sql`${valueOf(dialect, type, dimension, alias)} IS NOT NULL`;
  return where ? sql`${column(alias, where.column)} = ${raw(`'${where.is}'`)} AND ${has}` : has;
}

/** The value as text. */
export function valueOf(dialect: Dialect, type: Class, { field, span }: Dimension, alias: string): Sql {
  const [first, inner] = typeof field === 'string' ? [field] : field;
  const info = fieldsByName(type).get(first)!;
  const isPart = inner !== undefined;
  const last = isPart ? fieldsByName(info.part!()).get(inner)! : info;
  const value = scalarAt(dialect, isPart ? insidePart(inRow(alias), info) : inRow(alias), last);
  if (last.kind === 'flag') return sql`CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END`;
  if (last.kind === 'whole') return sql`CAST(${value} AS text)`;
  return spanOf(value, span);
}

/** A date or a month rounded to a span. */
export function spanOf(value: Sql, span: Dimension['span']): Sql {
  if (span === 'year') return sql`substr(${value}, 1, 4)`;
  if (span === 'month') return sql`substr(${value}, 1, 7)`;
  if (span === 'quarter') {
    // Of texts alone: PostgreSQL may ask it of what is no date, before it sees that it need not.
    const month = sql`substr(${value}, 6, 2)`;
    return sql`substr(${value}, 1, 4) || CASE WHEN ${month} < '04' THEN '-Q1' WHEN ${month} < '07' THEN '-Q2' WHEN ${month} < '10' THEN '-Q3' ELSE '-Q4' END`;
  }
  return value;
}

/**
 * The condition that an object called `alias` stands in a group.
 * @param of whether all objects of the class are asked, or those of a parent, or one after the other.
 */
export function inGroup(
  dialect: Dialect,
  type: Class,
  group: Group,
  alias: string,
  of: 'all' | 'parent' | 'each',
): Sql {
  const { joins, values } = joined(dialect, type, group.by, 'g', of !== 'all' || group.values.includes(null));
  const equal = values.map((value, i) =>
    group.values[i] === null ? sql`${value} IS NULL` : sql`${value} = ${dialect.typed(group.values[i], 'text')}`,
  );
  const from = sql`FROM ${table(type)} g ${join(joins, ' ')} WHERE ${all(equal)}`;
  if (of === 'all' && !group.values.includes(null)) return sql`${column(alias, 'pk')} IN (SELECT g.pk ${from})`;
  const rows = sql`SELECT 1 ${from} AND g.pk = ${column(alias, 'pk')}`;
  return of === 'each' ? dialect.existsEach(rows) : sql`EXISTS (${rows})`;
}
