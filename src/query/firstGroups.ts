import type { Dialect } from '../database/dialect';
import { join, name, raw, Sql, sql } from '../database/sql';
import { findKept, isExact, keyOf, leadingTo, type Kept } from '../entities/rollups';
import type { Grouping, GroupOrder, GroupRows } from './groups';
import { groupsInOrder, KEPT_FIGURES, merged, valueNames, valueOf, type Asked } from './keptRows';
import { beginsWith, conditions, dimensionsOf, having, isHashed, keptFor, ofFirst, type Fixed } from './rolledUp';
import { all, column } from './walk';

/** What is asked of a list at the root whose totals are kept. */
interface Such extends Grouping {
  readonly kept: Kept;
  readonly fixed: readonly Fixed[];
  readonly includeMemberships: boolean;
  /** Whether each group is one of the list, and not made of those of several months. */
  readonly exact: boolean;
}

/**
 * The first groups of a list at the root whose totals are kept: they are chosen among the groups before any figure is read,
 * as there may be as many groups as suppliers. Undefined where nothing is kept of such a list.
 */
export function firstGroups(dialect: Dialect, asked: Asked, grouping: Grouping): GroupRows | undefined {
  const { edge, includeMemberships } = asked;
  const { by, order, first } = grouping;
  const found = edge ? undefined : keptFor(asked, by);
  if (!found) return undefined;
  const { kept, fixed } = found;
  const such = { ...grouping, kept, fixed, includeMemberships, exact: isExact(kept, dimensionsOf(fixed, by)) };
  const names = valueNames(by);
  const inOrder = groupsInOrder(dialect, order, names);
  const most = raw(String(first));
  const sorted = (limit: Sql, from = raw('rollup r'), when: readonly Sql[] = []): Sql =>
    sql`${chosen(dialect, such, from, [...when, ...conditions(dialect, kept, fixed)])} ORDER BY ${inOrder} LIMIT ${limit}`;
  const walked = alongIndex(dialect, such) ?? ledTo(dialect, such);
  const isOpen = fixed.some(([, { value }]) => value instanceof Sql);
  const groups = walked ? sql`${enough(walked, sorted, most, isOpen)} ORDER BY ${inOrder}` : sorted(most);
  const rowsOf = (more: readonly Sql[], from: Sql, group = 'g'): Sql => {
    const shown = join(
      [raw('0 AS "_key"'), raw(`${group}.key AS "_group"`), ...more, raw('r."member"'), KEPT_FIGURES],
      ', ',
    );
    const rows = sql`SELECT ${shown} FROM ${from}`;
    if (includeMemberships) return merged(dialect, rows, [name('_group'), ...more]);
    return such.exact ? rows : merged(dialect, rows, [name('_group'), ...more, name('member')]);
  };
  const own = (called: string): Sql => all(ofGroup(dialect, such, called));
  const rows = rowsOf([name('_by'), ...names], dialect.forEach(sql`(${groups}) g`, 'rollup', 'r', own('g')));
  const one = (called: string): Sql => rowsOf([], sql`rollup r WHERE ${own(called)}`, called);
  return { rows, order: inOrder, each: { groups, rows: one } };
}

/** The groups of some rows called `r`, from SELECT on: the key of one of their rows, their values and what orders them. */
function chosen(dialect: Dialect, { by, kept, exact, ...such }: Such, from: Sql, where: readonly Sql[]): Sql {
  const values = by.map((each) => valueOf(kept, each));
  const named = valueNames(by).map((each, i) => sql`min(${values[i]!}) AS ${each}`);
  const [key, apart] = exact ? [raw('r.key'), [raw('r.key')]] : [raw('min(r.key) AS key'), values];
  return sql`SELECT ${join([key, ...named], ', ')}, ${placeOf(dialect, such)} AS "_by" FROM ${from} WHERE ${all(where)} GROUP BY ${join(apart, ', ')}`;
}

