import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import type { Class } from '../entities/registry';
import { fieldsByName, inRow, insidePart, scalarAt } from './operand';
import type { PositionKind } from './cursor';
import { keptFigure } from './rolledUp';
import { counted, walk, type Names } from './walk';

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
}

/** The steps of an order; the caller ends it with something unique. */
export const orderSteps = (dialect: Dialect, type: Class, terms: readonly OrderTerm[], alias: string): OrderStep[] =>
  terms.map((term) => ({ expression: expressionOf(dialect, type, term, alias), descending: term.descending }));

/** What an order compares. */
export function orderKind(type: Class, { key }: OrderTerm): PositionKind {
  if (key.by !== 'field') return key.by === 'count' ? 'integer' : 'number';
  const [first, second] = key.path;
  const field = fieldsByName(type).get(first!)!;
  const { kind } = second === undefined ? field : fieldsByName(field.part!()).get(second)!;
  if (kind === 'whole' || kind === 'flag') return 'integer';
  return kind === 'decimal' ? 'number' : 'string';
}

function expressionOf(dialect: Dialect, type: Class, { key, currency }: OrderTerm, alias: string): Sql {
  if (key.by === 'field') {
    const [first, second] = key.path;
    const field = fieldsByName(type).get(first!)!;
    const inner = second === undefined ? field : fieldsByName(field.part!()).get(second)!;
    const value = scalarAt(dialect, second === undefined ? inRow(alias) : insidePart(inRow(alias), field), inner);
    return inner.kind === 'flag' ? sql`CASE WHEN ${value} THEN 1 WHEN NOT ${value} THEN 0 END` : value;
  }
  const edge = edgesFrom(type).get(key.edge)!;
  const kept = keptFigure(dialect, edge, key.by === 'count' ? { by: 'count' } : { by: key.amount, currency }, alias);
  if (kept) return kept;
  const names: Names = { from: alias, row: 'ol', object: 'o' };
  if (key.by === 'count') return sql`(SELECT count(${counted(edge, names)}) FROM ${walk(edge, names, false)})`;
  const column = raw(key.amount === 'amount' ? 'o."valueAmount"' : 'o."valueAmountGross"');
  const distinct = sql`SELECT DISTINCT o.pk, ${column} AS amount FROM ${walk(edge, names)} AND o."valueCurrency" = ${currency}`;
  return sql`(SELECT ${dialect.rounded(sql`sum(d.amount)`)} FROM (${distinct}) d)`;
}

/** ORDER BY, nulls last either way. */
export const orderBy = (dialect: Dialect, steps: readonly OrderStep[], backward: boolean): Sql =>
  sql`ORDER BY ${join(
    steps.map(({ expression, sorts = expression, descending }) =>
      dialect.order(sorts, descending !== backward, backward),
    ),
    ', ',
  )}`;

/**
 * What comes after a position in an order, or before it when read backward: after the first value, or equal there and
 * after the rest. Nulls are last, so nothing but ties comes after one.
 */
export function beyond(steps: readonly OrderStep[], position: readonly unknown[], backward: boolean): Sql {
  const [step, ...rest] = steps;
  if (!step) return sql`FALSE`;
  const { expression, descending } = step;
  const [value, ...values] = position;
  const ties = beyond(rest, values, backward);
  if (value === null)
    return backward ? sql`(${expression} IS NOT NULL OR ${ties})` : sql`(${expression} IS NULL AND ${ties})`;
  const further = raw(descending !== backward ? '<' : '>');
  const nulls = backward ? raw('') : sql`OR ${expression} IS NULL`;
  return sql`(${expression} ${further} ${value} ${nulls} OR (${expression} = ${value} AND ${ties}))`;
}
