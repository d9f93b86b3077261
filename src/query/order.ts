import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import { columnInPart, columnOf } from '../entities/columns';
import {
  copiesOf,
  countsOf,
  fieldsByName,
  nodeOf,
  ordersOf,
  type Class,
  type FieldInfo,
  type FieldKind,
} from '../entities/registry';
import { mayBeMembership } from '../entities/memberships';
import type { Edge } from '../entities/relation';
import { inRow, insidePart, scalarAt } from './operand';
import type { PositionKind } from './cursor';
import { isMembership } from './memberships';
import { keptFigure } from './rolledUp';
import { column, walk, walkOnce, type Names } from './walk';

/** What objects can be ordered by: a scalar, or what lies at the end of an edge, counted or summed. */
export type OrderKey =
  | { readonly by: 'field'; readonly path: readonly string[] }
  | { readonly by: 'count'; readonly edge: string }
  | { readonly by: 'sum'; readonly edge: string; readonly amount: 'amount' | 'amountGross' };

export interface OrderTerm {
  readonly key: OrderKey;
  readonly descending: boolean;
  /** Of a sum: only amounts of this currency. */
  readonly currency?: string;
}

/** One step of an order as SQL on rows called `alias`. */
export interface OrderStep {
  readonly expression: Sql;
  readonly descending: boolean;
  /** What sorts alike and has an index, if it is not the value itself. */
  readonly sorts?: Sql;
  /** Whether there always is a value. SQLite would look for those without one in a second walk through the index. */
  readonly isSet?: boolean;
  /** Whether what has no value is read by itself, for an index to be read backwards that would have it first. */
  readonly apart?: boolean;
}

/** The steps of an order; the caller ends it with something unique. */
export const orderSteps = (dialect: Dialect, type: Class, terms: readonly OrderTerm[], alias: string): OrderStep[] =>
  terms.map((term) => ({ expression: expressionOf(dialect, type, term, alias), descending: term.descending }));

/** The column whose index has all objects of a class in that order, or the other way round, but for what ties. */
export function indexedBy(type: Class, [first]: readonly OrderTerm[]): string | undefined {
  if (!first) return nodeOf(type).listed ? 'id' : undefined;
  const column = columnBy(type, first);
  return column !== undefined && ordersOf(type).has(column) ? column : undefined;
}

/** What comes first in an order of the objects at the end of an edge, where the row in between, called `row`, repeats it. */
export const copyInRow = ({ to, toKey, through }: Edge, order: readonly OrderTerm[], row: string): Sql | undefined =>
  through && toKey === 'pk' ? copyOf(through.type, through.leave, to, order, row) : undefined;

/** The same of the objects where an edge starts. */
export const copyAtStart = (
  { from, fromKey, through }: Edge,
  order: readonly OrderTerm[],
  row: string,
): Sql | undefined => (through && fromKey === 'pk' ? copyOf(through.type, through.enter, from, order, row) : undefined);

function copyOf(of: Class, to: string, type: Class, [first]: readonly OrderTerm[], row: string): Sql | undefined {
  const by = first && columnBy(type, first);
  const copy = copiesOf(of).find((each) => each.from === type && each.key === to && each.column === by);
  if (!copy) return undefined;
  const { key } = first!;
  return compared(column(row, copy.column), key.by === 'field' ? orderedBy(type, key.path).kind : 'whole');
}

/** A value as it is compared: a flag is a number in a cursor. */
const compared = (value: Sql, kind: FieldKind): Sql =>
  kind === 'flag' ? sql`CASE WHEN ${value} THEN 1 WHEN NOT ${value} THEN 0 END` : value;

/** Whether the index of a column goes the other way than an order by it, and then has what has no value first. */
export const isAgainst = (type: Class, along: string, { descending }: OrderStep): boolean => {
  const direction = ordersOf(type).get(along);
  return direction !== undefined && descending !== (direction === 'DESC');
};

/** The column that an order compares, if it is one. */
function columnBy(type: Class, { key }: OrderTerm): string | undefined {
  if (key.by !== 'field') return key.by === 'count' ? countsOf(type).get(key.edge) : undefined;
  const [name, inner] = key.path;
  const column = columnOf(orderedBy(type, key.path));
  return inner === undefined ? column : columnInPart(name!, column);
}

/** The scalar that a field of an order is, or has in it. */
function orderedBy(type: Class, [name, inner]: readonly string[]): FieldInfo {
  const field = fieldsByName(type).get(name!)!;
  return inner === undefined ? field : fieldsByName(field.part!()).get(inner)!;
}

/** What an order compares. */
export function orderKind(type: Class, { key }: OrderTerm): PositionKind {
  if (key.by !== 'field') return key.by === 'count' ? 'integer' : 'number';
  const { kind } = orderedBy(type, key.path);
  if (kind === 'whole' || kind === 'flag') return 'integer';
  return kind === 'decimal' ? 'number' : 'string';
}