/** The rows, called `r`, of a chosen group. */
function ofGroup(dialect: Dialect, { by, kept, fixed, exact }: Such, called: string): Sql[] {
  if (exact) return [raw(`r.key = ${called}.key`)];
  const names = valueNames(by).map((each) => sql`${raw(called)}.${each}`);
  const same = by.map((each, i) => dialect.isSame(valueOf(kept, each), names[i]!));
  const lead = by.findIndex((each) => each === kept.by[0]);
  if (lead < 0) return [...conditions(dialect, kept, fixed), ...same];
  return [ofFirst(kept, asJson(dialect, names[lead]!), same), ...same, ...having(dialect, kept, fixed)];
}

const asJson = (dialect: Dialect, value: Sql): Sql => sql`coalesce(${dialect.jsonText(value)}, 'null')`;

function placeOf(
  dialect: Dialect,
  { order: { by, currency }, includeMemberships }: Pick<Such, 'order' | 'includeMemberships'>,
): Sql {
  if (by === 'key') return raw('0');
  if (by === 'count') return sql`sum(r."count")`;
  const counts = includeMemberships ? raw('') : raw(' AND r."member" = 0');
  const amount = dialect.decimal(sql`r.${name(`${by}Sum`)}`);
  return dialect.roundedSum(sql`CASE WHEN r."currency" = ${currency ?? ''}${counts} THEN ${amount} END`);
}

/** How many times as many leads as groups are looked at first, where a value is fixed. */
const TRIED = 10;

/** Groups are ranked by what they count and sum to without memberships. */
const hasRank = ({ order: { by }, includeMemberships }: Such): boolean =>
  by === 'count' || (by !== 'key' && !includeMemberships);

/** The groups of a list, called `alias`, that have what an order asks for, and that value of them. */
function rankIn({ list }: Kept, { by, currency }: GroupOrder, alias: string): { value: Sql; ranked: Sql } {
  const value = column(alias, by === 'count' ? 'total' : by);
  const such = by === 'count' ? [] : [sql`${column(alias, 'currency')} = ${currency ?? ''}`];
  return { value, ranked: all([sql`${column(alias, 'ranked')} = ${list}`, ...such, sql`${value} IS NOT NULL`]) };
}

/** The same along an index of the groups, as far as they have what they are ordered by. */
function alongIndex(dialect: Dialect, such: Such): Sql | undefined {
  const { by: dimensions, order, first, kept, fixed } = such;
  // What is one of ever more is found by itself, sooner than by its groups among all others.
  if (!kept.ranked || !hasRank(such) || fixed.some(([{ many }]) => many)) return undefined;
  const { value, ranked } = rankIn(kept, order, 'r');
  const values = dimensions.map((each) => valueOf(kept, each));
  const shown = valueNames(dimensions).map((each, i) => sql`${values[i]!} AS ${each}`);
  const inOrder = [
    sql`${value} ${raw(order.descending ? 'DESC' : 'ASC')}`,
    ...values.map((each) => dialect.order(each, false, false)),
  ];
  const where = all([ranked, ...having(dialect, kept, fixed)]);
  return sql`SELECT r.key, ${join(shown, ', ')}, ${value} AS "_by" FROM rollup r WHERE ${where} ORDER BY ${join(inOrder, ', ')} LIMIT ${raw(String(first))}`;
}

/**
 * The same by way of the greatest values of the first dimension. No group has more than its first value has in all, as long
 * as no amount is less than nothing. So the groups of the first such values, as many as are asked for, tell how much it takes
 * to be among the first groups; and only values that have so much are looked at.
 */
