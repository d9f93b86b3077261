import type { Json } from '../../ocds/json';

/** PostgreSQL stores neither NUL nor half a surrogate pair; SQLite would store what it then cannot give back. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** OCDS lets an id be a string or a whole number. */
export function idIn(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? storable(value) : null;
}
