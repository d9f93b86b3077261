import { join, raw, sql, type Sql } from './sql';
import { bound, FOUND, matchesText, type Term, type WordIndex, type WordQuery } from './words';

/*
 * A key of SQLite's index is, from the left, 15 bits for the day, 3 for the type and 45 for the document's own key, which
 * may be negative. Days count from 1990 to 2079: what is older, or of no day, is of the first, and so on.
 */
const day = (instant: Sql): Sql =>
  sql`max(0, min(32767, coalesce(unixepoch(substr(${instant}, 1, 10)) / 86400 - 7305, 0)))`;
const FIRST_LETTERS = 'TLACO';
const OWN_KEY = raw('i.rowid << 19 >> 19');

const number = (n: number): Sql => raw(String(n));

const phrase = (words: readonly string[]): string => `"${words.join(' ')}"`;

const isPlain = (terms: readonly Term[]): boolean => !terms.some(({ prefix }) => prefix);

/** Nothing is quicker than the list of a word itself. */
const isWord = ([term, ...more]: readonly Term[]): boolean =>
  more.length === 0 && !term!.prefix && term!.words.length === 1;

/*
 * FTS5 makes one list of all documents of all words that a prefix begins before it gives the first, but goes through
 * those of whole words as far as is needed. So a prefix that begins few words is asked for as these, found by going from
 * word to word; it may be one itself. The table has one row, NULL where there are more.
 */
