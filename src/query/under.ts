import { ask, made } from '../database/given';
import { raw, sql, type Sql } from '../database/sql';
import { Classification } from '../entities/Classification';
import { Region } from '../entities/Region';
import type { Class } from '../entities/registry';
import { UserInputError } from '../errors';
import { levelOf, wholeCode } from '../ocds/classification';
import { isEmpty } from './asked';
import type { Filter } from './filter';
import { all, column, table } from './walk';

/** How the codes of a class say by their first letters what they fall under. */
interface Hierarchy {
  /** The first letters of all codes that fall under one. */
  readonly prefix: (code: string) => string | undefined;
  /** The code that all of these fall under, as the importer joins them; the longest prefixes have none. */
  readonly top: (prefix: string) => string | undefined;
  /** The level of such a code, as dimensions name it. */
  readonly level: (top: string) => string | null;
  readonly scheme?: string;
  readonly such: string;
}

const HIERARCHIES = new Map<Class, Hierarchy>([
  [
    Classification,
    {
      prefix: (code) => /^(\d{2}\d*?)0*(?:-\d)?$/.exec(code)?.[1],
      top: (prefix) => (wholeCode(prefix).length === wholeCode('').length ? wholeCode(prefix) : undefined),
      level: (top) => levelOf({ scheme: 'CPV', code: top }),
      scheme: 'CPV',
      such: 'a code of the CPV such as `85000000`',
    },
  ],
  [
    Region,
    {
      prefix: (code) => /^[A-Z]{2}[A-Z0-9]{0,3}$/i.exec(code)?.[0].toUpperCase(),
      top: (prefix) => prefix,
      level: (top) => String(top.length - 2),
      such: 'a code of the NUTS such as `UKG`',
    },
  ],
]);

export const hasUnder = (type: Class): boolean => HIERARCHIES.has(type);

/** What is found out about a code that may be left open. */
const questions = ({ prefix, top, level, scheme }: Hierarchy) => {
  const topOf = (code: unknown): string | undefined => {
    const found = prefix((code as string).trim());
    return found === undefined ? undefined : top(found);
  };
  return {
    isCode: (code: unknown) => prefix((code as string).trim()) !== undefined,
    hasTop: (code: unknown) => topOf(code) !== undefined,
    isScheme: (name: unknown) => name === scheme,
    topOf,
    levelOf: (code: unknown) => {
      const found = topOf(code);
      return found === undefined ? undefined : (level(found) ?? undefined);
    },
  };
};

const ASKED = new Map([...HIERARCHIES].map(([type, hierarchy]) => [type, questions(hierarchy)]));

/** The one code that all fall under that `under` asks for. */
export const codeAround = (type: Class): ((code: unknown) => string | undefined) => ASKED.get(type)!.topOf;

/** Its level, as dimensions name it; of what is no code undefined. */
export const levelAround = (type: Class): ((code: unknown) => string | undefined) => ASKED.get(type)!.levelOf;

/**
 * A code that begins with the significant part of another: a range of the index of codes.
 * @throws UserInputError for what is no code.
 */
export function underSql(type: Class, code: unknown, alias: string): Sql {
  const prefix = prefixOf(type, code);
  return all([
    sql`${column(alias, 'code')} >= ${prefix}`,
    sql`${column(alias, 'code')} < ${made(prefix, next)}`,
    ...ofScheme(type, alias),
  ]);
}

/** What follows on all that begin with a prefix. */
const next = (prefix: unknown): string => {
  const text = prefix as string;
  return text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
};

/**
 * The key of the one code that all fall under that a filter asks for, if it asks for no more: join tables have it beside
 * each of them.
 * @throws UserInputError for what is no code.
 */
export function topSql(type: Class, { under, scheme, ...others }: Filter): Sql | undefined {
  const hierarchy = HIERARCHIES.get(type);
  if (!hierarchy || under === undefined || under === null) return undefined;
  if (!isEmpty(others)) return undefined;
  const { hasTop, isScheme } = ASKED.get(type)!;
  if (scheme !== undefined && !isAlone(scheme, isScheme)) return undefined;
  const prefix = prefixOf(type, under);
  if (!ask(under, hasTop)) return undefined;
  const top = made(prefix, (each) => hierarchy.top(each as string));
  const found = all([sql`${column('top', 'code')} = ${top}`, ...ofScheme(type, 'top')]);
  return sql`(SELECT top.pk FROM ${table(type)} top WHERE ${found})`;
}

/** Whether a comparison asks for such a value and nothing else. */
const isAlone = (comparison: unknown, is: (value: unknown) => boolean): boolean =>
  typeof comparison === 'object' &&
  comparison !== null &&
  Object.entries(comparison).every(([operator, given]) => operator === 'eq' && ask(given, is));

const beginning = (code: unknown): string => (code as string).slice(0, 40);

function prefixOf(type: Class, code: unknown): unknown {
  const { prefix, such } = HIERARCHIES.get(type)!;
  if (!ask(code, ASKED.get(type)!.isCode))
    throw new UserInputError(`"under" takes ${such}, not "${ask(code, beginning)}".`);
  return made(code, (each) => prefix((each as string).trim()));
}

function ofScheme(type: Class, alias: string): Sql[] {
  const { scheme } = HIERARCHIES.get(type)!;
  return scheme === undefined ? [] : [sql`${column(alias, 'scheme')} = ${raw(`'${scheme}'`)}`];
}
