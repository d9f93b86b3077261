import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { copiesOf, narrowOf, type Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { columnsIn, goesOnFromShared, isNarrow, mayBeFew } from './asked';
import { filterSql, FilterWriter, topIn, type Filter } from './filter';
import { all, column, table, walk } from './walk';
import { conditionsOf, hasIndex, inRange, isFew, ROW, scanning, startsOf } from './ways';

/** Up to so many objects are sooner counted at the end of an edge than all objects are asked whether they lead there. */
const SOME = 10_000;

/** How all objects of a class that fulfil a filter are found. */
interface Finding {
  /** The condition, by which few of them are found where indexes have them. */
  readonly few: Sql;
  /** The same for the narrow index, read from end to end, and what says that it is not to be. */
  readonly many?: { readonly scanned: Sql; readonly unless: Sql };
}

/**
 * Where few rows fulfil one of the conditions of a filter objects are found there; else the narrow index has all that is
 * asked of each object, so that no row is read. PostgreSQL sees that by itself.
 *
 * @param reads the columns that are read of what is found.
 */
function finding(dialect: Dialect, type: Class, filter: Filter, alias: string, reads: readonly string[]): Finding {
  const holds = filterSql(dialect, type, filter, alias, 'all');
  const few = sql`${column(alias, 'pk')} IS NOT NULL AND ${holds}`;
  const isInIndex = [...columnsIn(type, filter), ...reads].every((each) => narrowOf(type).includes(each));
  if (!dialect.scanned || !isInIndex) return { few };
  // What fulfils one condition or another is found at the ends of both, once.
  if (filter.or) {
    const parts = (filter.or as Filter[]).map((each) => fulfilledByFew(dialect, type, each));
    const found = sql`SELECT 1 FROM ${table(type)} ${raw(alias)} WHERE ${few}`;
    const unless = parts.every((each) => each !== undefined) ? all(parts) : isFew(found);
    return { few, many: { scanned: dialect.scanned(holds), unless } };
  }
  // Rows of what lies at the end of an edge are read sooner than each object is tested.
  if (reads.length > 0 && conditionsOf(type, filter).some(({ end }) => mayBeFew(end))) return { few };
  const unless = fulfilledByFew(dialect, type, filter);
  return { few, ...(unless && { many: { scanned: scanning(dialect, type, filter, alias), unless } }) };
}

/**
 * Whether few rows fulfil one of the conditions of a filter; undefined where none may be fulfilled by few.
 * @param but a condition that is not tried.
 */
function fulfilledByFew(dialect: Dialect, type: Class, filter: Filter, but?: Filter): Sql | undefined {
  const ranged = inRange(dialect, type, filter, (column, asked) => hasIndex(type, column, asked));
  const conditions = conditionsOf(type, filter).filter(({ end }) => end !== but && mayBeFew(end));
  const probes = conditions.map((each) => isFew(startsOf(dialect, each), SOME));
  if (ranged) probes.push(isFew(ranged));
  return probes.length === 0 ? undefined : sql`(${join(probes, ' OR ')})`;
}

/** Rows in between that stand for all objects under a code, where they repeat what else a filter asks of these. */
function inBetween(type: Class, filter: Filter): { rows: Sql; met: Filter } | undefined {
  for (const { edge, end } of conditionsOf(type, filter)) {
    const top = edge.fromKey === 'pk' ? topIn(edge, end, ROW) : undefined;
    if (!top) continue;
    const { type: row, enter } = edge.through!;
    const copies = copiesOf(row).flatMap(({ from, key, column }) => (from === type && key === enter ? [column] : []));
    if (!columnsIn(type, filter).every((each) => each === 'pk' || copies.includes(each))) continue;
    const shown = [sql`${column(ROW, enter)} AS pk`, ...copies.map((each) => column(ROW, each))];
    const such = sql`${top} AND ${column(ROW, enter)} IS NOT NULL`;
    return { rows: sql`(SELECT ${join(shown, ', ')} FROM ${table(row)} ${raw(ROW)} WHERE ${such})`, met: end };
  }
  return undefined;
}

/** How many objects of a class fulfil a filter. */
export function countFiltered(dialect: Dialect, type: Class, filter: Filter, alias: string): Sql {
  const from = sql`SELECT count(*) FROM ${table(type)} ${raw(alias)} WHERE`;
  const between = inBetween(type, filter);
  if (between) {
    const holds = dialect.scanned
      ? scanning(dialect, type, filter, alias, undefined, between.met)
      : new FilterWriter(dialect, isNarrow, undefined, between.met).node(type, filter, alias);
    const counted = sql`SELECT count(*) FROM ${between.rows} ${raw(alias)} WHERE ${holds}`;
    const unless = dialect.scanned && fulfilledByFew(dialect, type, filter, between.met);
    if (!unless) return counted;
    return sql`SELECT CASE WHEN ${unless} THEN (${from} ${filterSql(dialect, type, filter, alias, 'all')}) ELSE (${counted}) END`;
  }
  const { few, many } = finding(dialect, type, filter, alias, []);
  if (!many) return sql`${from} ${few}`;
  return sql`SELECT CASE WHEN ${many.unless} THEN (${from} ${few}) ELSE (${from} ${many.scanned}) END`;
}

/**
 * What is selected of the objects of a class, called `alias`, that fulfil a filter.
 *
 * @param from all of them, up to an open WHERE, and `reads` the columns of theirs that this reads.
 */
export function selectFiltered(
  dialect: Dialect,
  type: Class,
  filter: Filter,
  alias: string,
  { from, reads }: { from: Sql; reads: readonly string[] },
): Sql {
  const { few, many } = finding(dialect, type, filter, alias, reads);
  if (!many) return sql`${from} ${few}`;
  // Where a LIMIT is 0 nothing is done at all.
  const limited = (where: Sql, when: string): Sql =>
    sql`SELECT * FROM (${from} ${where} LIMIT CASE WHEN (SELECT is_few FROM way) = ${raw(when)} THEN -1 ELSE 0 END) w`;
  return sql`WITH way AS MATERIALIZED (SELECT ${many.unless} AS is_few) ${limited(few, '1')} UNION ALL ${limited(many.scanned, '0')}`;
}

/** Up to so many objects of a list are asked one by one what others of the class may share with them. */
export const SHORT = 300;

/**
 * Whether the list of a parent called `from` is as short, where a filter asks what many objects may share. PostgreSQL makes
 * joins of such filters by itself.
 */
export function areFew({ scanned }: Dialect, edge: Edge, from: string, filter: Filter | undefined): Sql | undefined {
  if (!scanned || !filter || !goesOnFromShared(edge.to, filter)) return undefined;
  return isFew(sql`SELECT 1 FROM ${walk(edge, { from, row: 'ny', object: 'nx' })}`, SHORT);
}
