import { join, raw, sql, type Sql } from './sql';
import { bound, FOUND, type Term, type WordIndex, type WordQuery } from './words';

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

/** How many documents have each word, and those that are begun so; NULL where that is not known. No folded word has a brace. */
function documentsWith(query: WordQuery, column: Sql): Sql {
  const sum = sql`sum(${column}) FILTER (WHERE ${ofTypes(query)})`;
  const each = begunIn(query.terms).map((_, i) => {
    const word = bound(query, (terms) => begunIn(terms)[i]);
    const end = bound(query, (terms) => `${begunIn(terms)[i]!}{`);
    const some = sql`SELECT * FROM search_word WHERE word >= ${word} AND word < ${end} LIMIT ${MANY}`;
    return sql`SELECT CASE WHEN count(*) < ${MANY} THEN coalesce(${sum}, 0) END AS n FROM (${some}) b`;
  });
  const whole = sql`SELECT coalesce(${sum}, 0) AS n FROM search_word WHERE word = ANY(${bound(query, plainIn)}::text[]) GROUP BY word`;
  return join(plainIn(query.terms).length > 0 ? [whole, ...each] : each, ' UNION ALL ');
}

/** The words that are asked for whole, each once, and those that are only begun. */
const plainIn = (terms: readonly Term[]): string[] => [
  ...new Set(terms.flatMap(({ words, prefix }) => (prefix ? words.slice(0, -1) : words))),
];
const begunIn = (terms: readonly Term[]): string[] =>
  terms.flatMap(({ words, prefix }) => (prefix ? words.slice(-1) : []));

export const postgresWords: WordIndex = {
  tables: () => [],
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
    const of = (column: string): Sql => documentsWith(query, raw(column));
    const all = raw(String(plainIn(terms).length + begunIn(terms).length));
    const least = (column: string): Sql =>
      sql`(SELECT CASE WHEN count(*) < ${all} THEN 0 ELSE min(n) END FROM (${of(column)}) k)`;
    if (where !== 'elsewhere') return least(where === 'titles' ? 'titles' : 'documents');
    const inBodies = sql`(SELECT CASE WHEN count(*) = count(n) THEN coalesce(sum(n), 0) END FROM (${of('bodies')}) k)`;
    return sql`least(${least('documents')}, ${inBodies})`;
  },
  kept(query) {
    const [{ words, prefix }, ...more] = query.terms as [Term, ...Term[]];
    if (prefix || words.length > 1 || more.length > 0 || query.where !== 'anywhere') return undefined;
    return sql`SELECT coalesce(sum(documents), 0)::bigint AS count FROM search_word WHERE word = ${bound(query, ([term]) => term!.words[0])} AND ${ofTypes(query)}`;
  },
};
