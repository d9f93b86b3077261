import { fieldsOf, type Class } from '../../entities/registry';
import type { JsonObject } from '../../ocds/json';
import type { Issues, Path } from './path';
import { numberOf } from './scalars';

/**
 * An object whose amounts of money are numbers with one currency beside them, as the standard says it: `"amount": 1000,
 * "currency": "USD"` in a budget. Any other is returned as it is.
 */
export function withCurrency(type: Class, object: JsonObject, issues: Issues, path: Path | null): JsonObject {
  const { currency } = object;
  if (typeof currency !== 'string' || currency.trim() === '') return object;
  const amounts = amountsOf(type).filter((name) => numberOf(object[name] ?? null) !== undefined);
  if (amounts.length === 0) return object;
  const { currency: _, ...whole } = object;
  for (const name of amounts) {
    issues.tell('TYPE_COERCED', path, name, object[name]!);
    whole[name] = { amount: numberOf(object[name]!)!, currency };
  }
  issues.tell('OTHER_NAME', path, 'currency', currency);
  return whole;
}

const known = new Map<Class, readonly string[]>();

/** The properties of a class that are amounts of money; none where the class has a currency of its own. */
function amountsOf(type: Class): readonly string[] {
  const amounts = known.get(type) ?? (hasCurrency(type) ? [] : amountsIn(type));
  known.set(type, amounts);
  return amounts;
}

const amountsIn = (type: Class): string[] =>
  fieldsOf(type)
    .filter(({ kind, list, part }) => kind === 'part' && !list && hasCurrency(part!()))
    .map(({ name, published }) => published ?? name);

const hasCurrency = (type: Class): boolean => fieldsOf(type).some(({ name }) => name === 'currency');