function expressionOf(dialect: Dialect, type: Class, { key, currency }: OrderTerm, alias: string): Sql {
  if (key.by === 'field') {
    const [name, second] = key.path;
    const inner = orderedBy(type, key.path);
    const row = inRow(alias);
    const place = second === undefined ? row : insidePart(row, fieldsByName(type).get(name!)!);
    return compared(scalarAt(dialect, place, inner), inner.kind);
  }
  const own = key.by === 'count' ? countsOf(type).get(key.edge) : undefined;
  if (own) return column(alias, own);
  const edge = edgesFrom(type).get(key.edge)!;
  const kept = keptFigure(dialect, edge, key.by === 'count' ? { by: 'count' } : { by: key.amount, currency }, alias);
  if (kept) return kept;
  const names: Names = { from: alias, row: 'ol', object: 'o' };
  if (key.by === 'count') return sql`(SELECT count(*) FROM ${walkOnce(dialect, edge, names)})`;
  const amount = raw(key.amount === 'amount' ? 'o."valueAmount"' : 'o."valueAmountGross"');
  const outside = mayBeMembership(edge.to) ? sql` AND NOT ${isMembership('o')}` : raw('');
  const distinct = sql`SELECT DISTINCT o.pk, ${amount} AS amount FROM ${walk(edge, names)} AND o."valueCurrency" = ${currency}${outside}`;
  return sql`(SELECT ${dialect.roundedSum(raw('d.amount'))} FROM (${distinct}) d)`;
}

/** ORDER BY, nulls last either way. */
export const orderBy = (dialect: Dialect, steps: readonly OrderStep[], backward: boolean): Sql =>
  sql`ORDER BY ${join(
    steps.map(({ expression, sorts = expression, descending, isSet, apart = false }) => {
      const turned = descending !== backward;
      return isSet ? sql`${sorts}${raw(turned ? ' DESC' : '')}` : dialect.order(sorts, turned, backward !== apart);
    }),
    ', ',
  )}`;

/**
 * What comes after a position in an order, or before it when read backward: after the first value, or equal there and
 * after the rest. Nulls are last, so nothing but ties comes after one. Without a position all comes after.
 */
export function beyond(steps: readonly OrderStep[], position: readonly unknown[] | undefined, backward: boolean): Sql {
  if (!position) return sql`TRUE`;
  const [step, ...rest] = steps;
  if (!step) return sql`FALSE`;
  const { expression, descending, isSet } = step;
  const [value, ...values] = position;
  const ties = beyond(rest, values, backward);
  if (value === null)
    return backward ? sql`(${expression} IS NOT NULL OR ${ties})` : sql`(${expression} IS NULL AND ${ties})`;
  const further = raw(descending !== backward ? '<' : '>');
  const nulls = backward || isSet ? raw('') : sql`OR ${expression} IS NULL`;
  return sql`(${expression} ${further} ${value} ${nulls} OR (${expression} = ${value} AND ${ties}))`;
}

/**
 * The same for rows that are met along an index in that order. SQLite would look up each side of an OR by itself and sort
 * what it finds, instead of walking along.
 */
export const beyondAlong = (
  steps: readonly OrderStep[],
  position: readonly unknown[] | undefined,
  backward: boolean,
): Sql => sql`CASE WHEN ${beyond(steps, position, backward)} THEN TRUE ELSE FALSE END`;

/** Rows of an order that lie together. */
export interface Range {
  readonly such: Sql;
  /** Whether all of them have a value to be ordered by. */
  readonly present?: boolean;
  /** How they are found, up to an open WHERE, and what orders them, if not as all others are. */
  readonly by?: { readonly from?: Sql; readonly steps: readonly OrderStep[] };
}

/**
 * The same as one condition after the other, in the order of what fulfils them, each a range of an index: an OR would have
 * all of them found first and sorted.
 */
export function ranges(
  steps: readonly OrderStep[],
  position: readonly unknown[] | undefined,
  backward: boolean,
): Range[] {
  const [{ expression, descending, isSet, apart }, ...rest] = steps as [OrderStep, ...OrderStep[]];
  const missing = { such: sql`${expression} IS NULL` };
  const present = { such: sql`${expression} IS NOT NULL`, present: true };
  if (!position && apart) return backward ? [missing, present] : [present, missing];
  if (!position) return [{ such: sql`TRUE` }];
  const [value, ...values] = position;
  const ties = beyond(rest, values, backward);
  if (value === null) {
    const further = { such: sql`${missing.such} AND ${ties}` };
    return backward ? [further, present] : [further];
  }
  const further = raw(descending !== backward ? '<=' : '>=');
  const after = {
    such: sql`${expression} ${further} ${value} AND NOT (${expression} = ${value} AND NOT ${ties})`,
    present: true,
  };
  return backward || isSet ? [after] : [after, missing];
}
