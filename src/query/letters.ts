import type { Dialect } from '../database/dialect';
import { ask, made } from '../database/given';
import { sql, type Sql } from '../database/sql';
import { fieldsByName, type Class, type FieldInfo } from '../entities/registry';
import { lower } from './compare';
import type { Filter } from './filter';

/*
 * What JSON must have in it, letter by letter, for a filter to hold of what it says. To look for these takes a tenth of the
 * time that it takes to read it, so that few objects are read.
 */

/** Letters that stand in JSON, in either case where that is of no account. */
interface Letters {
  readonly text: unknown;
  readonly folded: boolean;
}

/** That the JSON of a field has the letters that a filter of it asks for; no conditions where it asks for none. */
export const mustHave = (dialect: Dialect, json: Sql, field: FieldInfo, filter: Filter): Sql[] =>
  lettersOf(field, filter).map(
    ({ text, folded }) => sql`${dialect.position(folded ? sql`lower(${json})` : json, sql`${text}`)} > 0`,
  );

function lettersOf(field: FieldInfo, filter: Filter): Letters[] {
  if (field.kind === 'part') {
    const asked = field.list ? filter.some : filter;
    return asked ? lettersIn(field.part!(), asked as Filter) : [];
  }
  if (field.kind !== 'text' && field.kind !== 'code') return [];
  const { eq = filter.has, startsWith, contains } = filter;
  return [
    ...(isPlain(eq) ? [{ text: made(eq, quoted), folded: false }] : []),
    ...(isPlain(startsWith) ? [{ text: made(startsWith, begun), folded: true }] : []),
    ...(isPlain(contains) ? [{ text: made(contains, lower), folded: true }] : []),
  ];
}

const lettersIn = (type: Class, filter: Filter): Letters[] =>
  Object.entries(filter).flatMap(([key, value]) => {
    if (value === undefined || value === null) return [];
    if (key === 'and') return (value as Filter[]).flatMap((each) => lettersIn(type, each));
    const field = fieldsByName(type).get(key);
    return field ? lettersOf(field, value as Filter) : [];
  });

/** Whether JSON has a text as it is, without an escape. */
const isPlain = (text: unknown): boolean => text !== undefined && ask(text, hasNoEscapes);
// eslint-disable-next-line no-control-regex
const hasNoEscapes = (text: unknown): boolean => typeof text === 'string' && !/[\0-\x1f"\\]|\p{Cs}/u.test(text);

const quoted = (text: unknown): string => `"${text as string}"`;
const begun = (text: unknown): string => `"${lower(text)}`;
