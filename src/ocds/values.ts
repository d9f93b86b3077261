import { type Json, type JsonObject, isObject } from './json';

/** The value of a key that the document has itself: `toString` and `__proto__` are undefined unless it does. */
export function ownValue(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Plain assignment to a key `__proto__` would replace the prototype instead of storing the value. */
export function setOwnValue(object: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** What the merge routine tells apart. */
export function kindOf(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : 'a literal';
}

/** What objects of an array are matched by; null is no id. */
export function idOf({ id }: JsonObject): string | undefined {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

/** Empty objects and arrays, however nested, say nothing; null says that there is nothing. */
export const saysAnything = (value: Json): boolean =>
  typeof value !== 'object' || value === null || Object.values(value).some(saysAnything);
