import type { Dialect } from '../database/dialect';
import { join, name, raw, sql, type Sql } from '../database/sql';

/** Rows that values are read from. */
export interface Scope {
  readonly alias: string;
  /** A column of theirs; who makes the rows learns that it is in use. */
  column(of: string): Sql;
}

/** Rows of a table itself. */
export const tableScope = (alias: string): Scope => ({ alias, column: (of) => sql`${raw(alias)}.${name(of)}` });

/** Rows of a subquery: it selects those columns alone that are used, for all others would be sorted along. */
export class Subquery implements Scope {
  private readonly used = new Set<string>();

  constructor(
    readonly alias: string,
    private readonly prefix = '',
  ) {}

  column(of: string): Sql {
    this.used.add(of);
    return sql`${raw(this.alias)}.${name(this.prefix + of)}`;
  }

  /** What the subquery selects from the table called `inner`. */
  columns(inner: string): Sql[] {
    const as = (of: string): Sql => (this.prefix === '' ? raw('') : sql` AS ${name(this.prefix + of)}`);
    return [...this.used].map((of) => sql`${raw(inner)}.${name(of)}${as(of)}`);
  }
}

/** A dialect whose list of keys is the key of the row at hand. */
export const atRow = (dialect: Dialect, key: Sql): Dialect => ({
  ...dialect,
  keys: () => sql`(SELECT ${key} AS key) AS k`,
});

/** What a subquery selects: at least something. */
export const selection = (columns: readonly Sql[]): Sql => (columns.length === 0 ? raw('1') : join(columns, ','));
