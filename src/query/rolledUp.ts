import type { Dialect } from '../database/dialect';
import { made, Open } from '../database/given';
import { join, name, raw, Sql, sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { endOf, findKept, groupsOf, hashedIn, isExact, keyOf, startOf, type Kept } from '../entities/rollups';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { asGroups } from './asGroups';
import { isEmpty } from './asked';
import { fromCells } from './cells';
import { KEPT_FIGURES, merged, valueNames, valueOf, type Asked, type Counted } from './keptRows';
import { all, column, table } from './walk';

/*
 * Totals that the import keeps up (entities/rollups.ts), in the shape of those that are added up here and now. A list
 * inside groups, or at the end of an edge, is itself a group of a larger list.
 */

/** What fixes the value of a dimension: a value that the list stands for, or a column that has it, as the parent's id. */
export type Fixed = readonly [dimension: Dimension, is: { value: Value }];
type Value = string | Open | Sql | null;

const PARENT = { value: raw('p.id') };

/** Undefined where nothing is kept of such a list. */
export function rolledUp(
  dialect: Dialect,
  asked: Asked,
  keys: readonly number[],
  by: readonly Dimension[],
): Sql | undefined {
  const { edge, includeMemberships } = asked;
  const found = keptFor(asked, by);
  if (!found) return fromCells(dialect, asked, by);
  const { kept, fixed } = found;
  const names = valueNames(by);
  const values = by.map((each, i) => sql`${valueOf(kept, each)} AS ${names[i]!}, `);
  const parent = edge && sql`${dialect.keys(keys)} JOIN ${table(edge.from)} p ON p.pk = k.key JOIN rollup r`;
  const rows = sql`SELECT ${parent ? raw('k.key') : raw('0')} AS "_key", ${join(values, '')}r."member", ${KEPT_FIGURES} FROM ${parent ?? raw('rollup r')} ${raw(parent ? 'ON' : 'WHERE')} ${all(conditions(dialect, kept, fixed))}`;
  if (includeMemberships) return merged(dialect, rows, names);
  return isExact(kept, dimensionsOf(fixed, by)) ? rows : merged(dialect, rows, [...names, name('member')]);
}

/**
 * The list that tells of such groups, and what is fixed in it. Of ever more values the first of a group alone may be fixed:
 * all groups would be read for one of those behind.
 */
export function keptFor(
  { type, edge, query, extremes }: Asked,
  by: readonly Dimension[],
): { kept: Kept; fixed: readonly Fixed[] } | undefined {
  const fixed = fixedIn(type, edge, query);
  const kept = fixed && findKept(type, dimensionsOf(fixed, by), extremes);
  if (!kept) return undefined;
  const isFirst = ([dimension]: Fixed): boolean => dimension === kept.by[0];
  return fixed.some(([{ many }]) => many) && !fixed.some(isFirst) ? undefined : { kept, fixed };
}

/** What a list in groups is told by: what is fixed, and what its groups are by. */
export const dimensionsOf = (fixed: readonly Fixed[], by: readonly Dimension[]): Dimension[] => [
  ...fixed.map(([dimension]) => dimension),
  ...by,
];

/** How many objects the lists have, or have an amount: `_key` and `count`. Undefined where nothing is kept of them. */
export function countRolledUp(
  dialect: Dialect,
  type: Class,
  edge: Edge | undefined,
  query: Asked['query'],
  keys: readonly number[],
  counted: Counted = 'count',
): Sql | undefined {
  const rows = rolledUp(dialect, { type, edge, query, includeMemberships: false, extremes: false }, keys, []);
  return rows && sql`SELECT "_key", sum(${name(counted)}) AS "count" FROM (${rows}) c GROUP BY "_key"`;
}

/** What lies at the end of an edge from an object called `alias`, counted or summed as totals are; undefined where it is not kept. */
export function keptFigure(
  dialect: Dialect,
  edge: Edge,
  what: { by: 'count' } | { by: 'amount' | 'amountGross'; currency: string | undefined },
  alias: string,
): Sql | undefined {
  const parent = groupsOf(edge);
  const kept = parent && findKept(edge.to, [parent]);
  if (!kept) return undefined;
  const rows = sql`FROM rollup r WHERE r.key = ${ofParent(dialect, kept, alias)}`;
  if (what.by === 'count') return sql`(SELECT coalesce(sum(r."count"), 0) ${rows})`;
  const sum = raw(what.by === 'amount' ? 'r."netSum"' : 'r."grossSum"');
  return sql`(SELECT ${dialect.roundedSum(dialect.decimal(sum))} ${rows} AND r."member" = 0 AND r."currency" = ${what.currency})`;
}

const ofParent = (dialect: Dialect, kept: Kept, alias: string): Sql =>
  sql`${raw(`'${startOf(kept)}'`)} || ${dialect.jsonText(column(alias, 'id'))} || ']'`;

/**
 * The groups that have such a first value. Keys that would be too long do not begin with it; of these alone the value is
 * looked at, for else SQLite would rather make an index of all values.
 */
export const ofFirst = (kept: Kept, json: Sql, such: readonly Sql[]): Sql =>
  sql`((${beginsWith(kept, json)}) OR (${isHashed(kept, such)}))`;

/** The same but those of keys that would be too long. */
export function beginsWith(kept: Kept, json: Sql): Sql {
  const begin = sql`${raw(`'${startOf(kept)}'`)} || ${json}`;
  return sql`r.key >= ${begin} || ',' AND r.key < ${begin} || '-'`;
}

/** The groups of several values whose keys would be too long: these have no comma, unlike values that begin as they do. */
export function isHashed(kept: Kept, such: readonly Sql[]): Sql {
  const { from, to } = hashedIn(kept);
  return all([sql`r.key >= ${from}`, sql`r.key < ${to}`, sql`r.key NOT LIKE '%,%'`, ...such]);
}

/** Undefined where a filter asks for more than groups can answer. */
function fixedIn(type: Class, edge: Edge | undefined, { filter, within = [] }: Asked['query']): Fixed[] | undefined {
  const asked = filter && !isEmpty(filter) ? asGroups(type, filter) : [];
  if (!asked) return undefined;
  const inside = within.flatMap(({ by, values }) => by.map((each, i): Fixed => [each, { value: values[i] ?? null }]));
  const fixed: Fixed[] = [...asked, ...inside];
  if (!edge) return fixed;
  const parent = groupsOf(edge);
  return parent && [...fixed, [parent, PARENT]];
}

export function conditions(dialect: Dialect, kept: Kept, fixed: readonly Fixed[]): Sql[] {
  const given = kept.by.map((each) => fixed.find(([dimension]) => dimension === each)?.[1].value);
  const such = (some: readonly Fixed[]): Sql[] => having(dialect, kept, some);
  if (given.every((each) => each !== undefined)) {
    if (given.some((each) => each instanceof Sql)) return [isOf(dialect, kept, given, such(fixed))];
    const key = keyGiven(kept, given as (string | Open | null)[]);
    if (key !== undefined) return [sql`r.key = ${key}`];
  }
  const [first] = given;
  if (first === undefined) return [sql`r.key >= ${startOf(kept)} AND r.key < ${endOf(kept)}`, ...such(fixed)];
  const isFirst = ([dimension]: Fixed): boolean => dimension === kept.by[0];
  const others = fixed.filter((each) => !isFirst(each));
  return [ofFirst(kept, jsonOf(dialect, first), such(fixed.filter(isFirst))), ...such(others)];
}

/** The group whose values columns have; the keys of objects are never too long. */
function isOf(dialect: Dialect, kept: Kept, values: readonly Value[], such: readonly Sql[]): Sql {
  const json = values.map((value) => jsonOf(dialect, value));
  const key = sql`r.key = ${raw(`'${startOf(kept)}'`)} || ${join(json, " || ',' || ")} || ']'`;
  return values.length === 1 && values[0] === PARENT.value ? key : sql`(${key} OR (${isHashed(kept, such)}))`;
}

const jsonOf = (dialect: Dialect, value: Value): Sql =>
  value instanceof Sql ? sql`coalesce(${dialect.jsonText(value)}, 'null')` : sql`${made(value, asJson)}`;

const asJson = (value: unknown): string => JSON.stringify(value);

/** The key of a group, one of whose values may be left open; undefined where more are. */
function keyGiven(kept: Kept, values: readonly (string | Open | null)[]): unknown {
  const [open, ...others] = values.filter((each) => each instanceof Open);
  if (others.length > 0) return undefined;
  return made(open, (is) =>
    keyOf(
      kept,
      values.map((each) => (each instanceof Open ? (is as string) : each)),
    ),
  );
}

/** That the groups have the values that are fixed. */
export const having = (dialect: Dialect, kept: Kept, fixed: readonly Fixed[]): Sql[] =>
  fixed.map(([dimension, { value }]) => {
    const own = valueOf(kept, dimension);
    if (value instanceof Sql) return dialect.isSame(own, value);
    return value === null ? sql`${own} IS NULL` : sql`${own} = ${value}`;
  });
