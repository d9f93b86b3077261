import type { Dialect } from '../database/dialect';
import { isInside, join, name, raw, sql, type Sql } from '../database/sql';
import { EDGES } from '../entities/edges';
import { copiesOf, nodeOf, type Class } from '../entities/registry';
import type { Edge } from '../entities/relation';

/*
 * An edge as SQL. Whoever reads, filters, orders, counts or sums along an edge walks it by these lines, so that all of
 * them mean the same objects.
 */

/** What the tables of a walk are called: where it starts, the row in between and the object at the end. */
export interface Names {
  readonly from: string;
  readonly row: string;
  readonly object: string;
}

export const table = (type: Class): Sql => name(nodeOf(type).table);
export const column = (alias: string, of: string): Sql => sql`${raw(alias)}.${name(of)}`;

const onlyOf = ({ only }: Edge, alias: string): Sql => (only ? sql` AND ${column(alias, only)} IS NOT NULL` : raw(''));

/**
 * The objects at the end of an edge, from FROM up to an open WHERE. A reference of its own words stands for an object
 * that may be missing, unless `resolved` asks for objects alone.
 */
export function walk(edge: Edge, { from, row, object }: Names, resolved = true): Sql {
  const { through, toKey, fromKey } = edge;
  const target = sql`${table(edge.to)} ${raw(object)}`;
  if (!through) return sql`${target} WHERE ${column(object, toKey)} = ${column(from, fromKey)}${onlyOf(edge, object)}`;
  const found = sql`${column(object, toKey)} = ${column(row, through.leave)}`;
  const begun = sql`${column(row, through.enter)} = ${column(from, fromKey)}${onlyOf(edge, object)}`;
  if (edge.words && !resolved)
    return sql`${table(through.type)} ${raw(row)} LEFT JOIN ${target} ON ${found} WHERE ${begun}`;
  // SQLite takes the tables of a CROSS JOIN as they stand: the few rows of one parent first.
  return sql`${table(through.type)} ${raw(row)} CROSS JOIN ${target} WHERE ${found} AND ${begun}`;
}

/** What is asked of the objects where a walk ends. */
export interface End {
  /** Nothing. */
  readonly isEach: boolean;
  /** Something that lies behind further edges, so that each of them is asked once. */
  readonly isFar: boolean;
  /** Only some of them are looked for. */
  readonly isProbe: boolean;
}

/** The same from its other end: where walks that end in such objects start, as a column that is never null. */
export function starts(
  { scanned, forEach }: Dialect,
  edge: Edge,
  { row, object }: Omit<Names, 'from'>,
  { isEach, isFar, isProbe }: End,
): { start: Sql; walk: Sql } {
  const { through, toKey } = edge;
  const start = through ? column(row, through.enter) : column(object, toKey);
  const target = sql`${table(edge.to)} ${raw(object)}`;
  // SQLite takes them as they stand: to look up each object for what is asked of it takes longer than to read all, unless
  // nothing but an index of codes that it may fall under has its key.
  const beside = raw(through?.indexed && !isFar ? ',' : ' CROSS JOIN');
  const tables = through ? sql`${target}${beside} ${table(through.type)} ${raw(row)}` : target;
  const joined = through ? [sql`${column(object, toKey)} = ${column(row, through.indexed ?? through.leave)}`] : [];
  // Of two equal keys PostgreSQL would ask for the one that has no index.
  if (through?.indexed) joined.push(sql`${column(row, through.leave)} - ${column(row, through.indexed)} = 0`);
  // What leads to objects that many releases share lies elsewhere than the index of these has it.
  const isScattered = !through && !isEach && nodeOf(edge.from).shared;
  const isThere = sql`${start} IS NOT NULL`;
  const found = all([isScattered && scanned ? scanned(isThere) : isThere, ...joined]);
  if (isProbe && through && !through.indexed)
    return {
      start,
      walk: sql`${forEach(target, nodeOf(through.type).table, row, found)} WHERE TRUE${onlyOf(edge, object)}`,
    };
  return { start, walk: sql`${tables} WHERE ${found}${onlyOf(edge, object)}` };
}

/**
 * The same as a join that keeps objects without any; `and` is a further condition on what is joined, `asList` takes what
 * leads to it as a list of keys.
 */
