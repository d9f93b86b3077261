import type { Dialect } from '../database/dialect';
import { join, name, sql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import type { ListQuery } from './list';

/** Which list is summed: that of a class, or those at the end of an edge for many parents. */
export interface Asked {
  readonly type: Class;
  readonly edge?: Edge | undefined;
  readonly query: Pick<ListQuery, 'filter' | 'within'>;
  readonly includeMemberships: boolean;
  /** Whether least and greatest amounts are asked for. */
  readonly extremes: boolean;
}

const BASES = ['net', 'gross'];

/** What the values of a row's group are called, in the order of its dimensions. */
export const valueNames = (by: readonly unknown[]): Sql[] => by.map((_, i) => name(`_v${i}`));

/** What a row of a group comes to. */
export const figures = (dialect: Dialect): Sql =>
  sql`r."currency", r."count", r."member" * r."count" AS "memberships", ${join(
    BASES.map(
      (basis) =>
        sql`r.${name(`${basis}Count`)}, ${dialect.decimal(sql`r.${name(`${basis}Sum`)}`)} AS ${name(`${basis}Sum`)}, r.${name(`${basis}Min`)}, r.${name(`${basis}Max`)}`,
    ),
    ', ',
  )}`;

/** Memberships together with all else. */
export function merged(rows: Sql, by: readonly Sql[]): Sql {
  const group = join([name('_key'), ...by, name('currency')], ', ');
  const added = ['count', 'memberships', ...BASES.flatMap((basis) => [`${basis}Count`, `${basis}Sum`])].map(
    (each) => sql`sum(${name(each)}) AS ${name(each)}`,
  );
  const least = BASES.map((basis) => sql`min(${name(`${basis}Min`)}) AS ${name(`${basis}Min`)}`);
  const greatest = BASES.map((basis) => sql`max(${name(`${basis}Max`)}) AS ${name(`${basis}Max`)}`);
  return sql`SELECT ${group}, ${join([...added, ...least, ...greatest], ', ')} FROM (${rows}) m GROUP BY ${group}`;
}
