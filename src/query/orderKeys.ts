import { edgesFrom } from '../entities/edges';
import { fieldsOf, hasValue, type Class, type FieldInfo } from '../entities/registry';
import { UserInputError } from '../errors';
import { enumName } from '../ocds/codelist';
import { storable } from '../ocds/text';
import type { OrderKey, OrderTerm } from './order';

/** The ways a class can be ordered, by their names in GraphQL. */
type Keys = Record<string, OrderKey>;

const keys = new Map<Class, Keys>();

const sortable = (field: FieldInfo): boolean => !field.list && field.kind !== 'part' && field.kind !== 'json';

export function orderKeys(type: Class): Keys {
  const known = keys.get(type);
  if (known) return known;
  const own: Keys = {};
  for (const field of fieldsOf(type)) {
    if (sortable(field)) own[enumName(field.name)] = { by: 'field', path: [field.name] };
    else if (field.columns)
      for (const inner of fieldsOf(field.part!()).filter(sortable))
        own[enumName(`${field.name}_${inner.name}`)] = { by: 'field', path: [field.name, inner.name] };
  }
  for (const edge of edgesFrom(type).values()) {
    if (!edge.many) continue;
    own[enumName(`${edge.name}_count`)] = { by: 'count', edge: edge.name };
    if (!hasValue(edge.to)) continue;
    own[enumName(`${edge.name}_sumNet`)] = { by: 'sum', edge: edge.name, amount: 'amount' };
    own[enumName(`${edge.name}_sumGross`)] = { by: 'sum', edge: edge.name, amount: 'amountGross' };
  }
  keys.set(type, own);
  return own;
}

export interface OrderInput {
  by: string;
  direction: 'ASC' | 'DESC';
  currency?: string | null;
}

/** The currency that something is ordered by. @throws UserInputError where a sum has none. */
export function currencyOf({ by, currency }: Omit<OrderInput, 'direction'>, isSum: boolean): string | undefined {
  if (isSum && !currency) throw new UserInputError(`Ordering by ${by} needs a "currency": sums never mix currencies.`);
  return currency ? storable(currency) : undefined;
}

/** @throws UserInputError where a sum has no currency. */
export function orderTerms(type: Class, given: readonly OrderInput[] | null | undefined): OrderTerm[] {
  return (given ?? []).map((input) => {
    const key = orderKeys(type)[input.by]!;
    const currency = currencyOf(input, key.by === 'sum');
    return { key, descending: input.direction === 'DESC', ...(currency && { currency }) };
  });
}
