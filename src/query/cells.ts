import type { Dialect } from '../database/dialect';
import { ask, made } from '../database/given';
import { join, name, raw, Sql, sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import { edgesFrom } from '../entities/edges';
import { fieldsByName, hasValue, type Class, type FieldKind } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { Release } from '../entities';
import { endOf, hasWay, keptCells, placeIn, startOf, type Kept } from '../entities/rollups';
import { instantOf } from '../ocds/instant';
import { isEmpty } from './asked';
import { compare, type Comparison } from './compare';
import { filterSql, type Filter } from './filter';
import { KEPT_FIGURES, merged, sumUpTo, valueNames, valueOf, type Asked, type Counted } from './keptRows';
import { all, any } from './walk';

/*
 * Totals of the list of a class, added up from cells (entities/rollups.ts): of groups by any two of their dimensions, and
 * of filters that ask of no more than these, of whole months and of the currency. A cell stands for many objects.
 */

/** Undefined where cells do not tell. */
export function fromCells(dialect: Dialect, asked: Asked, by: readonly Dimension[]): Sql | undefined {
  if (asked.edge || asked.extremes) return undefined;
  for (const kept of keptCells(asked.type)) {
    const found = addedFrom(dialect, kept, asked, by);
    if (found) return found;
  }
  return undefined;
}

/** How many objects the list of a class has, or have an amount, but no more than `most`; undefined where cells do not tell. */
export function upTo(
  dialect: Dialect,
  type: Class,
  query: Asked['query'],
  most: number,
  counted: Counted = 'count',
): Sql | undefined {
  for (const kept of keptCells(type)) {
    const cells = meeting(dialect, kept, query, []);
    if (!cells) continue;
    // None of these cells is empty, so that it takes no more than so many of them to see that there are enough objects.
    const count = sql`r.${name(counted)}`;
    return sumUpTo(sql`SELECT ${count} AS n FROM ${cells} AND ${count} > 0 LIMIT ${raw(String(most))}`, most);
  }
  return undefined;
}

function addedFrom(
  dialect: Dialect,
  kept: Kept,
  { query, includeMemberships }: Asked,
  by: readonly Dimension[],
): Sql | undefined {
  const cells = meeting(dialect, kept, query, by);
  const values = known(by.map((each) => valueIn(kept, each)));
  if (!cells || !values) return undefined;
  const names = valueNames(by);
  const shown = values.map((value, i) => sql`${value} AS ${names[i]!}, `);
  const rows = sql`SELECT 0 AS "_key", ${join(shown, '')}r."member", ${KEPT_FIGURES} FROM ${cells}`;
  return merged(dialect, rows, [...names, ...(includeMemberships ? [] : [name('member')])]);
}

/**
 * The cells of a list, from FROM up to the end of WHERE. Where an object stands in several, one must be fixed, or each be
 * in a group of its own.
 */
function meeting(
  dialect: Dialect,
  kept: Kept,
  { filter, within = [] }: Asked['query'],
  by: readonly Dimension[],
): Sql | undefined {
  const asked = [...by, ...within.flatMap((group) => group.by)];
  const isAskedOnce = (dimension: Dimension): boolean => asked.filter((each) => each === dimension).length === 1;
  if (!kept.by.every((each) => hasOne(kept.type, each) || isAskedOnce(each))) return undefined;
  const such = known([
    ...within.flatMap((group) => group.by.map((each, i) => is(dialect, valueIn(kept, each), group.values[i] ?? null))),
    ...(filter ? [fulfils(dialect, kept, filter)] : []),
  ]);
  if (!such) return undefined;
  // What a list refuses is refused here too.
  if (filter) filterSql(dialect, kept.type, filter, 'x');
  return sql`rollup r WHERE ${all([isCell(kept), ...such])}`;
}

/** Whether an object stands in one cell, and not in one for each of several values. */
function hasOne(type: Class, { path, field, set }: Dimension): boolean {
  if (set) return true;
  const end = fieldsByName(path.at(-1)?.to ?? type);
  return !path.some(({ many }) => many) && !(typeof field === 'string' && end.get(field)!.list);
}

/** All of them, undefined where one is. */
const known = (parts: readonly (Sql | undefined)[]): Sql[] | undefined =>
  parts.some((each) => !each) ? undefined : (parts as Sql[]);

/** The value of a dimension in a cell: a part of its month, for a longer span of the same date. */
const valueIn = (kept: Kept, dimension: Dimension): Sql | undefined =>
  placeIn(kept, dimension) < 0 ? undefined : valueOf(kept, dimension);

function is(dialect: Dialect, value: Sql | undefined, given: string | Sql | null): Sql | undefined {
  if (!value || given === null) return value && sql`${value} IS NULL`;
  return given instanceof Sql ? dialect.isSame(value, given) : sql`${value} = ${given}`;
}

/** A filter as a condition on cells. */
function fulfils(dialect: Dialect, kept: Kept, filter: Filter): Sql | undefined {
  const own = (each: Filter): Sql | undefined => fulfils(dialect, kept, each);
  const conditions = Object.entries(filter).map(([key, value]) => {
    if (value === undefined) return sql`TRUE`;
    if (value === null) return undefined;
    if (key === 'and' || key === 'or') {
      const parts = known((value as Filter[]).map(own));
      return parts && (key === 'and' ? all(parts) : any(parts));
    }
    if (key === 'not') {
      const part = own(value as Filter);
      return part && sql`NOT ${part}`;
    }
    const edge = edgesFrom(kept.type).get(key);
    if (edge) return edge.many ? undefined : atEnd(dialect, kept, edge, value as Filter);
    if (key === 'value' && hasValue(kept.type)) return inCurrency(dialect, value as Filter);
    return fieldsByName(kept.type).get(key)?.columns
      ? inPart(dialect, kept, key, value as Filter)
      : ofField(dialect, kept, [], key, value as Comparison);
  });
  const parts = known(conditions);
  return parts && all(parts);
}

/**
 * Of the object at the end of an edge; where there is none no value is, so that nothing may be asked that it fulfils. No
 * object is without its release.
 */
function atEnd(dialect: Dialect, kept: Kept, edge: Edge, filter: Filter): Sql | undefined {
  const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
  const isThere = edge.to === Release;
  if (asked.length === 0 && !isThere) return undefined;
  const parts = known(
    asked.map(([key, value]) => {
      const inner = edgesFrom(edge.to).get(key);
      if (inner) return inner.many ? inList(dialect, kept, [edge, inner], value as Filter) : undefined;
      return value === null || (!isThere && isMetByNone(value))
        ? undefined
        : ofField(dialect, kept, [edge], key, value as Comparison);
    }),
  );
  return parts && all(parts);
}

/** Of the objects in a list of the release, which none is without: that some of them, or none, have a value. */
function inList(dialect: Dialect, { by }: Kept, path: readonly Edge[], filter: Filter): Sql | undefined {
  const parts = known(
    Object.entries(filter ?? {}).map(([key, value]) => {
      if (value === undefined) return sql`TRUE`;
      const [[field, comparison] = ['', null], ...others] = Object.entries((value ?? {}) as Filter);
      const place = by.findIndex((each) => each.set && hasWay(each, { path, field }));
      if ((key !== 'some' && key !== 'none') || place < 0 || others.length > 0 || isMetByNone(comparison))
        return undefined;
      const such = compare(dialect, raw('e.value'), 'text', comparison as Comparison, field);
      const some = sql`EXISTS (SELECT 1 FROM ${dialect.jsonEachText(raw(`r.v${place}`), [], 'e')} WHERE ${such})`;
      return key === 'some' ? some : sql`NOT ${some}`;
    }),
  );
  return parts && parts.length > 0 ? all(parts) : undefined;
}

/** Whether a comparison may hold where there is no value. */
const isMetByNone = (comparison: unknown): boolean =>
  comparison === null ||
  Object.entries(comparison as object).every(([operator, given]) => operator === 'isNull' || given === undefined);

function inCurrency(dialect: Dialect, { currency, ...others }: Filter): Sql | undefined {
  if (!currency || !isEmpty(others)) return undefined;
  return compare(dialect, raw('r."currency"'), 'text', currency as Comparison, 'currency');
}

function inPart(dialect: Dialect, kept: Kept, part: string, filter: Filter): Sql | undefined {
  const parts = known(
    Object.entries(filter).map(([key, value]) => {
      if (value === undefined) return sql`TRUE`;
      return value === null ? undefined : ofField(dialect, kept, [], [part, key], value as Comparison);
    }),
  );
  return parts && all(parts);
}

function ofField(
  dialect: Dialect,
  kept: Kept,
  path: readonly Edge[],
  field: Dimension['field'],
  comparison: Comparison,
): Sql | undefined {
  const isOf = (each: Dimension): boolean => !each.set && hasOne(kept.type, each) && hasWay(each, { path, field });
  const place = kept.by.findIndex(isOf);
  if (place < 0) return undefined;
  const value = raw(`r.v${place}`);
  if (kept.by[place]!.span) return inMonths(value, comparison);
  if (typeof field !== 'string') return undefined;
  const { kind } = fieldsByName(path.at(-1)?.to ?? kept.type).get(field)!;
  return compare(dialect, typed(kept, value, kind), kind, comparison, field);
}

/** A value of cells, which are all text. PostgreSQL may test a row before it sees that it is none of these cells. */
function typed(kept: Kept, value: Sql, kind: FieldKind): Sql {
  if (kind === 'flag') return sql`(${value} = 'true')`;
  return kind === 'whole' ? sql`CASE WHEN ${isCell(kept)} THEN CAST(${value} AS integer) END` : value;
}

const isCell = (kept: Kept): Sql => sql`r.key >= ${startOf(kept)} AND r.key < ${endOf(kept)}`;

const START_OF_MONTH = /^(\d{4}-\d\d)-01T00:00:00\.000Z$/;

/** From the start of one month up to that of another. */
function inMonths(value: Sql, comparison: Comparison): Sql | undefined {
  const parts = known(
    Object.entries(comparison).map(([operator, given]) => {
      if (given === undefined) return sql`TRUE`;
      if (operator === 'isNull' && given !== null) return sql`${value} ${raw(given ? 'IS NULL' : 'IS NOT NULL')}`;
      if (given === null || (operator !== 'gte' && operator !== 'lt') || !ask(given, startsMonth)) return undefined;
      return sql`(${value} IS NOT NULL AND ${value} ${raw(operator === 'gte' ? '>=' : '<')} ${made(given, monthOf)})`;
    }),
  );
  return parts && all(parts);
}

const monthOf = (given: unknown): string | undefined => START_OF_MONTH.exec(instantOf(given as string)?.utc ?? '')?.[1];
const startsMonth = (given: unknown): boolean => monthOf(given) !== undefined;
