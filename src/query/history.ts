import type { Dialect } from '../database/dialect';
import { sql, type Sql } from '../database/sql';

/** What an object read is worth to the budget when it is a whole document. */
export const DOCUMENT = 10;

/** All that was published of processes: `_key` (the release's key), `form`, `hash` and `content`, oldest first. */
export const publishedOf = (dialect: Dialect, releasePks: readonly number[]): Sql =>
  sql`SELECT k.key AS "_key", v.form, v.hash, v.content FROM ${dialect.keys(releasePks)} JOIN release_version v ON v."releasePk" = k.key ORDER BY v.id`;

/** What was published of one process up to an instant; a release without a date counts as the oldest. */
export const publishedUntil = (dialect: Dialect, ocid: string, instant: string): Sql =>
  sql`SELECT v.form, v.hash, v.content FROM ${dialect.texts([ocid])} JOIN release_version v ON v.ocid = k.key WHERE coalesce(v."dateInstant", '') <= ${instant} ORDER BY v.id`;

/** The content of releases of the history, by their keys. */
export const contents = (dialect: Dialect, pks: readonly number[]): Sql =>
  sql`SELECT k.key AS "_key", v.content FROM ${dialect.keys(pks)} JOIN release_version v ON v.pk = k.key`;
