import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import type { Compiler } from './Compiler';

/** The rows that are added up: those of a table of the statement (query/groups.ts). */
export interface Summed {
  readonly table: string;
  /** That a row of the table is added up with the row `f`. */
  readonly isWith: Sql;
  /** A piece of SQL that decides by whether memberships are in the figures. */
  readonly late: (make: (includeMemberships: boolean) => Sql) => Sql;
}

/** What is made of the sum (`s`), the number (`n`), the least (`lo`) and the greatest (`hi`) of some values. */
const FIGURES: Record<string, (compiler: Compiler) => Sql> = {
  sum: ({ json, dialect }) => json.sum(raw('f.s'), dialect.double(raw('f.s'))),
  avg: ({ json, dialect }) => json.rounded(sql`${json.digits(dialect.double(raw('f.s')))} / f.n`),
  min: ({ json }) => json.decimal(raw('f.lo')),
  max: ({ json }) => json.decimal(raw('f.hi')),
};

/** The rows `f`: each of the table with its net values, and again with its gross ones. */
export function ofBothBases(table: string): Sql {
  const of = (what: string, as: string): string =>
    `CASE b.basis WHEN 0 THEN r."net${what}" ELSE r."gross${what}" END AS ${as}`;
  const values = [of('Count', 'n'), of('Sum', 's'), of('Min', 'lo'), of('Max', 'hi')].join(', ');
  return raw(`(SELECT r.*, b.basis, ${values} FROM ${table} r CROSS JOIN (SELECT 0 AS basis UNION ALL SELECT 1) b) f`);
}

/** The JSON of one field of a total, if it is one: what rows `f` come to. */
export function figures(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { table, isWith, late }: Summed,
): Sql | undefined {
  const { json } = compiler;
  const name = nodes[0]!.name.value;
  if (name === 'count' || name === 'memberships')
    return json.whole(sql`coalesce(sum(f.${raw(`"${name}"`)}) FILTER (WHERE f.basis = 0), 0)`);
  const amount = FIGURES[name];
  if (!amount) return undefined;
  compiler.sums = true;

  const considered = late((all) => raw(all ? '"count"' : '"count" - "memberships"'));
  const figureType = compiler.typeOf(type, nodes[0]!);
  const each = compiler.fields(figureType, nodes, (of) => {
    switch (of) {
      case 'currency':
        return json.text(raw('f."currency"'));
      case 'basis':
        return json.text(raw("CASE f.basis WHEN 0 THEN 'NET' ELSE 'GROSS' END"));
      case 'amount':
        return amount(compiler);
      case 'count':
        return json.whole(raw('f.n'));
      case 'missing':
        return json.whole(sql`((SELECT sum(${considered}) FROM ${raw(table)} WHERE ${isWith}) - f.n)`);
    }
  });
  const holds = late((all) => raw(all ? 'f.n > 0' : 'f.n > 0 AND f."memberships" = 0'));
  return json.some(each, holds, sql`f."currency" ASC NULLS LAST, f.basis`);
}
