import { raw, type Sql } from '../database/sql';
import { Value } from '../entities/parts/Value';
import { fieldsByName } from '../entities/registry';
import type { PartWriter } from './Compiler';

const TRUE = raw('TRUE');

/** The JSON of `effectiveAmount`, as ocds/amount.ts works it out. */
export const effectiveAmount: PartWriter = (compiler, parent, nodes, value) => {
  const { json } = compiler;
  const node = nodes[0]!;
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
};
