import type { Dialect } from '../database/dialect';
import { isInside, name, sql, type Sql } from '../database/sql';
import { Release } from '../entities';
import { hasKeyOfRelease } from '../entities/edges';
import { DocumentNode } from '../entities/objects';
import { fieldsByName, nodeOf, type Class } from '../entities/registry';
import { compare, type Comparison } from './compare';
import { column, table } from './walk';

/** Whether an ocid is looked for by itself: in the index of releases, or in the keys that follow from a release's (keys.ts). */
export const isOfProcess = (type: Class): boolean => type.prototype instanceof DocumentNode;

/** The keys of the objects of the processes that a comparison asks for; undefined where it names none. */
export function keysOfProcesses(dialect: Dialect, type: Class, { eq, in: several }: Comparison): Sql | undefined {
  const named = eq !== undefined ? { eq } : several !== undefined ? { in: several } : undefined;
  if (!named || type === Release || !isOfProcess(type)) return undefined;
  const { kind } = fieldsByName(Release).get('ocid')!;
  const releases = sql`${table(Release)} r`;
  const such = compare(dialect, column('r', 'ocid'), kind, named, 'ocid');
  if (hasKeyOfRelease(type)) return sql`SELECT r.pk FROM ${releases} WHERE ${such}`;
  const objects = dialect.forEach(releases, nodeOf(type).table, 'o', isInside(column('o', 'pk'), column('r', 'pk')));
  return sql`SELECT o.${name('pk')} FROM ${objects} WHERE ${such}`;
}
