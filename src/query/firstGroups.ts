import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';
import { findKept, keyOf, leadingTo, type Kept } from '../entities/rollups';
import type { Grouping, GroupOrder, GroupRows } from './groups';
import { groupsInOrder, KEPT_FIGURES, merged, valueNames, type Asked } from './keptRows';
import { conditions, fixedIn, having, ofFirst, valueOf, type Fixed } from './rolledUp';
import { all, column } from './walk';

/**
 * The first groups of a list at the root whose totals are kept: they are chosen among the groups before any figure is read,
 * as there may be as many groups as suppliers. Undefined where nothing is kept of such a list.
 */
export function firstGroups(dialect: Dialect, asked: Asked, grouping: Grouping): GroupRows | undefined {
  const { type, edge, query, includeMemberships } = asked;
  const { by, order, first } = grouping;
  const fixed = edge ? undefined : fixedIn(edge, query);
  const kept = fixed && findKept(type, [...fixed.map(([dimension]) => dimension), ...by]);
  if (!kept) return undefined;
  const names = valueNames(by);
  const values = by.map((each, i) => sql`min(${valueOf(kept, each)}) AS ${names[i]!}`);
  const inOrder = groupsInOrder(dialect, order, names);
  const most = raw(String(first));
  const sorted = (limit: Sql): Sql =>
    sql`SELECT r.key, ${join(values, ', ')}, ${orderedBy(dialect, order, includeMemberships)} AS "_by" FROM rollup r WHERE ${all(conditions(dialect, kept, fixed))} GROUP BY r.key ORDER BY ${inOrder} LIMIT ${limit}`;
  const walked =
    alongIndex(dialect, kept, fixed, grouping, includeMemberships) ??
    ledTo(dialect, kept, fixed, grouping, includeMemberships);
  const groups = walked ? sql`${enough(walked, sorted, most)} ORDER BY ${inOrder}` : sorted(most);
  const rowsOf = (more: readonly Sql[], from: Sql): Sql => {
    const shown = join([raw('0 AS "_key"'), raw('r.key AS "_group"'), ...more, KEPT_FIGURES], ', ');
    const rows = sql`SELECT ${shown} FROM ${from} r.key = g.key`;
    return includeMemberships ? merged(dialect, rows, [name('_group'), ...more]) : rows;
  };
  const rows = rowsOf([name('_by'), ...names], sql`(${groups}) g JOIN rollup r ON`);
  const one = rowsOf([], raw('rollup r WHERE'));
  return { rows, order: inOrder, each: { groups, rows: one } };
}

function orderedBy(dialect: Dialect, { by, currency }: GroupOrder, includeMemberships: boolean): Sql {
  if (by === 'key') return raw('0');
  if (by === 'count') return sql`sum(r."count")`;
  const counts = includeMemberships ? raw('') : raw(' AND r."member" = 0');
  const amount = dialect.decimal(sql`r.${name(`${by}Sum`)}`);
  return dialect.rounded(sql`sum(CASE WHEN r."currency" = ${currency ?? ''}${counts} THEN ${amount} END)`);
}

/** Groups are ranked by what they count and sum to without memberships. */
const hasRank = ({ by }: GroupOrder, includeMemberships: boolean): boolean =>
  by === 'count' || (by !== 'key' && !includeMemberships);

/** The groups of a list, called `alias`, that have what an order asks for, and that value of them. */
function rankIn({ list }: Kept, { by, currency }: GroupOrder, alias: string): { value: Sql; ranked: Sql } {
  const value = column(alias, by === 'count' ? 'total' : by);
  const such = by === 'count' ? [] : [sql`${column(alias, 'currency')} = ${currency ?? ''}`];
  return { value, ranked: all([sql`${column(alias, 'ranked')} = ${list}`, ...such, sql`${value} IS NOT NULL`]) };
}

