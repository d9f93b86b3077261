import { raw, sql, type Sql } from '../database/sql';
import { Classification } from '../entities/Classification';
import { Region } from '../entities/Region';
import type { Class } from '../entities/registry';
import { UserInputError } from '../errors';
import { column } from './walk';

/** Classes whose codes say by their first letters what they fall under, and how a code is read. */
const HIERARCHIES = new Map<
  Class,
  { prefix: (code: string) => string | undefined; and: (alias: string) => Sql; such: string }
>([
  [
    Classification,
    {
      prefix: (code) => /^(\d{2}\d*?)0*(?:-\d)?$/.exec(code)?.[1],
      and: (alias) => sql` AND ${column(alias, 'scheme')} = 'CPV'`,
      such: 'a code of the CPV such as `85000000`',
    },
  ],
  [
    Region,
    {
      prefix: (code) => /^[A-Z]{2}[A-Z0-9]{0,3}$/i.exec(code)?.[0].toUpperCase(),
      and: () => raw(''),
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
  const { prefix: read, and, such } = HIERARCHIES.get(type)!;
  const prefix = read(code.trim());
  if (prefix === undefined) throw new UserInputError(`"under" takes ${such}, not "${code.slice(0, 40)}".`);
  const end = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
  return sql`(${column(alias, 'code')} >= ${prefix} AND ${column(alias, 'code')} < ${end}${and(alias)})`;
}
