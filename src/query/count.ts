import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { narrowOf, type Class } from '../entities/registry';
import { columnsIn } from './asked';
import { filterSql, mayBeFew, type Filter } from './filter';
import { column, table } from './walk';
import { conditionsOf, inRange, isFew, scanning, startsOf } from './ways';

/**
 * How many objects of a class fulfil a filter. Where few rows fulfil one of its conditions they are found there; else the
 * narrow index has all that is asked of each object, so that no row is read. PostgreSQL sees that by itself.
 */
export function countFiltered(dialect: Dialect, type: Class, filter: Filter, alias: string): Sql {
  const from = sql`SELECT count(*) FROM ${table(type)} ${raw(alias)} WHERE`;
  const found = sql`${from} ${column(alias, 'pk')} IS NOT NULL AND ${filterSql(dialect, type, filter, alias, true)}`;
  if (!dialect.scanned || !columnsIn(type, filter).every((each) => narrowOf(type).includes(each))) return found;
  const ranged = inRange(dialect, type, filter, () => true);
  const conditions = conditionsOf(type, filter).filter(({ end }) => mayBeFew(end));
  const few = conditions.map((each) => isFew(startsOf(dialect, each)));
  if (ranged) few.push(isFew(ranged));
  if (few.length === 0) return found;
  const scanned = sql`${from} ${scanning(dialect, type, filter, alias)}`;
  return sql`SELECT CASE WHEN ${join(few, ' OR ')} THEN (${found}) ELSE (${scanned}) END`;
}
