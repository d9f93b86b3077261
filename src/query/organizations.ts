import type { Dialect } from '../database/dialect';
import { raw, sql, type Sql } from '../database/sql';
import { SPAN } from '../entities/keys';
import type { Class } from '../entities/registry';

/*
 * What releases say of organizations, for many at once. `_key` is the organization's key; `firstDate` and `lastDate` are
 * the dates, as published, of the earliest and the latest release that says something.
 */

/** An instant has 24 characters. The date as published comes behind it, so that the earliest and the latest bring theirs along. */
const DATED = raw(`coalesce(r."dateInstant", '${' '.repeat(24)}') || coalesce(r.date, '')`);
const DATES = sql`nullif(substr(min(${DATED}), 25), '') AS "firstDate", nullif(substr(max(${DATED}), 25), '') AS "lastDate"`;
const RELEASE_OF_ALIAS = raw(`JOIN release r ON r.pk = a.pk / ${SPAN}`);

/** The further identifiers of organizations, each once, by id. */
export const aliases = (dialect: Dialect, pks: readonly number[]): Sql =>
  sql`SELECT k.key AS "_key", a.alias AS "organizationId", min(a.scheme) AS scheme, min(a."localId") AS "localId", ${DATES}
    FROM ${dialect.keys(pks)} JOIN organization_alias a ON a."organizationPk" = k.key ${RELEASE_OF_ALIAS} GROUP BY k.key, a.alias ORDER BY a.alias`;

/** Where releases give organizations further identifiers: of each identifier the newest `first` places. */
export const evidence = (dialect: Dialect, pks: readonly number[], first: number): Sql =>
  sql`SELECT * FROM (SELECT k.key AS "_key", a.alias, a."legalName", a.path, r.ocid, r.date,
      row_number() OVER (PARTITION BY k.key, a.alias ORDER BY coalesce(r."dateInstant", '') DESC, r.ocid DESC, a.pk) AS place
    FROM ${dialect.keys(pks)} JOIN organization_alias a ON a."organizationPk" = k.key ${RELEASE_OF_ALIAS}) found
    WHERE place <= ${first} ORDER BY place`;

/** The names of organizations, as releases list them, the oldest first. */
export const names = (dialect: Dialect, pks: readonly number[]): Sql =>
  sql`SELECT k.key AS "_key", p.name, ${DATES}
    FROM ${dialect.keys(pks)} JOIN party p ON p."organizationPk" = k.key JOIN release r ON r.pk = p."releasePk"
    WHERE p.name IS NOT NULL GROUP BY k.key, p.name ORDER BY min(${DATED}), p.name`;

/** The ids of the organizations that give the id of another as a further identifier of theirs. */
export const claimants = (dialect: Dialect, pks: readonly number[]): Sql =>
  sql`SELECT DISTINCT k.key AS "_key", c.id FROM ${dialect.keys(pks)} JOIN organization o ON o.pk = k.key
    JOIN organization_alias a ON a.alias = o.id JOIN organization c ON c.pk = a."organizationPk" ORDER BY c.id`;

/**
 * The organizations of the ids that the table `k` has as `key`, called `object`: the one that has it as its own or, failing
 * that, as a further identifier; of several the one of which it was said last.
 */
export const byIdOrAliasRows = (_dialect: Dialect, _type: Class, ids: Sql, object: string): Sql => {
  const own = raw('SELECT o.pk FROM organization o WHERE o.id = k.key');
  const alias = sql`SELECT a."organizationPk" FROM organization_alias a JOIN organization c ON c.pk = a."organizationPk" ${RELEASE_OF_ALIAS}
    WHERE a.alias = k.key GROUP BY a."organizationPk", c.id ORDER BY max(${DATED}) DESC, c.id LIMIT 1`;
  return sql`${ids} JOIN organization ${raw(object)} ON ${raw(object)}.pk = coalesce((${own}), (${alias}))`;
};
