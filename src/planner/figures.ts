import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import type { Compiler } from './Compiler';

/** The rows that are added up: those of a table of the statement for which something holds (query/groups.ts). */
export interface Summed {
  readonly table: string;
  readonly where: Sql;
  /** A piece of SQL that decides by whether memberships are in the figures. */
  readonly late: (make: (includeMemberships: boolean) => Sql) => Sql;
}

/** What is made of the sum (`s`), the number (`n`), the least (`lo`) and the greatest (`hi`) of some values. */
const FIGURES: Record<string, (compiler: Compiler) => Sql> = {
  sum: ({ json }) => json.sum(raw('f.s')),
  avg: ({ json }) => json.rounded(sql`${json.digits(raw('f.s'))} / f.n`),
  min: ({ json }) => json.decimal(raw('f.lo')),
  max: ({ json }) => json.decimal(raw('f.hi')),
};

/** The JSON of one field of a total, if it is one. */
export function figures(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  summed: Summed,
): Sql | undefined {
  const { json, dialect } = compiler;
  const { table, where, late } = summed;
  const name = nodes[0]!.name.value;
  const total = (what: Sql): Sql => sql`(SELECT coalesce(sum(${what}), 0) FROM ${raw(table)} WHERE ${where})`;
  if (name === 'count' || name === 'memberships') return json.whole(total(raw(`"${name}"`)));
  const amount = FIGURES[name];
  if (!amount) return undefined;
  compiler.sums = true;

  const considered = late((all) => total(raw(all ? '"count"' : '"count" - "memberships"')));
  const own = late((all) => raw(all ? 'TRUE' : '"memberships" = 0'));
  const values = (basis: string, place: number): Sql =>
    sql`SELECT "currency" AS cu, ${raw(`${place} AS b, "${basis}Count" AS n`)}, ${dialect.double(raw(`"${basis}Sum"`))} AS s, ${raw(`"${basis}Min" AS lo, "${basis}Max" AS hi`)} FROM ${raw(table)} WHERE ${where} AND ${own}`;
  const figureType = compiler.typeOf(type, nodes[0]!);
  const each = compiler.fields(figureType, nodes, (of) => {
    switch (of) {
      case 'currency':
        return json.text(raw('f.cu'));
      case 'basis':
        return json.text(raw("CASE f.b WHEN 0 THEN 'NET' ELSE 'GROSS' END"));
      case 'amount':
        return amount(compiler);
      case 'count':
        return json.whole(raw('f.n'));
      case 'missing':
        return json.whole(sql`(${considered} - f.n)`);
    }
  });
  const order = sql`f.cu ASC NULLS LAST, f.b`;
  return sql`(SELECT ${json.some(each, raw('f.n > 0'), order)} FROM (${values('net', 0)} UNION ALL ${values('gross', 1)}) f)`;
}