function ledTo(dialect: Dialect, such: Such): Sql | undefined {
  const { by: dimensions, order, first, kept, fixed } = such;
  const lead = leadingTo(kept);
  const { by, descending, currency } = order;
  if (!lead || !descending || by === 'key' || (lead.ranked && !hasRank(such))) return undefined;
  if (fixed.some(([dimension]) => dimension === lead.by[0])) return undefined;
  const { from, where, value } = leads(dialect, order, such.includeMemberships, lead);
  // SQLite would rather make an index of all groups by the value that is fixed.
  const others = having(dialect, kept, fixed).map((each) => dialect.scanned?.(each) ?? each);
  // Of the groups whose keys do not begin with their values there are few: any of them may be among the first.
  const read = ['key', 'v0', 'v1', 'count', ...(by === 'count' ? [] : ['currency', 'member', `${by}Sum`])];
  const shown = join(
    read.map((each) => column('r', each)),
    ', ',
  );
  const led = (rows: Sql, which: readonly Sql[] = []): Sql => {
    const ofLead = all([beginsWith(kept, asJson(dialect, raw('l.v0'))), ...others]);
    const own = sql`SELECT ${shown} FROM ${dialect.forEach(rows, 'rollup', 'r', ofLead)} WHERE ${all(which)}`;
    return sql`(${own} UNION ALL SELECT ${shown} FROM rollup r WHERE ${isHashed(kept, others)}) r`;
  };
  const [most, last] = [first, first - 1].map((number) => raw(String(number)));
  // Where one value is fixed not all that leads on has it, or much of it.
  const tried = raw(String(fixed.length > 0 ? TRIED * first : first));
  const foremost = sql`SELECT l.v0 FROM ${from} WHERE ${where} ORDER BY ${value} DESC LIMIT ${tried}`;
  const some = chosen(dialect, such, led(sql`(${foremost}) l`), []);
  const inOrder = dialect.order(name('_by'), true, false);
  const found = sql`(SELECT "_by" FROM (${some}) s ORDER BY ${inOrder} LIMIT 1 OFFSET ${last!})`;
  const least = by === 'count' ? found : sql`CASE WHEN NOT ${hasLess(lead, by, currency)} THEN ${found} END`;
  // Of the type of the column, or no index is entered by it. It is asked once, also where it depends on a row around.
  const asked = sql`(SELECT CAST(${least} AS ${raw(by === 'count' ? 'bigint' : 'numeric')}) AS least) t`;
  const rows = led(sql`${asked} CROSS JOIN ${from}`, [where, sql`${value} >= t.least`]);
  const groups = chosen(dialect, such, rows, []);
  return sql`${groups} ORDER BY ${groupsInOrder(dialect, order, valueNames(dimensions))} LIMIT ${most!}`;
}

/** The groups that lead to others, called `l`, and what they have in all: along an index, or, where they are few, added up. */
export function leads(
  dialect: Dialect,
  order: GroupOrder,
  includeMemberships: boolean,
  lead: Kept,
): { from: Sql; where: Sql; value: Sql } {
  if (lead.ranked) {
    const { value, ranked } = rankIn(lead, order, 'l');
    return { from: raw('rollup l'), where: ranked, value };
  }
  const place = placeOf(dialect, { order, includeMemberships });
  const groups = sql`SELECT min(r.v0) AS v0, ${place} AS "place" FROM rollup r WHERE ${all(conditions(dialect, lead, []))} GROUP BY r.key`;
  return { from: sql`(${groups}) l`, where: sql`l."place" IS NOT NULL`, value: sql`l."place"` };
}

/** Whether any amount of the class is less than nothing. */
const hasLess = ({ type }: Kept, basis: 'net' | 'gross', currency = ''): Sql =>
  sql`EXISTS (SELECT 1 FROM rollup a WHERE a.key = ${keyOf(findKept(type, [])!, [])} AND a."currency" = ${currency} AND a.${name(`${basis}Min`)} < 0)`;

/** The rows of one way where there are enough of them, else those of the other, which then takes a LIMIT over 0. */
function enough(
  one: Sql,
  other: (limit: Sql, from?: Sql, when?: readonly Sql[]) => Sql,
  most: Sql,
  isOpen: boolean,
): Sql {
  const found = sql`(SELECT count(*) FROM one)`;
  // SQLite lets no LIMIT read a column from around it.
  const others = isOpen
    ? other(most, sql`(SELECT count(*) AS n FROM one) w CROSS JOIN rollup r`, [sql`w.n < ${most}`])
    : other(sql`CASE WHEN ${found} = ${most} THEN 0 ELSE ${most} END`);
  return sql`WITH one AS MATERIALIZED (${one}) SELECT * FROM one WHERE ${found} = ${most} UNION ALL SELECT * FROM (${others}) other`;
}
