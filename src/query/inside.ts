import type { Dialect } from '../database/dialect';
import { isInside, name, raw, sql, type Sql } from '../database/sql';
import { hasReleaseKey } from '../entities/paths';
import { nodeOf, type Class } from '../entities/registry';

/** All objects of a class that stand inside releases, wherever they stand; `_key` is the release's key. */
export function insideReleases(
  dialect: Dialect,
  type: Class,
  releasePks: readonly number[],
  columns: readonly string[],
): Sql {
  const range = hasReleaseKey(type) ? raw('t.pk = k.key') : isInside(raw('t.pk'), raw('k.key'));
  const shown = raw(columns.map((column) => `t."${column}"`).join(', '));
  return sql`SELECT k.key AS "_key", ${shown} FROM ${dialect.keys(releasePks)} JOIN ${name(nodeOf(type).table)} t ON ${range}`;
}
