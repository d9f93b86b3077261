import { fieldsOf, type Class } from '../../entities/registry';
import type { JsonObject } from '../../ocds/json';
import type { Issues, Path } from './path';
import { numberOf } from './scalars';

/** The properties of a class that are amounts of money; none where the class has a currency of its own. */
export function amountsOf(type: Class): string[] {
  if (hasCurrency(type)) return [];
  const amounts = fieldsOf(type).filter(({ kind, list, part }) => kind === 'part' && !list && hasCurrency(part!()));
  return amounts.map(({ name, published }) => published ?? name);
}

const hasCurrency = (type: Class): boolean => fieldsOf(type).some(({ name }) => name === 'currency');

/**
 * An object whose amounts of money are numbers with one currency beside them, as the standard says it: `"amount": 1000,
 * "currency": "USD"` in a budget. Any other is returned as it is.
 */
export function withCurrency(
  amounts: readonly string[],
  object: JsonObject,
  issues: Issues,
  path: Path | null,
): JsonObject {
  if (amounts.length === 0 || typeof object.currency !== 'string' || object.currency.trim() === '') return object;
  const numbers = amounts.filter((name) => numberOf(object[name] ?? null) !== undefined);
  if (numbers.length === 0) return object;
  const { currency, ...whole } = object;
  for (const name of numbers) {
    issues.tell('TYPE_COERCED', path, name, object[name]!);
    whole[name] = { amount: numberOf(object[name]!)!, currency };
  }
  issues.tell('OTHER_NAME', path, 'currency', currency);
  return whole;
}
