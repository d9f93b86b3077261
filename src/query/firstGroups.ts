import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';
import { findKept, type Kept } from '../entities/rollups';
import type { Grouping, GroupOrder, GroupRows } from './groups';
import { groupsInOrder, KEPT_FIGURES, merged, valueNames, type Asked } from './keptRows';
import { conditions, fixedIn, having, valueOf, type Fixed } from './rolledUp';
import { all } from './walk';

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
  const walked = alongIndex(dialect, kept, fixed, grouping, includeMemberships);
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

/** The same along an index of the groups, as far as they have what they are ordered by. */
function alongIndex(
  dialect: Dialect,
  kept: Kept,
  fixed: readonly Fixed[],
  { by: dimensions, order, first }: Grouping,
  includeMemberships: boolean,
): Sql | undefined {
  const { by, descending, currency } = order;
  if (!kept.ranked || by === 'key' || (by !== 'count' && includeMemberships)) return undefined;
  const value = sql`r.${name(by === 'count' ? 'total' : by)}`;
  const such = by === 'count' ? [] : [sql`r."currency" = ${currency ?? ''}`];
  const values = dimensions.map((each) => valueOf(kept, each));
  const shown = valueNames(dimensions).map((each, i) => sql`${values[i]!} AS ${each}`);
  const inOrder = [
    sql`${value} ${raw(descending ? 'DESC' : 'ASC')}`,
    ...values.map((each) => dialect.order(each, false, false)),
  ];
  const where = all([sql`r."ranked" = ${kept.list}`, ...such, sql`${value} IS NOT NULL`, ...having(kept, fixed)]);
  return sql`SELECT r.key, ${join(shown, ', ')}, ${value} AS "_by" FROM rollup r WHERE ${where} ORDER BY ${join(inOrder, ', ')} LIMIT ${raw(String(first))}`;
}

/** The rows of one way where there are enough of them, else those of the other, which then takes a LIMIT over 0. */
const enough = (one: Sql, other: (limit: Sql) => Sql, most: Sql): Sql =>
  sql`WITH one AS MATERIALIZED (${one}) SELECT * FROM one WHERE (SELECT count(*) FROM one) = ${most} UNION ALL SELECT * FROM (${other(sql`CASE WHEN (SELECT count(*) FROM one) = ${most} THEN 0 ELSE ${most} END`)}) other`;