/** The same along an index of the groups, as far as they have what they are ordered by. */
function alongIndex(
  dialect: Dialect,
  kept: Kept,
  fixed: readonly Fixed[],
  { by: dimensions, order, first }: Grouping,
  includeMemberships: boolean,
): Sql | undefined {
  if (!kept.ranked || !hasRank(order, includeMemberships)) return undefined;
  const { value, ranked } = rankIn(kept, order, 'r');
  const values = dimensions.map((each) => valueOf(kept, each));
  const shown = valueNames(dimensions).map((each, i) => sql`${values[i]!} AS ${each}`);
  const inOrder = [
    sql`${value} ${raw(order.descending ? 'DESC' : 'ASC')}`,
    ...values.map((each) => dialect.order(each, false, false)),
  ];
  const where = all([ranked, ...having(kept, fixed)]);
  return sql`SELECT r.key, ${join(shown, ', ')}, ${value} AS "_by" FROM rollup r WHERE ${where} ORDER BY ${join(inOrder, ', ')} LIMIT ${raw(String(first))}`;
}

/**
 * The same by way of the greatest values of the first dimension. No group has more than its first value has in all, as long
 * as no amount is less than nothing. So the groups of the first such values, as many as are asked for, tell how much it takes
 * to be among the first groups; and only values that have so much are looked at.
 */
function ledTo(
  dialect: Dialect,
  kept: Kept,
  fixed: readonly Fixed[],
  { by: dimensions, order, first }: Grouping,
  includeMemberships: boolean,
): Sql | undefined {
  const lead = leadingTo(kept);
  const { by, descending, currency } = order;
  if (!lead || !descending || !hasRank(order, includeMemberships)) return undefined;
  if (fixed.some(([dimension]) => dimension === lead.by[0])) return undefined;
  const { value, ranked } = rankIn(lead, order, 'l');
  const json = sql`coalesce(${dialect.jsonText(raw('l.v0'))}, 'null')`;
  const led = all([ofFirst(kept, json, [dialect.isSame(raw('r.v0'), raw('l.v0'))]), ...having(kept, fixed)]);
  const place = orderedBy(dialect, order, includeMemberships);
  const [most, last] = [first, first - 1].map((number) => raw(String(number)));
  const foremost = sql`SELECT l.v0 FROM rollup l WHERE ${ranked} ORDER BY ${value} DESC LIMIT ${most!}`;
  const some = sql`SELECT ${place} AS "_by" FROM (${foremost}) l CROSS JOIN rollup r WHERE ${led} GROUP BY r.key`;
  const inOrder = dialect.order(name('_by'), true, false);
  const found = sql`(SELECT "_by" FROM (${some}) s ORDER BY ${inOrder} LIMIT 1 OFFSET ${last!})`;
  const least =
    by === 'net' || by === 'gross' ? sql`CASE WHEN NOT ${hasLess(lead, by, currency)} THEN ${found} END` : found;
  // Of the type of the column, or no index is entered by it.
  const enough = sql`${value} >= CAST(${least} AS ${raw(by === 'count' ? 'bigint' : 'numeric')})`;
  const names = valueNames(dimensions);
  const shown = dimensions.map((each, i) => sql`min(${valueOf(kept, each)}) AS ${names[i]!}`);
  return sql`SELECT r.key, ${join(shown, ', ')}, ${place} AS "_by" FROM rollup l CROSS JOIN rollup r WHERE ${ranked} AND ${enough} AND ${led} GROUP BY r.key ORDER BY ${groupsInOrder(dialect, order, names)} LIMIT ${most!}`;
}

/** Whether any amount of the class is less than nothing. */
const hasLess = ({ type }: Kept, basis: 'net' | 'gross', currency = ''): Sql =>
  sql`EXISTS (SELECT 1 FROM rollup a WHERE a.key = ${keyOf(findKept(type, [])!, [])} AND a."currency" = ${currency} AND a.${name(`${basis}Min`)} < 0)`;

/** The rows of one way where there are enough of them, else those of the other, which then takes a LIMIT over 0. */
const enough = (one: Sql, other: (limit: Sql) => Sql, most: Sql): Sql =>
  sql`WITH one AS MATERIALIZED (${one}) SELECT * FROM one WHERE (SELECT count(*) FROM one) = ${most} UNION ALL SELECT * FROM (${other(sql`CASE WHEN (SELECT count(*) FROM one) = ${most} THEN 0 ELSE ${most} END`)}) other`;
