import { BEYOND } from '../database/dialect';
import { UserInputError } from '../errors';

/** Where an object stands in its list: the values that order it, the last of them unique in the list. */
export type Position = readonly (string | number | null)[];

/** What a value of a position is. Integers have 32 bits: PostgreSQL refuses larger ones, and no list has them. */
export type PositionKind = 'integer' | 'number' | 'string';

/** A cursor says of which list it is, and where an object stands there by what stays when others come or go. */
export const encodeCursor = (list: string, position: Position): string =>
  Buffer.from(`[${[list, ...position].map(written).join()}]`).toString('base64url');

/** A sum may be infinite: JSON has numbers that are read so, but JSON.stringify writes null. */
const written = (value: unknown): string =>
  value === Infinity ? BEYOND : value === -Infinity ? `-${BEYOND}` : JSON.stringify(value);

/**
 * @param kinds what each value of a position in the list must be; all but the last may be null.
 * @throws UserInputError for anything that this server has not given out for such a list.
 */
export function decodeCursor(cursor: string, list: string, kinds: readonly PositionKind[], argument: string): Position {
  try {
    const [given, ...position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    const fits = position.every((value, i) => (value === null ? i < kinds.length - 1 : isOf(kinds[i], value)));
    if (given === list && position.length === kinds.length && fits) return position as (string | number | null)[];
  } catch {
    // falls through to the one sentence that says it
  }
  throw new UserInputError(`"${argument}" is not a cursor of this list in this order. Use a cursor that it gave.`);
}

function isOf(kind: PositionKind | undefined, value: unknown): boolean {
  if (kind === 'string') return typeof value === 'string' && !value.includes('\0');
  return kind === 'integer' ? value === ((value as number) | 0) : typeof value === 'number';
}

/** The name of the list, for its cursors. */
export const SEARCH = 'search';
