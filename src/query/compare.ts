import type { Dialect } from '../database/dialect';
import { ask, made } from '../database/given';
import { join, Ranged, raw, sql, type Sql } from '../database/sql';
import type { FieldKind } from '../entities/registry';
import { UserInputError } from '../errors';
import { instantOf, NO_INSTANT } from '../ocds/instant';
import { storable } from '../ocds/text';

/** The comparisons of one value: all that are given must hold. */
export type Comparison = { readonly [operator: string]: unknown };

type Range = { from?: unknown; to?: unknown };

const SIGNS: Record<string, string> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };

const RANGES = new Set(['lt', 'lte', 'gt', 'gte', 'between']);

/** Whether null asks for nothing or for what is missing could only be guessed. */
export const nullRefused = (what: string): UserInputError =>
  new UserInputError(
    `${what} is null in a filter. Leave it out; a field that is missing is found by { isNull: true }.`,
  );

/**
 * A comparison of one scalar. It is true only where there is a value to compare, whatever is asked but `isNull`.
 * @param isMade whether the value is to be made first, so that it is better read once; no index has it.
 */
export function compare(
  dialect: Dialect,
  value: Sql,
  kind: FieldKind,
  comparison: Comparison,
  field: string,
  isMade = false,
): Sql {
  const conditions = Object.entries(comparison).flatMap(([operator, given]) => {
    if (given === undefined) return [];
    if (given === null) throw nullRefused(`"${operator}" of "${field}"`);
    const condition = one(dialect, value, kind, operator, given, field, isMade);
    return [RANGES.has(operator) ? new Ranged(condition.strings, condition.values) : condition];
  });
  return conditions.length === 0 ? sql`TRUE` : sql`(${join(conditions, ' AND ')})`;
}

function one(
  dialect: Dialect,
  value: Sql,
  kind: FieldKind,
  operator: string,
  given: unknown,
  field: string,
  isMade: boolean,
): Sql {
  const operand = (each: unknown): unknown => (kind === 'timestamp' ? instant(each, field) : made(each, kept));
  const bind = (each: unknown): Sql => dialect.typed(operand(each), kind);
  const among = (): Sql => dialect.among(value, operand(given), kind);
  const present = sql`${value} IS NOT NULL`;
  const where = (holds: Sql): Sql => (isMade ? sql`(${holds}) IS TRUE` : sql`(${present} AND ${holds})`);
  switch (operator) {
    case 'isNull':
      return given ? sql`${value} IS NULL` : present;
    case 'in':
      return where(among());
    case 'notIn':
      return sql`(${present} AND NOT (${among()}))`; // nothing is among none, not even what is missing
    case 'between': {
      const { from, to } = given as Range;
      if (from === null || to === null) throw nullRefused(`"${from === null ? 'from' : 'to'}" of "${field}"`);
      const low = from === undefined ? raw('TRUE') : sql`${value} >= ${bind(from)}`;
      const high = to === undefined ? raw('TRUE') : sql`${value} <= ${bind(to)}`;
      return sql`(${present} AND ${low} AND ${high})`;
    }
    case 'contains':
      return where(sql`${dialect.position(sql`lower(${value})`, sql`${folded(given)}`)} > 0`);
    case 'startsWith':
      return where(sql`substr(lower(${value}), 1, length(${folded(given)})) = ${folded(given)}`);
    default:
      return where(sql`${value} ${raw(SIGNS[operator]!)} ${bind(given)}`);
  }
}

/** So many characters of how a text begins are in an index: it takes no longer ones on PostgreSQL. */
const BEGINNING = 40;
const LAST = '\u{10FFFF}';

/** What follows from `startsWith` or `eq`, as indexes have it (migrations NameBeginnings and PartyPlaces). */
export function begins(value: Sql, given: unknown): Sql {
  const beginning = sql`substr(lower(${value}), 1, ${raw(String(BEGINNING))})`;
  return sql`${beginning} >= ${made(given, firstLetters)} AND ${beginning} <= ${made(given, lastLetters)}`;
}

const firstLetters = (given: unknown): string => [...lower(given)].slice(0, BEGINNING).join('');

function lastLetters(given: unknown): string {
  const first = firstLetters(given);
  return first + LAST.repeat(BEGINNING - [...first].length);
}

/** What is asked of a list of scalars. */
export function has(
  dialect: Dialect,
  { root, path }: { root: Sql; path: readonly string[] },
  comparison: Comparison,
): Sql {
  const missing = (is: string): Sql => sql`${dialect.jsonScalar(root, path, 'json')} ${raw(is)}`;
  const present = missing('IS NOT NULL');
  const conditions = Object.entries(comparison).flatMap(([operator, given]) => {
    if (given === undefined) return [];
    if (given === null) throw nullRefused(`"${operator}"`);
    if (operator === 'isNull') return [given ? missing('IS NULL') : present];
    const wanted = made(given, operator === 'has' ? (each) => [kept(each)] : distinct);
    const found = sql`FROM ${dialect.jsonEachText(root, path, 'e')} WHERE ${dialect.among(raw('e.value'), wanted, 'text')}`;
    if (operator !== 'hasEvery') return [sql`EXISTS (SELECT 1 ${found})`];
    return [sql`(${present} AND (SELECT count(DISTINCT e.value) ${found}) = ${raw(String(ask(given, howMany)))})`];
  });
  return conditions.length === 0 ? sql`TRUE` : sql`(${join(conditions, ' AND ')})`;
}

const distinct = (list: unknown): unknown[] => [...new Set(kept(list) as unknown[])];
const howMany = (list: unknown): number => distinct(list).length;

/** `lower` folds A to Z on both engines and nothing else, so that they agree; so does this. */
export const lower = (text: unknown): string =>
  storable(text as string).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const folded = (text: unknown): unknown => made(text, lower);

/** A text as the importer keeps it, or each of a list. */
const kept = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(kept);
  return typeof value === 'string' ? storable(value) : value;
};

/** What is compared with an instant, or with each of a list. */
function instant(given: unknown, field: string): unknown {
  const wrong = ask(given, noInstant);
  if (wrong !== undefined)
    throw new UserInputError(`"${wrong.slice(0, 40)}" in the filter of "${field}" ${NO_INSTANT}.`);
  return made(given, utc);
}

const texts = (given: unknown): string[] => (Array.isArray(given) ? given : [given]) as string[];
const noInstant = (given: unknown): string | undefined => texts(given).find((text) => !instantOf(text));
const utc = (given: unknown): unknown => (Array.isArray(given) ? given.map(utc) : instantOf(given as string)!.utc);
