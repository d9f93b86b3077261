import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, sql, type Sql } from '../database/sql';
import type { Compiler } from './Compiler';

/** The rows that are added up: query/groups.ts finds them, `rowsFor` writes them. */
export interface Summed {
  /** What each is called. */
  readonly row: string;
  /** A piece of SQL that decides by whether memberships are in the figures. */
  readonly late: (make: (includeMemberships: boolean) => Sql) => Sql;
}

/** Writes rows that are added up together, or those of groups. */
export type RowsWriter = (rows: Sql, isOfGroups: boolean) => Sql;

/**
 * Writes the rows of a total, or of groups, with what their figures need. Where `missing` is asked for they have beside them how
 * many objects all have together that are added up with them: SQLite would find the rows anew for each figure. Where nobody asks
 * for it, this would take SQLite half as long again as all else.
 */
export function rowsFor(compiler: Compiler, type: GraphQLObjectType, nodes: readonly FieldNode[]): RowsWriter {
  const isAsked = [...compiler.selected(type, nodes).values()].some(
    (same) =>
      same[0]!.name.value in FIGURES && compiler.asked(compiler.typeOf(type, same[0]!), same).includes('missing'),
  );
  if (!isAsked) return (rows) => rows;
  return (rows, isOfGroups) => {
    const whole = raw(isOfGroups ? '(PARTITION BY a."_group")' : '()');
    return sql`SELECT a.*, sum(a."count") OVER ${whole} AS "_count", sum(a."memberships") OVER ${whole} AS "_memberships" FROM (${rows}) a`;
  };
}

/** A figure of a row on one basis: its sum, count, least or greatest. */
type Of = (what: 'Sum' | 'Count' | 'Min' | 'Max') => Sql;

const double = ({ dialect }: Compiler, of: Of): Sql => dialect.double(dialect.decimal(of('Sum')));

const FIGURES: Record<string, (compiler: Compiler, of: Of) => Sql> = {
  sum: ({ json }, of) => json.sum(of('Sum')),
  avg: (compiler, of) => compiler.json.rounded(sql`${compiler.json.digits(double(compiler, of))} / ${of('Count')}`),
  min: ({ json }, of) => json.decimal(of('Min')),
  max: ({ json }, of) => json.decimal(of('Max')),
};

const BASES = { NET: 'net', GROSS: 'gross' };

/** The JSON of one field of a total, if it is one: what rows come to. */
export function figures(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  { row, late }: Summed,
): Sql | undefined {
  const { json } = compiler;
  const name = nodes[0]!.name.value;
  const at = (column: string): Sql => raw(`${row}."${column}"`);
  if (name === 'count' || name === 'memberships') return json.whole(sql`coalesce(sum(${at(name)}), 0)`);
  const amount = FIGURES[name];
  if (!amount) return undefined;
  compiler.sums = true;

  const considered = late((all) => (all ? at('_count') : sql`${at('_count')} - ${at('_memberships')}`));
  const figureType = compiler.typeOf(type, nodes[0]!);
  const one = (basis: string, of: Of): Sql =>
    compiler.fields(figureType, nodes, (field) => {
      switch (field) {
        case 'currency':
          return json.text(at('currency'));
        case 'basis':
          return json.constant(basis);
        case 'amount':
          return amount(compiler, of);
        case 'count':
          return json.whole(of('Count'));
        case 'missing':
          return json.whole(sql`(${considered} - ${of('Count')})`);
      }
    });
  const isShown = late((all) => (all ? raw('') : sql` AND ${at('memberships')} = 0`));
  const both = Object.entries(BASES).map(([basis, columns]): readonly [Sql, Sql] => {
    const of: Of = (what) => at(`${columns}${what}`);
    return [sql`${of('Count')} > 0${isShown}`, one(basis, of)];
  });
  return json.several(both, sql`${at('currency')} ASC NULLS LAST`);
}
