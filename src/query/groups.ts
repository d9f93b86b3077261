import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { mayBeMembership } from '../entities/memberships';
import { hasValue } from '../entities/registry';
import { areFew, selectFiltered } from './count';
import { groupKeys, type GroupKey } from './groupKeys';
import { firstGroups } from './firstGroups';
import { isOpenGroup } from './inGroup';
import { filtered, members } from './list';
import { isMembership } from './memberships';
import { BASES, figures, groupsInOrder, valueNames, type Asked } from './keptRows';
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

/** Rows of groups, each told apart by `_group` among those of its parent. */
export interface GroupRows {
  readonly rows: Sql;
  /** The order of the groups: by `_group` itself, unless they are found one by one. */
  readonly order: Sql;
  /** Where those of one group are soon found: the groups in their order, and the rows of one that is called so. */
  readonly each?: { readonly groups: Sql; readonly rows: (called: string) => Sql };
}

/** `_key`, `_v0`, `_v1`, `currency`, `count`, `memberships` (in rows of their own, unless included), and of net and gross how many, the digits of the sum, least and greatest. */
export function totals(dialect: Dialect, asked: Asked, keys: readonly number[]): Sql {
  const kept = rolledUp(dialect, asked, keys, []);
  if (kept) return kept;
  return sql`SELECT "_key", ${figures(dialect.digits)} FROM (${addedUp(dialect, asked, keys, [])}) r`;
}

/** The same of the first groups. */
export function groupRows(dialect: Dialect, asked: Asked, keys: readonly number[], grouping: Grouping): GroupRows {
  const first = firstGroups(dialect, asked, grouping);
  if (first) return first;
  const { by } = grouping;
  const order = name('_group');
  const kept = rolledUp(dialect, asked, keys, by);
  if (kept) {
    const all = placed(dialect, kept, valueNames(by), grouping, asked.includeMemberships, dialect.decimal);
    return { rows: ranked(dialect, all, grouping, figures()), order };
  }
  const keyed = groupKeys(dialect, asked.type, by, 'x', !!asked.edge);
  const counted = { ...asked, counts: asked.counts && (grouping.order.by === 'count' || grouping.order.by === 'key') };
  // Where a row around the list tells what is in it SQLite would make a table of the statement anew for each of its rows.
  const isOpen = asked.query.within?.some(isOpenGroup);
  if (!asked.edge && !isOpen) return { rows: firstOfAll(dialect, counted, keyed, grouping), order };
  const rows = byKeys(dialect, counted, keys, keyed);
  const all = placed(dialect, rows, keyNames(keyed), grouping, asked.includeMemberships, asItIs);
  const found = withValues(foremost(dialect, all, grouping), keyed);
  return { rows: ranked(dialect, found, grouping, figures(dialect.digits)), order };
}

/** The same rows in the order of their groups. */
export function totalsInOrder(dialect: Dialect, asked: Asked, keys: readonly number[], grouping: Grouping): Sql {
  const { rows, order } = groupRows(dialect, asked, keys, grouping);
  return sql`SELECT * FROM (${rows}) g ORDER BY ${order}`;
}

/** What such fields of a total need: least and greatest amounts, or none at all. */
export const figuresIn = (fields: readonly string[]): Pick<Asked, 'extremes' | 'counts'> => ({
  extremes: fields.includes('min') || fields.includes('max'),
  counts: !fields.some((each) => AMOUNTS.has(each)),
});

const AMOUNTS: ReadonlySet<string> = new Set(['sum', 'avg', 'min', 'max']);

/** The same added up here and now. */
export function addedUp(dialect: Dialect, asked: Asked, keys: readonly number[], by: readonly Dimension[]): Sql {
  const keyed = groupKeys(dialect, asked.type, by, 'x', !!asked.edge);
  return withValues(byKeys(dialect, { ...asked, counts: false }, keys, keyed), keyed);
}

const keyNames = (by: readonly GroupKey[]): Sql[] => by.map((_, i) => name(`_k${i}`));

/** The same with keys in place of values. */
function byKeys(dialect: Dialect, asked: Asked, keys: readonly number[], by: readonly GroupKey[]): Sql {
  const { edge, includeMemberships, counts } = asked;
  const apart = counts ? [] : [name('currency'), ...(includeMemberships ? [] : [name('member')])];
  // What is the same of all objects would be compared whenever they are sorted.
  const group = join([...(edge ? [name('_key')] : []), ...keyNames(by), ...apart], ', ');
  const key = raw(edge ? '' : '0 AS "_key", ');
  return sql`SELECT ${key}${group}, ${counts ? COUNTS : summed(dialect)} FROM (${objects(dialect, asked, keys, by)}) o GROUP BY ${group}`;
}

