import type { Dialect } from '../database/dialect';
import { join, raw, Selective, sql, type Sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import { fieldsByName, nodeOf, ordersOf, type Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { beginningIn, halves, isEmpty, isNarrow, mayBeFew, type Such } from './asked';
import { upTo } from './cells';
import { filterSql, FilterWriter, topIn, type Filter } from './filter';
import { inGroups, isOpenGroup } from './inGroup';
import type { Page } from './list';
import { nearFirst } from './near';
import {
  beyond,
  copyAtStart,
  indexedBy,
  isAgainst,
  orderBy,
  ranges,
  type OrderStep,
  type OrderTerm,
  type Range,
} from './order';
import { isOfProcess } from './ofProcess';
import { rankedOrder } from './rankedOrder';
import { countIn, sumUpTo, type Counted } from './keptRows';
import { countRolledUp } from './rolledUp';
import { all, column, table } from './walk';

/** A way to read a list of a class. */
export interface Way {
  /** The tables, up to an open WHERE, and what must hold of them: the filter or the groups, by whichever end. */
  readonly from: Sql;
  readonly filter: Sql;
  /** What comes first in the order, where rows in between have it. */
  readonly first?: Sql;
}

/** Up to so many objects are looked for at the filter's end; more of them lie close enough in any order to be met soon. */
const FEW = 1000;

/** Conditions that a list may begin at: each costs a try. */
const MAX_BEGINNINGS = 3;

/**
 * The rows of the list of a class, from FROM to ORDER BY. More than one way to find them, and rows with a value and those
 * without, stand one after the other until the page is full: where a LIMIT is 0 nothing is done at all, while the lists of
 * a WHERE would be made before it is tested.
 */
export function listRows(dialect: Dialect, type: Class, alias: string, page: Page, steps: readonly OrderStep[]): Sql {
  const { position, backward, size } = page;
  const along = indexedBy(type, page.order);
  const ranked = page.within?.length ? undefined : rankedOrder(dialect, type, page, alias);
  const others = waysTo(dialect, type, page, alias, along, !!ranked);
  const { ways, chosen, begun = [] } = nearFirst(dialect, type, page, alias, along, steps, others);
  const most = raw(String(size + 1));
  // As many as there are, so that nobody looks along a whole index for one more. Of one condition PostgreSQL knows by itself
  // that few fulfil it, but not of several that seldom go together.
  const mayMiss = chosen ?? (dialect.scanned || Object.keys(page.filter ?? {}).length > 1);
  const counted = along && page.filter && mayMiss && upTo(dialect, type, page, size + 1);
  // Of two ranges PostgreSQL would sort one.
  const valued = along && dialect.scanned && upToValued(dialect, type, along, page, size + 1);
  const isOpen = page.within?.some(isOpenGroup);
  const found = ways.flatMap(({ from, filter: holds, first: expression }, i) => {
    const isLast = i === ways.length - 1;
    const turns = dialect.turnsNulls && !!along && isAgainst(type, along, steps[0]!);
    const apart = isLast && !expression && (turns || !!valued);
    const own = [{ ...steps[0]!, ...(expression && { expression }), apart }, ...steps.slice(1)];
    const ordered = along ? ranges(own, position, backward) : [{ such: beyond(own, position, backward) }];
    const after: readonly Range[] = ranked && isLast ? ranked(steps, position, backward) : ordered;
    return after.map(({ such, present, by }) => {
      const last = isLast ? (present && valued) || counted || most : most;
      const limit = chosen ? sql`CASE WHEN (SELECT n FROM way) = ${raw(String(i))} THEN ${last} ELSE 0 END` : last;
      const when = [
        ...(isOpen && chosen ? [sql`way.n = ${raw(String(i))}`] : []),
        ...(isOpen && present && isLast && valued ? [sql`way.valued > 0`] : []),
      ];
      return {
        // PostgreSQL goes along an index where it knows that a page is all that is asked for.
        known: isLast || isOpen ? most : limit,
        limit: isOpen ? most : limit,
        rows: sql`${by?.from ?? from} ${all([...when, holds, such])} ${orderBy(dialect, by?.steps ?? own, backward)}`,
      };
    });
  });
  // What chooses among its ways itself has them all in one plan.
  const planned = (rows: Sql): Sql => (page.filter && !chosen ? new Selective(rows.strings, rows.values) : rows);
  if (found.length === 1 && (isOpen || !counted) && !valued) return planned(found[0]!.rows);
  const pk = column(alias, 'pk');
  const pages = found.map(({ rows, known, limit }) => {
    const page = sql`SELECT pk FROM (SELECT ${pk} FROM ${rows} LIMIT ${known}) w`;
    return known === limit ? page : sql`SELECT pk FROM (${page} LIMIT ${limit}) w`;
  });
  if (isOpen) {
    // SQLite lets no LIMIT read a column from around it.
    const known = begun.length > 0 ? sql`WITH ${join(begun, ', ')} ` : raw('');
    const way = sql`(${known}SELECT ${chosen || raw('0')} AS n, ${valued || raw('0')} AS valued) way`;
    const such = sql`${pk} IN (${known}SELECT pk FROM (${join(pages, ' UNION ALL ')} LIMIT ${most}) found)`;
    return planned(sql`${dialect.forEach(way, nodeOf(type).table, alias, such)} ${orderBy(dialect, steps, backward)}`);
  }
  const way = chosen ? sql`WITH ${join([...begun, sql`way AS MATERIALIZED (SELECT ${chosen} AS n)`], ', ')} ` : raw('');
  const pks = sql`(${way}${join(pages, ' UNION ALL ')} LIMIT ${most}) found`;
  return planned(
    sql`${pks} JOIN ${table(type)} ${raw(alias)} ON ${pk} = found.pk ${orderBy(dialect, steps, backward)}`,
  );
}

const AMOUNTS: Readonly<Record<string, Counted>> = { valueAmount: 'netCount', valueAmountGross: 'grossCount' };

/**
 * How many objects of a list have the amount that it is ordered by, but no more than `most`: where nobody tells an amount, as
 * of some procedures, nobody looks for it through all amounts that there are. Undefined where it is not kept.
 */
function upToValued(dialect: Dialect, type: Class, along: string, page: Page, most: number): Sql | undefined {
  const amounts = AMOUNTS[along];
  if (!amounts) return undefined;
  if (page.filter) return upTo(dialect, type, page, most, amounts);
  const { within = [] } = page;
  const count = within.length > 0 ? countRolledUp(dialect, type, undefined, { within }, [], amounts) : undefined;
  return count && sumUpTo(sql`SELECT "count" AS n FROM (${count}) k`, most);
}

/** A condition over an edge that all objects of a list fulfil. */
interface Condition {
  readonly edge: Edge;
  readonly end: Filter;
}

export interface Ways {
  readonly ways: readonly Way[];
  /** The place of the one to take, where there is a choice. */
  readonly chosen?: Sql;
  /** What this was found out by, as parts of a WITH: ways begin there. */
  readonly begun?: readonly Sql[];
}

/** The ways to read a list: those of its filter, or, where its groups are small, as is kept of them, from these. */
function waysTo(
  dialect: Dialect,
  type: Class,
  { filter, within = [], order, size }: Page,
  alias: string,
  along: string | undefined,
  isRankedOrder: boolean,
): Ways {
  const from = sql`${table(type)} ${raw(alias)} WHERE`;
  const own = filter
    ? waysOf(dialect, type, { filter, order }, alias, along, isRankedOrder)
    : { ways: [{ from, filter: sql`TRUE` }] };
  if (within.length === 0) return own;
  const inside = (of: 'all' | 'each'): Sql => inGroups(dialect, type, within, alias, of);
  const both = (of: 'all' | 'each'): Way[] =>
    own.ways.map((way) => ({ ...way, filter: all([way.filter, inside(of)]) }));
  if (filter && !within.some(isOpenGroup)) return { ...own, ways: both('all') };
  const count = along ? countRolledUp(dialect, type, undefined, { within }, []) : undefined;
  // Each engine would find the objects of such groups anew for each that the filter lets through.
  const holds = filter ? filterSql(dialect, type, filter, alias, 'all') : sql`TRUE`;
  const tested = filter && (dialect.scanned?.(holds) ?? (count && scanning(dialect, type, filter, alias)));
  const entered = { from, filter: all([inside('all'), tested ?? holds]) };
  if (!count) return { ways: [entered] };
  // The members of a group that no node stands for are found among all objects only: any page of them is along the index.
  const few = within.some(({ by }) => by.some(({ node }) => node)) ? FEW : size;
  const isSmall = sql`(${countIn(sql`(${count}) c`)}) < ${raw(String(few))}`;
  const chosen = sql`CASE WHEN ${isSmall} THEN 0 ELSE 1 + ${own.chosen ?? raw('0')} END`;
  return { ...own, ways: [entered, ...both('each')], chosen };
}

/**
 * The ways to read what fulfils a filter. If the order has an index: from the first condition that few objects fulfil, as
 * the database finds when it is asked; else along the index, testing one object after the other. So narrow and wide
 * conditions are answered alike, however values are spread, and without statistics. Where rows in between have what falls
 * under a code in that order, their index is the one to go along.
 */
function waysOf(
  dialect: Dialect,
  type: Class,
  { filter, order }: { readonly filter: Filter; readonly order: readonly OrderTerm[] },
  alias: string,
  along: string | undefined,
  isRankedOrder: boolean,
): Ways {
  const from = sql`${table(type)} ${raw(alias)} WHERE`;
  if (!along && !isRankedOrder) return { ways: [{ from, filter: filterSql(dialect, type, filter, alias, 'all') }] };
  const conditions = conditionsOf(type, filter);
  const kept = conditions.find(({ edge, end }) => copyAtStart(edge, order, ROW) && topIn(edge, end, ROW));
  const found = conditions.filter((each) => each !== kept && mayBeFew(each.end)).slice(0, MAX_BEGINNINGS);
  const isRanged: Such = (column, asked) => column !== along && hasIndex(type, column, asked);
  const ranged = inRange(dialect, type, filter, isRanged);
  // What takes long to find is kept, so that it is not looked for again.
  const begun: Sql[] = [];
  const starting = found.map((each) => {
    const starts = startsOf(dialect, each);
    if (isAtHand(each)) return { ...each, starts, at: true };
    const name = raw(`begin${begun.length}`);
    begun.push(sql`${name} (key) AS MATERIALIZED (${firstOfMany(starts)})`);
    const at = sql`SELECT key FROM ${name}`;
    return { ...each, starts: at, at };
  });
  const few = [...starting.map(({ starts }) => isFew(starts)), ...(ranged ? [isFew(ranged)] : [])];
  const beginning = ({ edge, end, at }: (typeof starting)[number]): Sql => {
    const beginsAt = (filter: Filter, other: Edge): boolean | Sql => other === edge && filter === end && at;
    return new FilterWriter(dialect, beginsAt, dialect.existsEach).node(type, filter, alias);
  };
  const last: Way = kept
    ? { ...alongRows(kept, order, alias), filter: scanning(dialect, type, filter, alias, undefined, kept.end) }
    : { from, filter: scanning(dialect, type, filter, alias, (column) => column === along) };
  const ways = [
    ...starting.map((each): Way => ({ from, filter: beginning(each) })),
    // SQLite would rather go along the index of the order than sort.
    ...(ranged
      ? [{ from, filter: scanning(dialect, type, filter, alias, isRanged), first: sql`+${column(alias, along!)}` }]
      : []),
    last,
  ];
  return few.length === 0 ? { ways } : { ways, chosen: firstOf(few), begun };
}

/** Whether an index has all that a condition asks, so that to find it twice takes less than to keep it. */
function isAtHand({ edge, end }: Condition): boolean {
  const { own, rest } = halves(edge.to, end, (column, asked) => hasIndex(edge.to, column, asked));
  return !edge.through && !!own && isEmpty(rest);
}

/** The place of the first condition that holds, or the one behind them. */
const firstOf = (conditions: readonly Sql[]): Sql => {
  const cases = conditions.map((each, i) => sql`WHEN ${each} THEN ${raw(String(i))}`);
  return sql`CASE ${join(cases, ' ')} ELSE ${raw(String(conditions.length))} END`;
};

/** Whether a statement finds few rows. */
export const isFew = (rows: Sql, few = FEW): Sql =>
  sql`(SELECT count(*) FROM (${firstOfMany(rows, few)}) b) < ${raw(String(few))}`;

const firstOfMany = (rows: Sql, few = FEW): Sql => sql`${rows} LIMIT ${raw(String(few))}`;

/** Whether an index finds what a condition on a column asks for. */
export const hasIndex = (type: Class, column: string, asked: Filter): boolean =>
  ordersOf(type).has(column) ||
  (column === 'ocid' && isOfProcess(type)) ||
  (!!fieldsByName(type).get(column)?.begun && beginningIn(asked) !== undefined);

/** What fulfils the conditions over such columns, which have an index, for an engine that does not know how much that is. */
export function inRange(dialect: Dialect, type: Class, filter: Filter, such: Such): Sql | undefined {
  const own = dialect.scanned && halves(type, filter, such).own;
  return own && sql`SELECT 1 FROM ${table(type)} c WHERE ${filterSql(dialect, type, own, 'c')}`;
}

/**
 * The same filter for objects that are met one after the other along an index, of such columns or of their table.
 * @param met a condition that all of them fulfil already.
 */
export function scanning(
  dialect: Dialect,
  type: Class,
  filter: Filter,
  alias: string,
  such: Such = () => false,
  met?: Filter,
): Sql {
  const write = (part: Filter): Sql =>
    new FilterWriter(dialect, () => false, dialect.existsEach, met).node(type, part, alias);
  if (!dialect.scanned) return write(filter);
  const { own, rest } = halves(type, filter, such);
  return all([write(own ?? {}), dialect.scanned(write(rest))]);
}

/** The row in between. */
export const ROW = 'bl';

/** The objects under a code, in the order of the rows that join them to it. */
function alongRows({ edge, end }: Condition, order: readonly OrderTerm[], alias: string): Omit<Way, 'filter'> {
  const { type, enter } = edge.through!;
  const rows = sql`${table(type)} ${raw(ROW)} CROSS JOIN ${table(edge.from)} ${raw(alias)}`;
  return {
    from: sql`${rows} WHERE ${column(alias, edge.fromKey)} = ${column(ROW, enter)} AND ${topIn(edge, end, ROW)} AND`,
    first: copyAtStart(edge, order, ROW)!,
  };
}

/** Where the walks start that end in what a filter asks for. */
export function startsOf(dialect: Dialect, { edge, end }: Condition): Sql {
  const top = topIn(edge, end, ROW);
  if (top)
    return sql`SELECT ${column(ROW, edge.through!.enter)} FROM ${table(edge.through!.type)} ${raw(ROW)} WHERE ${top}`;
  return new FilterWriter(dialect, isNarrow).startsOf(edge, end, true);
}

/** The conditions over edges that all objects of a list fulfil. */
export function conditionsOf(type: Class, filter: Filter): Condition[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === 'and') return ((value ?? []) as Filter[]).flatMap((each) => conditionsOf(type, each));
    const edge = edgesFrom(type).get(key);
    const end = (edge?.many ? (value as Filter | undefined)?.some : value) as Filter | undefined;
    return edge && end ? [{ edge, end }] : [];
  });
}
