import type { Dialect } from '../database/dialect';
import { name, raw, sql, type Sql } from '../database/sql';
import { SPAN } from '../entities/keys';
import { hasReleaseKey } from '../entities/paths';
import { nodeOf, type Class } from '../entities/registry';

/** All objects of a class that stand inside releases, wherever they stand; `_key` is the release's key. */
export function insideReleases(
  dialect: Dialect,
  type: Class,
  releasePks: readonly number[],
  columns: readonly string[],
): Sql {
  const range = hasReleaseKey(type)
    ? raw('t.pk = k.key')
    : raw(`t.pk >= k.key * ${SPAN} AND t.pk < (k.key + 1) * ${SPAN}`);
  const shown = raw(columns.map((column) => `t."${column}"`).join(', '));
  return sql`SELECT k.key AS "_key", ${shown} FROM ${dialect.keys(releasePks)} JOIN ${name(nodeOf(type).table)} t ON ${range}`;
}
