import type { Dialect } from '../database/dialect';
import { raw, sql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import { goesOn } from './asked';
import { FilterWriter } from './filter';
import type { Page } from './list';
import { isAgainst, orderBy, ranges, type OrderStep } from './order';
import { column, table } from './walk';
import type { Ways } from './ways';

/** So many times the objects of a page are looked at before all are. */
const TIMES = 2;

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
  const count = raw(String(TIMES * (size + 1)));
  const near = sql`SELECT ${pk} FROM ${from} ${such} ${orderBy(dialect, steps, backward)} LIMIT ${count}`;
  const found = sql`SELECT ${pk} FROM ${from} ${pk} IN (SELECT pk FROM near) AND ${holds}`;
  return {
    ways: [{ from, filter: sql`${pk} IN (SELECT pk FROM nearby)` }, ...others.ways],
    chosen: sql`CASE WHEN (SELECT count(*) FROM nearby) > ${raw(String(size))} THEN 0 ELSE 1 + ${others.chosen ?? raw('0')} END`,
    begun: [...(others.begun ?? []), as('near', near), as('nearby', found)],
  };
}

const as = (called: string, rows: Sql): Sql => sql`${raw(called)} AS MATERIALIZED (${rows})`;
