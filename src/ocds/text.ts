import type { Json } from './json';

/** PostgreSQL stores neither NUL nor half a surrogate pair; SQLite would store what it then cannot give back. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/**
 * The same of JSON as JSON.stringify writes it, names of properties too: halves of pairs are what it escapes. PostgreSQL
 * reads none of a document that has one.
 */
export const storableJson = (json: string): string =>
  json.replace(/\\(u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escape, code: string) => (code.length > 1 ? '\uFFFD' : escape));

/** OCDS lets an id be a string or a whole number. */
export function idIn(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? storable(value) : null;
}