/** What objects come to. */
const summed = (dialect: Dialect): Sql =>
  sql`count(*) AS "count", sum("member") AS "memberships", ${join(
    BASES.map((basis) => {
      const amount = name(basis);
      const [count, sum, min, max] = ['Count', 'Sum', 'Min', 'Max'].map((what) => name(`${basis}${what}`));
      return sql`count(${amount}) AS ${count!}, ${dialect.sum(amount)} AS ${sum!}, min(${amount}) AS ${min!}, max(${amount}) AS ${max!}`;
    }),
    ', ',
  )}`;

/** The same of which nothing but counts is read. */
const COUNTS = raw(
  `count(*) AS "count", sum("member") AS "memberships", NULL AS "currency", ${BASES.map(
    (basis) => `0 AS "${basis}Count", 0 AS "${basis}Sum", 0 AS "${basis}Min", 0 AS "${basis}Max"`,
  ).join(', ')}`,
);

/**
 * The first groups of a list at the root, chosen by what orders them before their values are looked for: there may be
 * nearly as many groups as objects.
 */
function firstOfAll(dialect: Dialect, asked: Asked, by: readonly GroupKey[], { order, first }: Grouping): Sql {
  const { counts, includeMemberships } = asked;
  const keys = join(keyNames(by), ', ');
  const values = valueNames(by);
  const orderedBy = placeOf(dialect, order, includeMemberships, asItIs);
  const placed = counts
    ? sql`SELECT a.*, ${raw(order.by === 'count' ? '"count"' : '0')} AS "_by" FROM added a`
    : sql`SELECT ${keys}, ${orderedBy} AS "_by" FROM added a GROUP BY ${keys}`;
  const last = sql`(SELECT "_by" FROM placed ORDER BY ${dialect.order(name('_by'), order.descending, false)} LIMIT 1 OFFSET ${raw(String(first - 1))})`;
  const such = sql`WHERE "_by" ${raw(order.descending ? '>=' : '<=')} ${last} OR ${last} IS NULL`;
  const foremost = sql`SELECT * FROM placed ${order.by === 'key' ? raw('') : such}`;
  const found = sql`SELECT v.*, row_number() OVER (ORDER BY ${groupsInOrder(dialect, order, values)}) AS "_group" FROM (${withValues(foremost, by)}) v ORDER BY "_group" LIMIT ${raw(String(first))}`;
  const start = sql`WITH added AS MATERIALIZED (${byKeys(dialect, asked, [], by)}), placed AS MATERIALIZED (${placed})`;
  const shown = join([name('_key'), name('_group'), ...values, figures(dialect.digits)], ', ');
  if (counts) return sql`${start} SELECT ${shown} FROM (${found}) r`;
  const same = keyNames(by).map((key) => dialect.isSame(sql`r.${key}`, sql`f.${key}`));
  return sql`${start}, first AS MATERIALIZED (${found}) SELECT ${shown} FROM added r CROSS JOIN first f WHERE ${join(same, ' AND ')}`;
}

const asItIs = (sum: Sql): Sql => sum;

/** What a group is ordered by, of its rows called `a`; `numberIn` reads a sum. */
function placeOf(
  dialect: Dialect,
  { by, currency }: GroupOrder,
  includeMemberships: boolean,
  numberIn: (sum: Sql) => Sql,
  over = raw(''),
): Sql {
  if (by === 'key') return raw('0');
  if (by === 'count') return sql`sum(a."count") ${over}`;
  const counts = includeMemberships ? raw('') : raw(' AND a."memberships" = 0');
  const sum = dialect.rounded(numberIn(sql`a.${name(`${by}Sum`)}`));
  return sql`max(CASE WHEN a."currency" = ${currency ?? ''}${counts} THEN ${sum} END) ${over}`;
}

function withValues(rows: Sql, by: readonly GroupKey[]): Sql {
  if (by.length === 0) return rows;
  const keys = keyNames(by).map((key) => sql`g.${key}`);
  const values = valueNames(by).map((value, i) => sql`, ${by[i]!.value(keys[i]!)} AS ${value}`);
  const nodes = by.map(({ node }, i) => node(keys[i]!));
  return sql`SELECT g.*${join(values, '')} FROM (${rows}) g ${join(nodes, ' ')}`;
}

