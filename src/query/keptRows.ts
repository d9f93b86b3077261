import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';
import type { Dimension } from '../entities/dimensions';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { placeIn, type Kept } from '../entities/rollups';
import type { GroupOrder } from './groups';
import { spanOf } from './inGroup';
import type { ListQuery } from './list';

/** Which list is summed: that of a class, or those at the end of an edge for many parents. */
export interface Asked {
  readonly type: Class;
  readonly edge?: Edge | undefined;
  readonly query: Pick<ListQuery, 'filter' | 'within'>;
  readonly includeMemberships: boolean;
  /** Whether least and greatest amounts are asked for. */
  readonly extremes: boolean;
  /** Whether nothing but counts is asked for. */
  readonly counts?: boolean;
}

/** What is counted: all objects of a list, or those with an amount. */
export type Counted = 'count' | 'netCount' | 'grossCount';

/** How many objects rows of groups have together. */
export const countIn = (rows: Sql): Sql => sql`SELECT coalesce(sum("count"), 0) FROM ${rows}`;

/** The sum of `n` over rows, but no more than `most`. */
export function sumUpTo(rows: Sql, most: number): Sql {
  const limit = raw(String(most));
  return sql`(SELECT CASE WHEN sum(n) > ${limit} THEN ${limit} ELSE coalesce(sum(n), 0) END FROM (${rows}) c)`;
}

export const BASES = ['net', 'gross'];

/** The value of a dimension in a row called `r`, made of its month where the list has months. */
export function valueOf(kept: Kept, dimension: Dimension): Sql {
  const place = placeIn(kept, dimension);
  const value = raw(`r.v${place}`);
  return kept.by[place] === dimension ? value : spanOf(value, dimension.span);
}

/** What the values of a row's group are called, in the order of its dimensions. */
export const valueNames = (by: readonly unknown[]): Sql[] => by.map((_, i) => name(`_v${i}`));

/** The order of groups, by `_by`, the value of their order, and where it is equal by their own values. */
export const groupsInOrder = (dialect: Dialect, { by, descending }: GroupOrder, values: readonly Sql[]): Sql =>
  join(
    [
      dialect.order(name('_by'), descending, false),
      ...values.map((value) => dialect.order(value, by === 'key' && descending, false)),
    ],
    ', ',
  );

/** What a row of a group comes to; sums are digits, or what `digits` makes of them. */
export const figures = (digits = (sum: Sql): Sql => sum): Sql =>
  sql`r."currency", r."count", r."memberships", ${ofBases(digits)}`;

/** The same of a row that is kept. */
export const KEPT_FIGURES = sql`r."currency", r."count", r."member" * r."count" AS "memberships", ${ofBases((sum) => sum)}`;

function ofBases(digits: (sum: Sql) => Sql): Sql {
  const each = BASES.map((basis) => {
    const [count, sum, min, max] = ['Count', 'Sum', 'Min', 'Max'].map((what) => name(`${basis}${what}`));
    return sql`r.${count!}, ${digits(sql`r.${sum!}`)} AS ${sum!}, r.${min!}, r.${max!}`;
  });
  return join(each, ', ');
}

/** Rows of such groups put together, memberships with all else unless they are told apart by `member`. */
export function merged(dialect: Dialect, rows: Sql, by: readonly Sql[]): Sql {
  const group = join([name('_key'), ...by, name('currency')], ', ');
  const each = ['count', 'memberships', ...BASES.map((basis) => `${basis}Count`)].map(name);
  const added = each.map((count) => sql`sum(${count}) AS ${count}`);
  const amounts = BASES.map((basis) => {
    const [sum, min, max] = ['Sum', 'Min', 'Max'].map((what) => name(`${basis}${what}`));
    return sql`${dialect.digits(dialect.sum(dialect.decimal(sum!)))} AS ${sum!}, min(${min!}) AS ${min!}, max(${max!}) AS ${max!}`;
  });
  return sql`SELECT ${group}, ${join([...added, ...amounts], ', ')} FROM (${rows}) m GROUP BY ${group}`;
}
