import { join, raw, sql, type Sql } from './sql';
import { bound, FOUND, matchesText, type Term, type WordIndex, type WordQuery } from './words';

/** What is asked of the index, as PostgreSQL writes it. */
const tsquery = (query: WordQuery, hasLabels: boolean): unknown =>
  bound(query, (terms) => asTsquery({ ...query, terms }, hasLabels));

function asTsquery({ terms, where, types }: WordQuery, hasLabels: boolean): string {
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

/**
 * How many documents have each of the words and of those that are begun so, a row for each: in titles, in bodies, in
 * either; NULL where that is not known. No folded word has a brace.
 */
function counted(query: WordQuery): Sql {
  const { terms } = query;
  const each = begunIn(terms).map((_, i) => {
    const word = bound(query, (all) => begunIn(all)[i]);
    const end = bound(query, (all) => `${begunIn(all)[i]!}{`);
    const some = sql`SELECT * FROM search_word WHERE word >= ${word} AND word < ${end} LIMIT ${MANY}`;
    const sum = (column: Sql): Sql => sql`coalesce(sum(${column}) FILTER (WHERE ${ofTypes(query)}), 0)`;
    return sql`SELECT ${counts((column) => sql`CASE WHEN count(*) < ${MANY} THEN ${sum(column)} END`)} FROM (${some}) b`;
  });
  const words = sql`word = ANY(${bound(query, plainIn)}::text[]) AND ${ofTypes(query)}`;
  const whole = sql`SELECT ${counts((column) => sql`sum(${column})`)} FROM search_word WHERE ${words} GROUP BY word`;
  return join(plainIn(terms).length > 0 ? [whole, ...each] : each, ' UNION ALL ');
}

const counts = (count: (column: Sql) => Sql): Sql =>
  join(
    ['titles', 'bodies', 'documents'].map((each) => sql`${count(raw(each))}::float8 AS ${raw(each)}`),
    ', ',
  );

/** How many documents there are: types are words too, which begin with another letter. */
const stored = (query: WordQuery): Sql =>
  sql`SELECT greatest(sum(documents), 1)::float8 AS n FROM search_word WHERE word >= 'k' AND word < 'l' AND ${ofTypes(query)}`;

/** How many documents have any of the words in a body, each counted for every one; NULL where that is not known. */
const IN_BODIES = raw('CASE WHEN count(*) = count(bodies) THEN coalesce(sum(bodies), 0) END');

/** The words that are asked for whole, each once, and those that are only begun. */
const plainIn = (terms: readonly Term[]): string[] => [
  ...new Set(terms.flatMap(({ words, prefix }) => (prefix ? words.slice(0, -1) : words))),
];
const begunIn = (terms: readonly Term[]): string[] =>
  terms.flatMap(({ words, prefix }) => (prefix ? words.slice(-1) : []));

/** The bits that a title with all whole words has set (migration TitleMarks), worked out once. */
function marks(query: WordQuery): Sql {
  const bit = (from: number): Sql => raw(`(1::bigint << (hashtextextended(word, 0) >> ${from} & 63)::int)`);
  const each = plainIn(query.terms).map((_, i) => {
    const word = bound(query, (all) => plainIn(all)[i]);
    return sql`(SELECT ${bit(0)} | ${bit(6)} FROM (SELECT ${word}::text AS word) w)`;
  });
  return sql`(SELECT ${join(each, ' | ')})`;
}

const textHas = matchesText('strpos');

const columnOf = (where: WordQuery['where']): Sql => raw(where === 'titles' ? 'titles' : 'documents');

export const postgresWords: WordIndex = {
  tables: (query) => [sql`counted AS MATERIALIZED (${counted(query)})`, sql`stored AS MATERIALIZED (${stored(query)})`],
  found: FOUND,
  matching: (query) => sql`SELECT pk FROM search_index WHERE ${found(query)}`,
  // A text is read in a seventh of the time that its row in the index takes. But of words that stand together the index
  // knows the first places alone, and what is found must not depend on the way.
  matches(query) {
    if (query.terms.every(({ words }) => words.length === 1)) return textHas(query);
    return sql`(SELECT words @@ ${tsquery({ ...query, types: undefined }, true)}::tsquery FROM search_index i WHERE i.pk = d.pk)`;
  },
  sieve(query) {
    if (query.where !== 'titles' || plainIn(query.terms).length === 0) return undefined;
    return ({ condition, order, limit }) => {
      const newest = sql`SELECT pk, instant, id, marks FROM search_index d WHERE ${condition} ${order} LIMIT ${limit}`;
      const marked = sql`SELECT * FROM (${newest}) i WHERE marks | ${marks(query)} = marks`;
      return sql`SELECT d.pk, d.type, d."objectPk", m.instant, m.id, d.title FROM (${marked}) m JOIN search_document d ON d.pk = m.pk`;
    };
  },
  // What the inner limit is only the run of it tells; so the outer one says that few documents are read. And OFFSET 0 that all
  // that the words find are, not the newest one after the other until some are found.
  newest(query, { condition, order, limit, most }) {
    const all = sql`SELECT d.pk, d.instant, d.id FROM search_index d WHERE ${found(query)} AND ${condition ?? raw('TRUE')} OFFSET 0`;
    const keys = sql`SELECT d.pk FROM (${all}) d ${order} LIMIT ${limit}`;
    return sql`SELECT ${FOUND} FROM (SELECT * FROM (${keys}) w LIMIT ${most}) f JOIN search_document d ON d.pk = f.pk`;
  },
  isOrdered: () => false,
  // None of the words may be missing; and of what matches elsewhere than in titles one stands there. A word of which it is not
  // known how many have it may stand in all.
  counts({ terms, where }) {
    const column = columnOf(where);
    const asked = raw(String(plainIn(terms).length + begunIn(terms).length));
    const least = sql`CASE WHEN count(*) < ${asked} THEN 0 ELSE min(${column}) END`;
    const shares = sql`sum(ln(greatest(${column}, 1) / n)) FILTER (WHERE ${column} IS NOT NULL)`;
    const together = sql`max(n) * exp(coalesce(${shares}, 0))`;
    const no = (more: Sql): Sql => (where === 'elsewhere' ? sql`least(${more}, ${IN_BODIES})` : more);
    return sql`SELECT ${no(least)} AS most, ${no(together)} AS expected, max(n) AS documents FROM counted, stored`;
  },
  kept(query) {
    const [{ words, prefix }, ...more] = query.terms as [Term, ...Term[]];
    if (prefix || words.length > 1 || more.length > 0 || query.where !== 'anywhere') return undefined;
    return sql`SELECT coalesce(sum(documents), 0)::bigint AS count FROM search_word WHERE word = ${bound(query, ([term]) => term!.words[0])} AND ${ofTypes(query)}`;
  },
};
