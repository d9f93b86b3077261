import type { Dialect } from '../database/dialect';
import { raw, sql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { goesOn } from './asked';
import { FEW, FilterWriter, tell, type Asking } from './filter';
import type { Page } from './list';
import { isAgainst, orderBy, ranges, type OrderStep } from './order';
import { column, table, walkByRows, type Names } from './walk';
import type { Ways } from './ways';

/** So many times the objects of a page are looked at before all are. */
const TIMES = 2;
const near = (size: number): Sql => raw(String(TIMES * (size + 1)));

/**
 * A further way to read a list whose filter goes on from what many objects share: of the first objects of its order alone, which
 * may fill the page. Only what these share is asked then, each once; else what all objects share.
 */
export function nearFirst(
  dialect: Dialect,
  type: Class,
  { filter, within, position, backward, size }: Page,
  alias: string,
  along: string | undefined,
  [first, ...rest]: readonly OrderStep[],
  others: Ways,
): Ways {
  if (!along || !filter || within?.length || !goesOn(type, filter)) return others;
  const pk = column(alias, 'pk');
  const writer = new FilterWriter(dialect, () => false, dialect.existsEach, undefined, {
    alias,
    key: 'pk',
    keys: raw('SELECT pk FROM near'),
  });
  const holds = writer.node(type, filter, alias);
  if (!writer.hasShared) return others;
  const steps = [{ ...first!, apart: dialect.turnsNulls && isAgainst(type, along, first!) }, ...rest];
  const { such } = ranges(steps, position, backward)[0]!;
  const from = sql`${table(type)} ${raw(alias)} WHERE`;
  const nearest = sql`SELECT ${pk} FROM ${from} ${such} ${orderBy(dialect, steps, backward)} LIMIT ${near(size)}`;
  const found = sql`SELECT ${pk} FROM ${from} ${pk} IN (SELECT pk FROM near) AND ${holds}`;
  return {
    ways: [{ from, filter: sql`${pk} IN (SELECT pk FROM nearby)` }, ...others.ways],
    chosen: sql`CASE WHEN (SELECT count(*) FROM nearby) > ${raw(String(size))} THEN 0 ELSE 1 + ${others.chosen ?? raw('0')} END`,
    begun: [...(others.begun ?? []), as('near', nearest), as('nearby', found)],
  };
}

/**
 * The same of a parent's list that rows in between keep in order: each of the first objects is asked by itself, and the others
 * as `few` says of the list. These are not looked for where the page is full.
 *
 * @param such what comes after the page's position, and `asked` the filter.
 */
export function nearInRows(
  dialect: Dialect,
  edge: Edge,
  names: Names,
  { size, backward }: Page,
  { steps, such, few, asked }: { steps: readonly OrderStep[]; such: Sql; few: Sql; asked: (asking?: Asking) => Sql },
): Sql {
  const { row, object } = names;
  const order = orderBy(dialect, steps, backward);
  const keys = sql`SELECT ${column(row, 'pk')} AS "row", ${column(object, 'pk')} AS pk`;
  const rows = sql`${keys} FROM ${walkByRows(dialect, edge, names, false)} AND ${such} ${order}`;
  const to = sql`CROSS JOIN ${table(edge.to)} ${raw(object)} ON`;
  const of = (begun: Sql, part: Sql, holds: Sql): Sql =>
    sql`SELECT n."row" FROM ${begun}(${rows} ${part}) n ${to} ${column(object, 'pk')} = n.pk WHERE ${holds}`;
  const first = of(raw(''), sql`LIMIT ${near(size)}`, asked());
  const others = of(tell(few), sql`LIMIT -1 OFFSET ${near(size)}`, asked(FEW));
  const { type, leave } = edge.through!;
  return sql`(${first} UNION ALL ${others} LIMIT ${raw(String(size + 1))}) found CROSS JOIN ${table(type)} ${raw(row)} ON ${column(row, 'pk')} = found."row" ${to} ${column(object, edge.toKey)} = ${column(row, leave)} ${order}`;
}

const as = (called: string, rows: Sql): Sql => sql`${raw(called)} AS MATERIALIZED (${rows})`;
