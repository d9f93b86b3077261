import type { Dialect } from '../database/dialect';
import { join, raw, Sql, sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { fieldsByName, type Class } from '../entities/registry';
import { inRow, insidePart, listAt, scalarAt } from './operand';
import { all, column, leftJoin, table, type Names } from './walk';

/** A group by its values, in the order of its dimensions: known ones, or columns of a row that the statement has found. */
export interface Group {
  readonly by: readonly Dimension[];
  readonly values: readonly (string | Sql | null)[];
}

/** Whether a column of a row around the list tells the group. */
export const isOpenGroup = ({ values }: Group): boolean => values.some((value) => value instanceof Sql);

/** What the tables of each step of a dimension's way are called. */
export type NamesOfStep = (step: number) => Names;

/** @param i the number of the dimension among those that are joined to the objects called `alias`. */
export const namesOf =
  (alias: string, i: number): NamesOfStep =>
  (step) => ({ from: step === 0 ? alias : `g${i}t${step - 1}`, row: `g${i}l${step}`, object: `g${i}t${step}` });

/**
 * What brings the value of a dimension beside objects: a row more for every further one.
 * @param few whether it is for a few objects that are known, not for all of a class.
 */
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
  if (!isList(end, field)) return { joins, value: valueOf(dialect, end, dimension, from) };
  const { root, path: inside } = listAt(inRow(from), fieldsByName(end).get(field as string)!);
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
 * The condition that an object called `alias` stands in some groups.
 * @param of whether all objects of the class are asked, or those of a parent, or one after the other.
 */
export function inGroups(
  dialect: Dialect,
  type: Class,
  within: readonly Group[],
  alias: string,
  of: 'all' | 'parent' | 'each',
): Sql {
  const values = within.flatMap(({ by, values }) => by.map((dimension, i): Value => [dimension, values[i] ?? null]));
  if (values.length === 0) return sql`TRUE`;
  if (of === 'all' && values.some(([, value]) => value !== null))
    return sql`${column(alias, 'pk')} IN (${join(entered(dialect, type, values), ' UNION ALL ')})`;
  return all(tested(dialect, type, values, alias, of === 'each' ? dialect.existsEach : undefined));
}

/** A dimension and the value that the objects of a group have of it. */
type Value = readonly [dimension: Dimension, value: string | Sql | null];

/**
 * That the object called `alias` has such values: first those of its own, which take no other row to tell, for a walk may
 * meet many objects without them. SQLite would not walk then, and finds a row by its key as soon.
 */
function tested(
  dialect: Dialect,
  type: Class,
  values: readonly Value[],
  alias: string,
  exists = (rows: Sql): Sql => sql`EXISTS (${rows})`,
): Sql[] {
  const own = dialect.leavesOrders
    ? []
    : values.filter(([{ path, field }]) => path.length === 0 && !isList(type, field));
  const others = values.filter((each) => !own.includes(each));
  const same = own.map(([dimension, value]) => isValue(dialect, valueOf(dialect, type, dimension, alias), value));
  if (others.length === 0) return same;
  const rows = sql`SELECT 1 FROM ${found(dialect, type, others, 'g', () => false)} AND g.pk = ${column(alias, 'pk')}`;
  return [...same, exists(rows)];
}

const isList = (type: Class, field: Dimension['field']): boolean =>
  typeof field === 'string' && !!fieldsByName(type).get(field)!.list;

function isValue(dialect: Dialect, own: Sql, value: Value[1]): Sql {
  if (value === null) return sql`${own} IS NULL`;
  return value instanceof Sql ? dialect.isSame(own, value) : sql`${own} = ${dialect.typed(value, 'text')}`;
}

/**
 * The keys of objects that have such values. What is equal to a value is found by an index; what has none is equal to
 * nothing. So where columns tell the values there is one way for each that may be the first one that is there.
 */
function entered(dialect: Dialect, type: Class, values: readonly Value[]): Sql[] {
  const open = values.filter(isOpen).sort((one, other) => widthOf(one) - widthOf(other));
  if (open.length === 0)
    return [sql`SELECT g.pk FROM ${found(dialect, type, values, 'g', ([, value]) => value !== null)}`];
  const missing = open.map(([, value]) => sql`${value} IS NULL`);
  return [...open, undefined].map((first, i) => {
    const others = values.filter((each) => each !== first);
    const begun = first ? found(dialect, type, [first], 'o', () => true) : sql`${table(type)} o WHERE TRUE`;
    const such = tested(dialect, type, others, 'o');
    return sql`SELECT o.pk FROM ${join([begun, ...missing.slice(0, i), ...such], ' AND ')}`;
  });
}

const isOpen = ([, value]: Value): boolean => value instanceof Sql;

/** How many objects have the same value, beside others: there are more suppliers, of which an object may have several, than buyers. */
function widthOf([{ node, few, many, path }]: Value): number {
  if (!node || few) return 3;
  if (!many) return 2;
  return path.at(-1)?.many ? 0 : 1;
}

/** That the node has its id too, which has an index: the codes that are grouped by need no escaping in it. */
function ofNode({ path, field, node }: Dimension, names: NamesOfStep, value: Sql): Sql {
  if (!node || field === 'id') return raw('');
  return sql` AND ${column(names(path.length).from, 'id')} = ${raw(`'${node.id('')}'`)} || ${value}`;
}

/** The objects that have such values, called `alias`, from FROM up to an open WHERE. */
function found(
  dialect: Dialect,
  type: Class,
  values: readonly Value[],
  alias: string,
  isThere: (value: Value) => boolean,
): Sql {
  const joins: Sql[] = [];
  const same = values.map((each, i) => {
    const [dimension, given] = each;
    const names = namesOf(alias, i);
    const own = joinedOne(dialect, type, dimension, names, !isThere(each));
    joins.push(...own.joins);
    if (given === null || !isThere(each)) return isValue(dialect, own.value, given);
    const is = given instanceof Sql ? given : dialect.typed(given, 'text');
    return sql`${own.value} = ${is}${ofNode(dimension, names, is)}`;
  });
  return sql`${table(type)} ${raw(alias)} ${join(joins, ' ')} WHERE ${all(same)}`;
}
