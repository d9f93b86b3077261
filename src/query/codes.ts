import { join, raw, sql, type Sql } from '../database/sql';
import { COUNTRIES, ISO, UK, UK_REGIONS } from '../ocds/region';

/*
 * The codes of the graph by what a document says of them, worked out as ocds/classification.ts and ocds/region.ts do. Some of
 * their conditions are left out: what does not fulfil them is no code of the graph.
 */

/*
 * What is said is a row of its own, `s`: the limit keeps PostgreSQL from working it out anew wherever it is mentioned.
 */

/** A field of what the document says. */
export type Said = (field: string) => Sql;

/** A text of ours. */
const quoted = (text: string): Sql => raw(`'${text}'`);

/** What JavaScript trims. */
const BLANK = quoted(
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
);
const trimmed = (text: Sql): Sql => sql`trim(${text}, ${BLANK})`;

/** Eight digits and a ninth that only checks them. */
const IS_CHECKED = raw(`length(s.code) = 10 AND trim(s.code, '0123456789') = '-' AND substr(s.code, 9, 1) = '-'`);

/** The classification that a reference to it means, called `object`. */
export const classificationRows = (said: Said, object: string): Sql =>
  sql`(SELECT ${trimmed(said('scheme'))} AS scheme, ${trimmed(said('localId'))} AS code LIMIT 1) s CROSS JOIN classification ${raw(object)}
    WHERE ${raw(object)}.scheme = CASE WHEN upper(s.scheme) = 'CPV' THEN 'CPV' ELSE s.scheme END
    AND ${raw(object)}.code = CASE WHEN upper(s.scheme) = 'CPV' AND ${IS_CHECKED} THEN substr(s.code, 1, 8) ELSE s.code END`;

const texts = (all: Iterable<string>): Sql => sql`(${join([...all].map(quoted), ',')})`;
const mapped = (from: Sql, to: ReadonlyMap<string, string>): Sql => {
  const cases = [...to].map(([one, other]) => sql`WHEN ${quoted(one)} THEN ${quoted(other)}`);
  return sql`CASE ${from} ${join(cases, ' ')} END`;
};

/** Of all other letters that JavaScript makes small ones of ASCII, there is but the sign of Kelvin. */
const SMALL = sql`lower(replace(s.region, ${quoted('\u212a')}, 'k'))`;
const IS_NAME = raw('(length(s.region) > 5 OR s.region <> upper(s.region))');
const UK_REGION = sql`CASE WHEN coalesce(s.country, s."countryName") IN ${texts(UK)} THEN ${mapped(SMALL, UK_REGIONS)} END`;
const IS_COUNTRY = sql`CASE WHEN s.country IS NULL THEN s."countryName" IS NULL OR s.region IN ${texts(COUNTRIES)}
    ELSE s.country = s.region OR s.country = ${mapped(raw('s.region'), ISO)} END`;
const IS_REGION = raw(
  `(length(s.region) = 3 OR ltrim(s.region, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') <> '' OR s.region LIKE '%ZZ%')`,
);
const REGION = sql`CASE WHEN ${IS_NAME} THEN ${UK_REGION} WHEN CASE length(s.region) WHEN 2 THEN ${IS_COUNTRY} ELSE ${IS_REGION} END THEN s.region END`;

/** The region that an address lies in, called `object`. */
export const regionRows = (said: Said, object: string): Sql =>
  sql`(SELECT ${trimmed(said('region'))} AS region, ${said('country')} AS country, ${said('countryName')} AS "countryName" LIMIT 1) s
    CROSS JOIN region ${raw(object)} WHERE ${raw(object)}.id = 'region:' || ${REGION}`;