function begun(query: WordQuery, place: number, most: number): Sql[] {
  const i = number(place);
  const of = (make: (last: string, before: string) => string): unknown =>
    bound(query, (terms) => {
      const { words } = terms[place]!;
      const before = words.slice(0, -1).map((word) => `${word} `);
      return make(words.at(-1)!, before.join(''));
    });
  const ends = sql`word < ${of((last) => `${last}{`)}`;
  const next = sql`SELECT term FROM search_term WHERE term >= word || ' ' LIMIT 1`;
  const each = sql`group_concat(${of((_, before) => `"${before}`)} || word || '"', ' OR ')`;
  return [
    sql`word${i}(word) AS (SELECT ${of((last) => last)} UNION ALL SELECT (${next}) FROM word${i} WHERE ${ends} LIMIT ${number(most + 2)})`,
    sql`begun${i} AS MATERIALIZED (SELECT CASE WHEN count(*) <= ${number(most)} THEN '(' || ${each} || ')' END AS words FROM word${i} WHERE ${ends})`,
  ];
}

/** `asked`, with what FTS5 reads: `every` term, and what is `listed` without making a list, NULL where that is nothing. */
function asked(query: WordQuery, most: number): Sql[] {
  const { terms } = query;
  const phraseOf = (i: number): unknown => bound(query, (all) => phrase(all[i]!.words));
  const places = terms.map((_, i) => number(i));
  const listed = terms.map((term, i) => (term.prefix ? sql`begun${places[i]!}.words` : sql`${phraseOf(i)}`));
  const every = terms.map((term, i) =>
    term.prefix ? sql`coalesce(${listed[i]!}, ${phraseOf(i)} || ' *')` : listed[i]!,
  );
  const prefixes = places.filter((_, i) => terms[i]!.prefix);
  const found = prefixes.map((i) => sql`begun${i}`);
  const tables = found.length > 0 ? sql` FROM ${join(found, ', ')}` : raw('');
  const both = (each: readonly Sql[]): Sql => sql`concat_ws(' AND ', ${join(each, ', ')})`;
  return [
    ...terms.flatMap((term, i) => (term.prefix ? begun(query, i, most) : [])),
    sql`asked AS MATERIALIZED (SELECT ${both(every)} AS every, nullif(${both(listed)}, '') AS listed${tables})`,
  ];
}

/*
 * The words of titles stand in the index once more, with another first letter (migration TitleWords): so what is asked of
 * titles is a list of its own, whereas FTS5 goes through all documents of a word to find those that have it in a column.
 */
const TITLES_ONLY = sql`replace(replace(every, '"w', '"t'), ' w', ' t')`;

function fts5(query: WordQuery): Sql {
  const { terms, where } = query;
  const every = isPlain(terms)
    ? sql`(SELECT ${bound(query, (all) => all.map(({ words }) => phrase(words)).join(' AND '))} AS every)`
    : raw('asked');
  const text = {
    anywhere: raw('every'),
    titles: TITLES_ONLY,
    elsewhere: sql`'(' || every || ') NOT (' || ${TITLES_ONLY} || ')'`,
  }[where];
  return sql`(SELECT ${text} FROM ${every})`;
}

/** What the index, called `i`, has of a text for FTS5. */
function inIndex({ types }: WordQuery, text: Sql): Sql {
  const numbers = types?.map((type) => FIRST_LETTERS.indexOf(type[0]!) + 1);
  const ofTypes = numbers ? raw(` AND i.rowid >> 45 & 7 IN (${numbers.join(',')})`) : raw('');
  return sql`search_index MATCH (${text})${ofTypes}`;
}

/*
 * Each transaction adds a segment of its own. FTS5 puts some of them together by itself, and goes through all that are left
 * for each word, which takes twice as long as to go through one. So one is made where more than a fifth of the pages lies
 * outside the largest: an import writes each page some five times more at most. Few pages are soon gone through.
 */
const FEW_PAGES = raw('10');
const SEGMENTS = sql`SELECT count(*) AS pages FROM search_index_idx GROUP BY segid`;
const SIZES = sql`SELECT max(pages) AS largest, sum(pages) AS whole FROM (${SEGMENTS})`;
const isScattered = sql`SELECT 1 AS scattered FROM (${SIZES}) WHERE whole > ${FEW_PAGES} AND largest * 5 < whole * 4`;
const merge = sql`INSERT INTO search_index(search_index) VALUES ('optimize')`;

const FEW = {
  keys: raw('(SELECT value FROM known, json_each(few))'),
  count: raw('(SELECT json_array_length(few) FROM fewer)'),
};

export const fts5Words: WordIndex = {
  // A table that is asked for in many places is written out in each: so all is in one row.
  tables(query, { words, documents }) {
    const { terms } = query;
    if (isWord(terms)) return [];
    const most = number(isPlain(terms) ? documents : 10 * documents);
    const keys = sql`SELECT ${OWN_KEY} AS pk FROM search_index i WHERE ${inIndex(query, raw('asked.listed'))} LIMIT ${most}`;
    const few = sql`CASE WHEN listed IS NOT NULL THEN (SELECT json_group_array(pk) FROM (${keys})) END`;
    const known = sql`known AS MATERIALIZED (SELECT ${few} AS few FROM asked)`;
    return [
      ...asked(query, words),
      known,
      sql`fewer AS MATERIALIZED (SELECT few FROM known WHERE json_array_length(few) < ${most})`,
    ];
  },
  found: FOUND,
  matching: (query) => sql`SELECT ${OWN_KEY} AS pk FROM search_index i WHERE ${inIndex(query, fts5(query))}`,
  // The index would be opened anew for each row, which makes one list of all words that a prefix begins.
  matches: matchesText('instr'),
  // Backward, since the newest have the greatest keys: somewhat more than enough, and seldom the rest of the last day too.
  newest(query, { condition, order, limit, most, until }) {
    const upTo = until === undefined ? raw('') : sql` AND i.rowid < ((${day(sql`${until}`)} + 1) << 48)`;
    const found = sql`${inIndex(query, fts5(query))}${upTo}`;
    const documents = sql`CROSS JOIN search_document d ON d.pk`;
    const index = sql`search_index i WHERE ${found}`;
    const looked = sql`search_index i ${documents} = (${OWN_KEY}) WHERE ${found} AND ${condition ?? raw('TRUE')}`;
    // A list that had to be made is rather read on than made again.
    const factor = isPlain(query.terms) ? sql`5 / 4` : sql`4`;
    const first = sql`SELECT i.rowid FROM ${condition ? looked : index} ORDER BY i.rowid DESC LIMIT (${limit}) * ${factor}`;
    const last = sql`SELECT min(rowid) AS least, (json_group_array(rowid ORDER BY rowid DESC) ->> ((${most}) - 1)) >> 48 << 48 AS day FROM enough HAVING count(*) >= (${most}) * ${factor}`;
    const rest = sql`SELECT i.rowid FROM last CROSS JOIN ${index} AND least >= day AND i.rowid < least AND i.rowid >= day`;
    return sql`WITH enough(rowid) AS MATERIALIZED (${first}), last AS MATERIALIZED (${last}) SELECT ${FOUND} FROM (SELECT rowid FROM enough UNION ALL ${rest}) i ${documents} = (${OWN_KEY}) WHERE ${condition ?? raw('TRUE')} ${order} LIMIT ${most}`;
  },
  isOrdered: ({ terms }) => isPlain(terms),
  few: ({ terms }) => (isWord(terms) ? undefined : FEW),
  kept: () => undefined,
  segments: { isScattered, merge },
};
