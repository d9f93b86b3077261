import { join, raw, sql, type Sql } from './sql';

/** Folded words in a row, the last perhaps only begun. They are ASCII letters and digits, so need no quoting. */
export interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** Documents with all those terms: in titles, names and identifiers, only elsewhere (in whole or in part), or anywhere. */
export interface WordQuery {
  readonly terms: readonly Term[];
  readonly where: 'titles' | 'elsewhere' | 'anywhere';
  /** Classes that the documents are of; undefined for all. */
  readonly types?: readonly string[] | undefined;
}

/** What else is asked of the documents that an index finds, called `d`: they have `pk`, `instant` and `id`. */
export interface Wanted {
  readonly condition: Sql | undefined;
  readonly order: Sql;
  readonly limit: Sql;
  /** What the limit is, unless it is 0. */
  readonly most: Sql;
  /** None is newer. */
  readonly until?: string | undefined;
}

/** The index of words over search_document, as each engine has it (migrations SearchByDay and SearchWords). */
export interface WordIndex {
  /** What is read of a document that is found, called `d`. */
  readonly found: Sql;
  /** The keys of all that match, as `pk`. */
  matching(query: WordQuery): Sql;
  /** Whether a row of search_document, called `d`, matches: for rows that are met anyhow. */
  matches(query: WordQuery): Sql;
  /** The newest that match, in no order: what is `found` of each. */
  newest(query: WordQuery, wanted: Wanted): Sql;
  /** Whether `newest` finds no more than it needs. */
  isOrdered(query: WordQuery): boolean;
  /** A number that no more match than, NULL where it is not known; nothing where none is kept. */
  atMost(query: WordQuery): Sql | undefined;
  /** How many match, as a statement with `count`, where that is kept. */
  kept(query: WordQuery): Sql | undefined;
}

const FOUND = raw('d.type, d."objectPk", d.instant, d.id');

const TITLES = ['title'];
const ANYWHERE = ['title', 'body'];

/*
 * A key of SQLite's index is, from the left, 15 bits for the day, 3 for the type and 45 for the document's own key, which
 * may be negative. Days count from 1990 to 2079: what is older, or of no day, is of the first, and so on.
 */
const day = (instant: Sql): Sql =>
  sql`max(0, min(32767, coalesce(unixepoch(substr(${instant}, 1, 10)) / 86400 - 7305, 0)))`;
const FIRST_LETTERS = 'TLACO';
const OWN_KEY = raw('i.rowid << 19 >> 19');

function fts5({ terms, where }: WordQuery): string {
  const query = terms.map(({ words, prefix }) => `"${words.join(' ')}"${prefix ? '*' : ''}`).join(' AND ');
  const titles = `title : (${query})`;
  if (where === 'titles') return titles;
  return where === 'anywhere' ? query : `(${query}) NOT (${titles})`;
}

/** What the index has of a query, called `i`. */
function inIndex(query: WordQuery): Sql {
  const { types } = query;
  const numbers = types?.map((type) => FIRST_LETTERS.indexOf(type[0]!) + 1);
  const ofTypes = numbers ? raw(` AND i.rowid >> 45 & 7 IN (${numbers.join(',')})`) : raw('');
  return sql`search_index MATCH ${fts5(query)}${ofTypes}`;
}

/** FTS5 finds all that a prefix begins before it gives the first. */
const isOrdered = ({ terms }: WordQuery): boolean => !terms.some(({ prefix }) => prefix);

export const sqliteWords: WordIndex = {
  found: FOUND,
  matching: (query) => sql`SELECT ${OWN_KEY} AS pk FROM search_index i WHERE ${inIndex(query)}`,
  // The index would be opened anew for each row, which makes one list of all words that a prefix begins.
  matches({ terms, where }) {
    const has = (columns: readonly string[]): Sql => {
      const each = terms.map(({ words, prefix }) => {
        const part = ` ${words.join(' ')}${prefix ? '' : ' '}`;
        const inside = columns.map((column) => sql`instr(' ' || d.${raw(column)} || ' ', ${part}) > 0`);
        return sql`(${join(inside, ' OR ')})`;
      });
      return sql`(${join(each, ' AND ')})`;
    };
    if (where === 'titles') return has(TITLES);
    return where === 'anywhere' ? has(ANYWHERE) : sql`(${has(ANYWHERE)} AND NOT ${has(TITLES)})`;
  },
  // Backward, since the newest have the greatest keys: somewhat more than enough, and seldom the rest of the last day too.
  newest(query, { condition, order, limit, until }) {
    const upTo = until === undefined ? raw('') : sql` AND i.rowid < ((${day(sql`${until}`)} + 1) << 48)`;
    const found = sql`${inIndex(query)}${upTo}`;
    const documents = sql`CROSS JOIN search_document d ON d.pk`;
    const index = sql`search_index i WHERE ${found}`;
    const looked = sql`search_index i ${documents} = (${OWN_KEY}) WHERE ${found} AND ${condition ?? raw('TRUE')}`;
    if (!isOrdered(query)) return sql`SELECT ${FOUND} FROM ${looked} ${order} LIMIT ${limit}`;
    const some = sql`(${limit}) * 5 / 4`;
    const first = sql`SELECT i.rowid FROM ${condition ? looked : index} ORDER BY i.rowid DESC LIMIT ${some}`;
    const last = sql`SELECT rowid >> 48 << 48 AS day FROM enough ORDER BY rowid DESC LIMIT 1 OFFSET (${limit}) - 1`;
    const least = raw('(SELECT min(rowid) FROM enough)');
    const lastDay = raw('(SELECT day FROM last)');
    const rest = sql`SELECT i.rowid FROM ${index} AND i.rowid < ${least} AND i.rowid >= ${lastDay} ORDER BY i.rowid DESC LIMIT CASE WHEN ${least} >= ${lastDay} AND (SELECT count(*) FROM enough) >= ${some} THEN -1 ELSE 0 END`;
    return sql`WITH enough(rowid) AS MATERIALIZED (${first}), last AS MATERIALIZED (${last}) SELECT ${FOUND} FROM (SELECT rowid FROM enough WHERE rowid >= coalesce(${lastDay}, 0) UNION ALL SELECT * FROM (${rest})) i ${documents} = (${OWN_KEY}) WHERE ${condition ?? raw('TRUE')} ${order} LIMIT ${limit}`;
  },
  isOrdered,
  atMost: () => undefined,
  kept: () => undefined,
};

