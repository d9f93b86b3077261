import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { SHORT } from './count';
import { orderBy } from './order';
import type { Search } from './search';
import { filtered, MEASURE, queryOf, RankRows, RANKS, STEPS } from './searchRank';
import { isFew } from './ways';

/**
 * The objects found: `type`, `objectPk` and their position. What matches in titles, names and identifiers comes before
 * what matches elsewhere; among equals the newest comes first, and then the id decides: the same on both engines.
 *
 * Where the index of words gives the newest first, a rank is read from there. Else the database finds when it is asked how:
 * where few documents match, for both ranks at once if they are found in the index, they are sorted; common words fill the
 * page while documents are tested one after the other, the newest first; and between the two the index is asked for all.
 * Where words are counted, it follows from how often they stand how many will have to be tested, if they are spread evenly.
 */
export function searchPage(
  dialect: Dialect,
  search: Search,
  limit = raw(String(search.size + 1)),
  measure = MEASURE,
): Sql {
  const tables = dialect.words.tables(queryOf(search, 'anywhere'), measure);
  const ranks = RANKS.map((rank) => new RankRows(dialect, search, rank, limit, measure).tables());
  const found = join(
    RANKS.map((rank) => sql`SELECT * FROM ${raw(`found${rank}`)}`),
    ' UNION ALL ',
  );
  const order = orderBy(dialect, [{ expression: raw('d.rank'), descending: false }, ...STEPS], false);
  return sql`WITH ${join([...tables, ...ranks], ', ')} SELECT d.type, d."objectPk", d.rank AS "_0", d.instant AS "_1", d.id AS "_2" FROM (${found}) d ${order} LIMIT ${limit}`;
}

/** All that is found: kept for a single word, else the index alone can count it. */
export function searchCount(dialect: Dialect, search: Search): Sql {
  const query = queryOf(search, 'anywhere');
  const kept = search.filter ? undefined : dialect.words.kept(query);
  if (kept) return kept;
  const tables = dialect.words.tables(query, MEASURE);
  const looked = tables.length > 0 ? sql`WITH ${join(tables, ', ')} ` : raw('');
  const found = dialect.words.matching(query);
  const few = dialect.scanned && isFew(found, SHORT);
  return sql`${looked}SELECT count(*) AS count FROM (${found}) d WHERE ${filtered(dialect, search, few && { few })}`;
}