/** Each row with what its group is ordered by; `apart` tells the groups of a parent apart. */
function placed(
  dialect: Dialect,
  rows: Sql,
  apart: readonly Sql[],
  { order }: Grouping,
  includeMemberships: boolean,
  numberIn: (sum: Sql) => Sql,
): Sql {
  const window = sql`OVER (PARTITION BY ${join([name('_key'), ...apart], ', ')})`;
  return sql`SELECT a.*, ${placeOf(dialect, order, includeMemberships, numberIn, window)} AS "_by" FROM (${rows}) a`;
}

/** The groups that may be among the first, as far as their values do not matter: all that are equal to one of these. */
function foremost(dialect: Dialect, rows: Sql, { order, first }: Grouping): Sql {
  if (order.by === 'key') return rows;
  const place = sql`dense_rank() OVER (PARTITION BY "_key" ORDER BY ${dialect.order(raw('p."_by"'), order.descending, false)})`;
  return sql`SELECT * FROM (SELECT p.*, ${place} AS "_place" FROM (${rows}) p) q WHERE "_place" <= ${raw(String(first))}`;
}

/** The first groups of each parent: those have no greater `_group`. */
function ranked(dialect: Dialect, rows: Sql, { by, order, first }: Grouping, shown: Sql): Sql {
  const values = valueNames(by);
  const rank = sql`dense_rank() OVER (PARTITION BY "_key" ORDER BY ${groupsInOrder(dialect, order, values)})`;
  const columns = join([name('_key'), name('_group'), ...values, shown], ', ');
  return sql`SELECT ${columns} FROM (SELECT b.*, ${rank} AS "_group" FROM (${rows}) b) r WHERE "_group" <= ${raw(String(first))}`;
}

const VALUE = ['valueCurrency', 'valueAmount', 'valueAmountGross'];

/** The objects of the lists, each once for each combination of its keys. */
function objects(
  dialect: Dialect,
  { type, edge, query, counts }: Asked,
  keys: readonly number[],
  by: readonly GroupKey[],
): Sql {
  const isMember = mayBeMembership(type) ? sql`CASE WHEN ${isMembership('x')} THEN 1 ELSE 0 END` : raw('0');
  const money = (what: string): Sql => {
    if (!hasValue(type)) return dialect.typed(null, what === 'Currency' ? 'text' : 'decimal');
    return column('x', `value${what}`);
  };
  const amounts = sql`, ${money('Currency')} AS "currency", ${money('Amount')} AS "net", ${money('AmountGross')} AS "gross"`;
  const names = keyNames(by);
  const selected = sql`${join(
    by.map(({ key }, i) => sql`, ${key} AS ${names[i]!}`),
    '',
  )}${counts ? raw('') : amounts}, ${isMember} AS "member"`;
  const distinct = raw(by.some(({ repeats: may }) => may) ? 'DISTINCT' : '');
  const tail = join(
    by.flatMap(({ joins }) => joins),
    ' ',
  );
  if (!edge) {
    const from = sql`SELECT ${distinct} 0 AS "_key", x.pk${selected} FROM ${table(type)} x ${tail} WHERE`;
    if (!query.filter || query.within?.length) return sql`${from} ${filtered(dialect, type, query, 'x', 'all')}`;
    const own = [...(hasValue(type) && !counts ? VALUE : []), ...(mayBeMembership(type) ? ['releasePk'] : [])];
    return selectFiltered(dialect, type, query.filter, 'x', {
      from,
      reads: [...own, ...by.flatMap(({ reads }) => reads)],
    });
  }
  const once = raw(repeats(edge) ? 'DISTINCT' : '');
  const pk = edge.words ? sql`y.pk AS "_row", x.pk` : raw('x.pk');
  const few = areFew(dialect, { ...edge, fromKey: 'key' }, 'k', query.filter);
  // The LIMIT keeps SQLite from asking anew for each object.
  const parents = few ? sql`(SELECT k.key, ${few} AS few FROM ${dialect.keys(keys)} LIMIT -1) k` : dialect.keys(keys);
  const list = sql`SELECT ${once} k.key AS "_key", ${pk} FROM ${parents}, ${members(edge)} AND ${filtered(dialect, type, query, 'x', few && { few: raw('k.few') })}`;
  const row = raw(edge.words ? ', m."_row"' : '');
  return sql`SELECT ${distinct} m."_key", x.pk${row}${selected} FROM (${list}) m LEFT JOIN ${table(type)} x ON x.pk = m.pk ${tail}`;
}
