import { join, raw, sql, type Sql } from '../database/sql';
import type { Dialect } from '../database/dialect';

/** SQLite joins up to 500 statements, and takes no more than 32,766 parameters. */
const MOST = { statements: 100, parameters: 30_000 };

/** Statements with the same columns as few statements: `_arm` tells whose a row is, by its turn among those of `from`. */
export function united(dialect: Dialect, arms: readonly Sql[]): { from: number; count: number; statement: Sql }[] {
  const [first] = arms;
  if (!first) return [];
  const parameters = Math.max(1, ...arms.map((arm) => arm.write(dialect.placeholder).values.length));
  const together = Math.max(1, Math.min(MOST.statements, Math.floor(MOST.parameters / parameters)));
  const statements: { from: number; count: number; statement: Sql }[] = [];
  for (let from = 0; from < arms.length; from += together) {
    const own = arms.slice(from, from + together);
    const [only] = own;
    const marked = own.map((arm, i) => sql`SELECT ${raw(String(i))} AS "_arm", a.* FROM (${arm}) a`);
    const whole = join(marked, ' UNION ALL ');
    statements.push({ from, count: own.length, statement: own.length === 1 ? only! : whole });
  }
  return statements;
}