function tsquery({ terms, where, types }: WordQuery, hasLabels: boolean): string {
  const lexeme = (label: string) => (word: string, isBegun: boolean) => {
    const marks = `${isBegun ? '*' : ''}${label}`;
    return marks ? `${word}:${marks}` : word;
  };
  const all = (label: string): string =>
    terms
      .map(({ words, prefix }) => words.map((word, i) => lexeme(label)(word, prefix && i === words.length - 1)))
      .map((phrase) => `(${phrase.join(' <-> ')})`)
      .join(' & ');
  const words = where === 'titles' && hasLabels ? all('A') : all('');
  const ofTypes = types ? ` & (${types.map((type) => `k${type.toLowerCase()}`).join(' | ') || 'k'})` : '';
  return `${words}${where === 'elsewhere' ? ` & !(${all('A')})` : ''}${ofTypes}`;
}

/** A GIN index knows words and no labels: what is in titles has one of its own (migration SearchOrder). */
const found = (query: WordQuery): Sql =>
  sql`${raw(query.where === 'titles' ? "ts_filter(words, '{a}')" : 'words')} @@ ${tsquery(query, false)}::tsquery`;

/** Words that are counted of those that a prefix begins: with more of them any number of documents may match. */
const MANY = raw('200');

const ofTypes = ({ types }: WordQuery): Sql => (types ? sql`type = ANY(${types}::text[])` : raw('TRUE'));

/** How many documents have each word, and those that are begun so; NULL where that is not known. No folded word has a brace. */
function documentsWith(query: WordQuery, column: Sql, plain: readonly string[], begun: readonly string[]): Sql {
  const sum = sql`sum(${column}) FILTER (WHERE ${ofTypes(query)})`;
  const each = begun.map((word) => {
    const some = sql`SELECT * FROM search_word WHERE word >= ${word} AND word < ${`${word}{`} LIMIT ${MANY}`;
    return sql`SELECT CASE WHEN count(*) < ${MANY} THEN coalesce(${sum}, 0) END AS n FROM (${some}) b`;
  });
  const whole = sql`SELECT coalesce(${sum}, 0) AS n FROM search_word WHERE word = ANY(${plain}::text[]) GROUP BY word`;
  return join(plain.length > 0 ? [whole, ...each] : each, ' UNION ALL ');
}

export const postgresWords: WordIndex = {
  found: FOUND,
  matching: (query) => sql`SELECT pk FROM search_index WHERE ${found(query)}`,
  matches: (query) =>
    sql`(SELECT words @@ ${tsquery({ ...query, types: undefined }, true)}::tsquery FROM search_index i WHERE i.pk = d.pk)`,
  // What the inner limit is only the run of it tells; so the outer one says that few documents are read.
  newest(query, { condition, order, limit, most }) {
    const keys = sql`SELECT d.pk FROM search_index d WHERE ${found(query)} AND ${condition ?? raw('TRUE')} ${order} LIMIT ${limit}`;
    return sql`SELECT ${FOUND} FROM (SELECT * FROM (${keys}) w LIMIT ${most}) f JOIN search_document d ON d.pk = f.pk`;
  },
  isOrdered: () => false,
  // None of the words may be missing; and of what matches elsewhere than in titles one stands there.
  atMost(query) {
    const { terms, where } = query;
    const plain = [...new Set(terms.flatMap(({ words, prefix }) => (prefix ? words.slice(0, -1) : words)))];
    const begun = terms.flatMap(({ words, prefix }) => (prefix ? words.slice(-1) : []));
    const of = (column: string): Sql => documentsWith(query, raw(column), plain, begun);
    const all = raw(String(plain.length + begun.length));
    const least = (column: string): Sql =>
      sql`(SELECT CASE WHEN count(*) < ${all} THEN 0 ELSE min(n) END FROM (${of(column)}) k)`;
    if (where !== 'elsewhere') return least(where === 'titles' ? 'titles' : 'documents');
    const inBodies = sql`(SELECT CASE WHEN count(*) = count(n) THEN coalesce(sum(n), 0) END FROM (${of('bodies')}) k)`;
    return sql`least(${least('documents')}, ${inBodies})`;
  },
  kept(query) {
    const [{ words, prefix }, ...more] = query.terms as [Term, ...Term[]];
    if (prefix || words.length > 1 || more.length > 0 || query.where !== 'anywhere') return undefined;
    return sql`SELECT coalesce(sum(documents), 0)::bigint AS count FROM search_word WHERE word = ${words[0]} AND ${ofTypes(query)}`;
  },
};
