import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { MARKET_NOTICES, mayBeMembership } from '../entities/memberships';
import { hasValue } from '../entities/registry';
import { selectFiltered } from './count';
import { groupKeys, type GroupKey } from './groupKeys';
import { firstGroups } from './firstGroups';
import { filtered, members } from './list';
import type { Asked } from './keptRows';
import { rolledUp } from './rolledUp';
import { column, repeats, table } from './walk';

/*
 * Lists counted and summed, whole or in groups. A row stands for one group of one parent in one currency; whoever reads
 * the rows adds them up (loaders/Totals.ts), so that nothing is added that does not go together.
 */

/** What groups are ordered by, the greatest first if `descending`; ties by the group's values. */
export interface GroupOrder {
  readonly by: 'count' | 'key' | 'net' | 'gross';
  readonly descending: boolean;
  /** Of a sum. */
  readonly currency?: string | undefined;
}

export interface Grouping {
  readonly by: readonly Dimension[];
  readonly order: GroupOrder;
  readonly first: number;
}

/** Dynamic markets are few: their releases are found once, by the index of notices. */
const membership = (): Sql =>
  sql`x."releasePk" IN (SELECT d."releasePk" FROM document d WHERE d."noticeType" IN (${join(
    MARKET_NOTICES.map((notice) => sql`${notice}`),
    ', ',
  )}))`;

/** `_key`, `_v0`, `_v1`, `currency`, `count`, `memberships` (in rows of their own, unless included), and of net and gross how many, sum, least and greatest. */
export function totals(dialect: Dialect, asked: Asked, keys: readonly number[], grouping?: Grouping): Sql {
  const first = grouping && firstGroups(dialect, asked, grouping);
  if (first) return first;
  const added = rolledUp(dialect, asked, keys, grouping?.by ?? []) ?? addedUp(dialect, asked, keys, grouping?.by ?? []);
  return grouping ? ranked(dialect, added, grouping, asked.includeMemberships) : added;
}

/** Whether such fields of a total need least and greatest amounts. */
export const asksExtremes = (fields: readonly string[]): boolean => fields.includes('min') || fields.includes('max');

/** The same added up here and now. */
export function addedUp(dialect: Dialect, asked: Asked, keys: readonly number[], by: readonly Dimension[]): Sql {
  const keyed = groupKeys(dialect, asked.type, by, 'x', !!asked.edge);
  const apart = [name('currency'), ...(asked.includeMemberships ? [] : [name('member')])];
  const group = join([name('_key'), ...keyed.map((_, i) => keyName(i)), ...apart], ', ');
  const values = namesOf(by).map((value, i) => sql`${keyed[i]!.value(keyName(i))} AS ${value}`);
  const shown = join([name('_key'), ...values, ...apart], ', ');
  const amounts = ['net', 'gross'].map(
    (basis) =>
      sql`count(${name(basis)}) AS ${name(`${basis}Count`)}, sum(${name(basis)}) AS ${name(`${basis}Sum`)}, min(${name(basis)}) AS ${name(`${basis}Min`)}, max(${name(basis)}) AS ${name(`${basis}Max`)}`,
  );
  return sql`SELECT ${shown}, count(*) AS "count", sum("member") AS "memberships", ${join(amounts, ', ')} FROM (${objects(dialect, asked, keys, keyed, by.some(mayRepeat))}) o GROUP BY ${group}`;
}

const namesOf = (by: readonly Dimension[]): Sql[] => by.map((_, i) => name(`_v${i}`));
const keyName = (i: number): Sql => name(`_k${i}`);

/** The first groups of each parent, with `_rank`. */
function ranked(
  dialect: Dialect,
  added: Sql,
  { by: dimensions, order, first }: Grouping,
  includeMemberships: boolean,
): Sql {
  const values = namesOf(dimensions);
  const counts = includeMemberships ? raw('') : sql` AND a."memberships" = 0`;
  const window = sql`OVER (PARTITION BY ${join([name('_key'), ...values], ', ')})`;
  const by: Record<GroupOrder['by'], Sql> = {
    key: raw('0'),
    count: sql`sum(a."count") ${window}`,
    net: sql`max(CASE WHEN a."currency" = ${order.currency ?? ''}${counts} THEN ${dialect.rounded(raw('a."netSum"'))} END) ${window}`,
    gross: sql`max(CASE WHEN a."currency" = ${order.currency ?? ''}${counts} THEN ${dialect.rounded(raw('a."grossSum"'))} END) ${window}`,
  };
  const steps = [
    dialect.order(raw('b."_by"'), order.descending, false),
    ...values.map((value) => dialect.order(value, order.by === 'key' && order.descending, false)),
  ];
  const placed = sql`SELECT b.*, dense_rank() OVER (PARTITION BY "_key" ORDER BY ${join(steps, ', ')}) AS "_rank" FROM (SELECT a.*, ${by[order.by]} AS "_by" FROM (${added}) a) b`;
  return sql`SELECT * FROM (${placed}) c WHERE "_rank" <= ${raw(String(first))} ORDER BY "_rank"`;
}

/** Whether the way to a value may come to the same value twice: a row of a table of codes stands for one code. */
const mayRepeat = ({ path }: Dimension): boolean => path.some(({ many, name: field }) => many && field !== '');

const VALUE = ['valueCurrency', 'valueAmount', 'valueAmountGross'];

/** The objects of the lists, each once for each combination of its keys. */
function objects(
  dialect: Dialect,
  { type, edge, query }: Asked,
  keys: readonly number[],
  by: readonly GroupKey[],
  mayRepeat: boolean,
): Sql {
  const isMember = mayBeMembership(type) ? sql`CASE WHEN ${membership()} THEN 1 ELSE 0 END` : raw('0');
  const money = (what: string): Sql => {
    if (!hasValue(type)) return dialect.typed(null, what === 'Currency' ? 'text' : 'decimal');
    return column('x', `value${what}`);
  };
  const selected = sql`${join(
    by.map(({ key }, i) => sql`, ${key} AS ${keyName(i)}`),
    '',
  )}, ${money('Currency')} AS "currency", ${money('Amount')} AS "net", ${money('AmountGross')} AS "gross", ${isMember} AS "member"`;
  const distinct = raw(mayRepeat ? 'DISTINCT' : '');
  const tail = join(
    by.flatMap(({ joins }) => joins),
    ' ',
  );
  if (!edge && query.filter && !query.within?.length && by.length === 0) {
    const reads = [...(hasValue(type) ? VALUE : []), ...(mayBeMembership(type) ? ['releasePk'] : [])];
    return selectFiltered(dialect, type, query.filter, 'x', { selected: sql`0 AS "_key", x.pk${selected}`, reads });
  }
  if (!edge)
    return sql`SELECT ${distinct} 0 AS "_key", x.pk${selected} FROM ${table(type)} x ${tail} WHERE ${filtered(dialect, type, query, 'x', true)}`;
  const once = raw(repeats(edge) ? 'DISTINCT' : '');
  const pk = edge.words ? sql`y.pk AS "_row", x.pk` : raw('x.pk');
  const list = sql`SELECT ${once} k.key AS "_key", ${pk} FROM ${dialect.keys(keys)}, ${members(edge)} AND ${filtered(dialect, type, query, 'x')}`;
  const row = raw(edge.words ? ', m."_row"' : '');
  return sql`SELECT ${distinct} m."_key", x.pk${row}${selected} FROM (${list}) m LEFT JOIN ${table(type)} x ON x.pk = m.pk ${tail}`;
}
