import type { JsonObject } from '../../ocds/json';

/** No register has longer ones, and an index of PostgreSQL takes no more than 2,704 bytes. */
const LONGEST = 400;

/**
 * The id of an organization in a register, `GB-COH-01234567`, by the scheme and id of its identifier
 * (https://standard.open-contracting.org/1.1/en/schema/identifiers/#organization-ids); undefined without both.
 */
export function registerId(identifier: JsonObject | null): string | undefined {
  const scheme = identifier?.scheme;
  const id = identifier?.localId;
  if (typeof scheme !== 'string' || !scheme.trim() || typeof id !== 'string' || !id.trim()) return undefined;
  const whole = `${scheme.trim()}-${id.trim()}`;
  return whole.length > LONGEST ? undefined : whole;
}

/** The same of an identifier as a column holds it. */
export const registerIdIn = (identifier: string | null): string | undefined =>
  registerId(identifier === null ? null : (JSON.parse(identifier) as JsonObject));

/** The first of further identifiers that is in a register, as a column holds it: all that the EU's profile has of an organization. */
export function registeredAmong(identifiers: string | null): string | undefined {
  const all = identifiers === null ? [] : (JSON.parse(identifiers) as JsonObject[]);
  const found = all.find((each) => registerId(each) !== undefined);
  return found && JSON.stringify(found);
}