export function leftJoin(edge: Edge, { from, row, object }: Names, and: Sql, asList: boolean): Sql {
  const { through, toKey, fromKey } = edge;
  const target = sql`${table(edge.to)} ${raw(object)}`;
  const [start, end] = [column(from, fromKey), column(object, toKey)];
  const such = sql`${onlyOf(edge, object)}${and}`;
  if (!through) return sql`LEFT JOIN ${target} ON ${end} = ${start}${such}`;
  const rows = sql`${table(through.type)} ${raw(row)}`;
  const [enter, leave] = [column(row, through.enter), column(row, through.leave)];
  if (asList)
    return sql`LEFT JOIN ${target} ON ${end} IN (SELECT ${leave} FROM ${rows} WHERE ${enter} = ${start})${such}`;
  return sql`LEFT JOIN (${rows} JOIN ${target} ON ${end} = ${leave}) ON ${enter} = ${start}${such}`;
}

/** Such a join with the rows in between alone, of an edge that has them: for their keys. */
export const leftJoinRows = ({ fromKey, through }: Edge, { from, row }: Names, and: Sql): Sql =>
  sql`LEFT JOIN ${table(through!.type)} ${raw(row)} ON ${column(row, through!.enter)} = ${column(from, fromKey)} AND ${and}`;

let worded: ReadonlySet<Class> | undefined;

/**
 * Whether a walk may come to the same object twice: references with words of their own are kept each by itself, whereas
 * the importer joins two objects no more than once.
 */
export function repeats({ through, words }: Edge): boolean {
  worded ??= new Set(EDGES.flatMap((edge) => (edge.words ? [edge.through!.type] : [])));
  return !!through && !words && worded.has(through.type);
}

/**
 * The objects of a list, as a walk finds them, but none twice: from FROM up to an open WHERE. Its rows are counted as they
 * stand, also references without an object: PostgreSQL would read each row for a key that its index does not have.
 */
export function walkOnce({ remakesLists }: Dialect, edge: Edge, names: Names): Sql {
  if (!repeats(edge)) return walk(edge, names, false);
  const { through, toKey, fromKey } = edge;
  const { from, row, object } = names;
  const key = column(row, through!.leave);
  const keys = (distinct: string): Sql =>
    sql`(SELECT ${raw(distinct)} ${key} FROM ${table(through!.type)} ${raw(row)} WHERE ${column(row, through!.enter)} = ${column(from, fromKey)})`;
  const objects = sql`${table(edge.to)} ${raw(object)} WHERE ${column(object, toKey)}`;
  const only = onlyOf(edge, object);
  if (!remakesLists) return sql`${objects} IN ${keys('')}${only}`;
  return sql`${keys('DISTINCT')} ${raw(row)} CROSS JOIN ${objects} = ${key}${only}`;
}

/**
 * The same of all that a release holds of a class: a range of keys, which nothing has to look up or to sort. How many there
 * are no engine knows, so that it might go by any other condition.
 */
export function walkRange(edge: Edge, { from, object }: Names, byKey: Sql): Sql {
  const inside = isInside(column(object, 'pk'), column(from, edge.fromKey));
  return sql`${table(edge.to)} ${raw(object)} ${byKey} WHERE ${inside}`;
}

/**
 * The same by way of the rows in between, for them to say the order: of those that lead to one object the first counts,
 * unless a DISTINCT `tells` them apart. They repeat the same of it, which stands before its key in their index.
 */
export function walkByRows({ existsEach, isSame }: Dialect, edge: Edge, names: Names, tells: boolean): Sql {
  const rows = walk(edge, names, false);
  if (!repeats(edge) || tells) return rows;
  const { type, enter, leave } = edge.through!;
  const same = [enter, leave].map((key) => sql`d.${name(key)} = ${column(names.row, key)}`);
  const copies = copiesOf(type).filter(({ key }) => key === leave);
  const alike = copies.map((copy) => isSame(column('d', copy.column), column(names.row, copy.column)));
  const earlier = sql`SELECT 1 FROM ${table(type)} d WHERE ${join([...same, ...alike], ' AND ')} AND d.pk < ${raw(names.row)}.pk`;
  return sql`${rows} AND NOT ${existsEach(earlier)}`;
}

export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`TRUE` : sql`(${join(conditions, ' AND ')})`;

export const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`FALSE` : sql`(${join(conditions, ' OR ')})`;
