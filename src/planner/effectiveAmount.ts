import type { FieldNode, GraphQLObjectType } from 'graphql';
import { raw, type Sql } from '../database/sql';
import { Value } from '../entities/parts/Value';
import { fieldsByName, type FieldInfo } from '../entities/registry';
import type { Compiler } from './Compiler';

const TRUE = raw('TRUE');

/** Where the fields of a part are: each as JSON, and whether it is there. */
export interface PartFields {
  readonly json: (field: FieldInfo, nodes: readonly FieldNode[]) => Sql;
  readonly has: (field: FieldInfo) => Sql;
}

/** The JSON of `effectiveAmount`, as ocds/amount.ts works it out. */
export function effectiveAmount(
  compiler: Compiler,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  value: PartFields,
): Sql {
  const { json } = compiler;
  const [node] = nodes as [FieldNode];
  const type = compiler.typeOf(parent, node);
  const args = compiler.arguments<{ basis: string }>(parent, node);
  const known = fieldsByName(Value);
  const amounts = { NET: known.get('amount')!, GROSS: known.get('amountGross')! };
  /** Of the amount on the basis asked for or else on the other: `make` is given which of them it is. */
  const given = (make: (basis: 'NET' | 'GROSS', isAsked: boolean) => Sql, missing: Sql): Sql =>
    compiler.late([node], (binding) => {
      const asked = args(binding).basis === 'NET' ? 'NET' : 'GROSS';
      const other = asked === 'NET' ? 'GROSS' : 'NET';
      return json.when(
        [value.has(amounts[asked]), make(asked, true)],
        [value.has(amounts[other]), make(other, false)],
        [TRUE, missing],
      );
    });
  return compiler.fields(type, nodes, (name) => {
    switch (name) {
      case 'amount':
        return given((basis) => value.json(amounts[basis], []), json.constant(null));
      case 'currency':
        return value.json(known.get('currency')!, []);
      case 'basis':
        return given((basis) => json.constant(basis), json.constant(null));
      case 'source':
        return given(
          (basis, isAsked) => json.constant(isAsked ? 'PUBLISHED' : `${basis}_ONLY`),
          json.constant('MISSING'),
        );
    }
  });
}
