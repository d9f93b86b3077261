import { raw, sql, type Sql } from '../database/sql';
import { Classification } from '../entities/Classification';
import { Region } from '../entities/Region';
import type { Class } from '../entities/registry';
import { UserInputError } from '../errors';
import { wholeCode } from '../ocds/classification';
import type { Filter } from './filter';
import { all, column, table } from './walk';

/** How the codes of a class say by their first letters what they fall under. */
interface Hierarchy {
  /** The first letters of all codes that fall under one. */
  readonly prefix: (code: string) => string | undefined;
  /** The code that all of these fall under, as the importer joins them; the longest prefixes have none. */
  readonly top: (prefix: string) => string | undefined;
  readonly scheme?: string;
  readonly such: string;
}

const HIERARCHIES = new Map<Class, Hierarchy>([
  [
    Classification,
    {
      prefix: (code) => /^(\d{2}\d*?)0*(?:-\d)?$/.exec(code)?.[1],
      top: (prefix) => (wholeCode(prefix).length === wholeCode('').length ? wholeCode(prefix) : undefined),
      scheme: 'CPV',
      such: 'a code of the CPV such as `85000000`',
    },
  ],
  [
    Region,
    {
      prefix: (code) => /^[A-Z]{2}[A-Z0-9]{0,3}$/i.exec(code)?.[0].toUpperCase(),
      top: (prefix) => prefix,
      such: 'a code of the NUTS such as `UKG`',
    },
  ],
]);

export const hasUnder = (type: Class): boolean => HIERARCHIES.has(type);

/**
 * A code that begins with the significant part of another: a range of the index of codes.
 * @throws UserInputError for what is no code.
 */
export function underSql(type: Class, code: string, alias: string): Sql {
  const prefix = prefixOf(type, code);
  const end = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  return all([
    sql`${column(alias, 'code')} >= ${prefix}`,
    sql`${column(alias, 'code')} < ${end}`,
    ...ofScheme(type, alias),
  ]);
}

/**
 * The key of the one code that all fall under that a filter asks for, if it asks for no more: join tables have it beside
 * each of them.
 * @throws UserInputError for what is no code.
 */
export function topSql(type: Class, { under, scheme, ...others }: Filter): Sql | undefined {
  const hierarchy = HIERARCHIES.get(type);
  if (!hierarchy || typeof under !== 'string' || Object.values(others).some((each) => each !== undefined))
    return undefined;
  if (scheme !== undefined && !isSame(scheme, hierarchy.scheme)) return undefined;
  const top = hierarchy.top(prefixOf(type, under));
  if (top === undefined) return undefined;
  const found = all([sql`${column('top', 'code')} = ${top}`, ...ofScheme(type, 'top')]);
  return sql`(SELECT top.pk FROM ${table(type)} top WHERE ${found})`;
}

/** Whether a comparison asks for that value and nothing else. */
const isSame = (comparison: unknown, value: string | undefined): boolean =>
  typeof comparison === 'object' &&
  comparison !== null &&
  Object.entries(comparison).every(([operator, given]) => operator === 'eq' && given === value);

function prefixOf(type: Class, code: string): string {
  const { prefix: read, such } = HIERARCHIES.get(type)!;
  const prefix = read(code.trim());
  if (prefix === undefined) throw new UserInputError(`"under" takes ${such}, not "${code.slice(0, 40)}".`);
  return prefix;
}

function ofScheme(type: Class, alias: string): Sql[] {
  const { scheme } = HIERARCHIES.get(type)!;
  return scheme === undefined ? [] : [sql`${column(alias, 'scheme')} = ${raw(`'${scheme}'`)}`];
}
