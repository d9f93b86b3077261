import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { Given } from '../database/given';
import type { Reading, Term, WordQuery } from '../database/words';
import { Award, Contract, Lot, Organization, Release, Tender } from '../entities';
import { SPAN } from '../entities/keys';
import { UserInputError } from '../errors';
import { wordsIn } from '../ocds/fold';
import type { Position } from './cursor';
import { filterSql, type Filter } from './filter';
import { beyondAlong, orderBy, type OrderStep } from './order';
import { all, any } from './walk';

export interface Search extends Pick<WordQuery, 'terms' | 'open'> {
  /** Names of classes. */
  readonly types: readonly string[];
  /** What must hold of the release that the object stands in; organizations stand in none. */
  readonly filter?: Filter | undefined;
  readonly size: number;
  readonly position?: Position | undefined;
}

/** What can be found. */
export const SEARCHED = [Tender, Lot, Award, Contract, Organization] as const;

const MAX_TERMS = 20;

/**
 * `road "new bridge" maint*`: all of it must be there, in any order; quotes hold words together, a star begins one.
 *
 * @throws UserInputError where nothing is left to look for, or too much.
 */
export function parseSearch(text: string): readonly Term[] {
  if (text !== last?.text) last = { text, terms: parsed(text) };
  return last.terms;
}

/** The text that was read last: what is left open is read for each value that is bound. */
let last: { readonly text: string; readonly terms: readonly Term[] } | undefined;

function parsed(text: string): Term[] {
  const terms: Term[] = [];
  for (const [, quoted, plain, star] of text.matchAll(/"([^"]*)"|([^\s"*]+)(\*?)/g)) {
    const words = wordsIn(quoted ?? plain ?? '').map(({ folded }) => folded);
    if (words.length > 0) terms.push({ words, prefix: star === '*' });
  }
  if (terms.length === 0) throw new UserInputError('"text" has no word to look for.');
  if (terms.length > MAX_TERMS) throw new UserInputError(`"text" has more than ${MAX_TERMS} words to look for.`);
  return terms;
}

/** What a text that may be left open looks for. How many words of which terms are the same decides. */
export function termsOf(text: unknown): Pick<WordQuery, 'terms' | 'open'> {
  if (!(text instanceof Given)) return { terms: parseSearch(text as string) };
  return { terms: JSON.parse(text.ask(formOf)) as Term[], open: text.map((each) => parseSearch(each as string)) };
}

/** The terms with numbers in place of words. */
function formOf(text: unknown): string {
  const terms = parseSearch(text as string);
  const all = terms.flatMap(({ words }) => words);
  return JSON.stringify(
    terms.map(({ words, prefix }) => ({ words: words.map((word) => String(all.indexOf(word))), prefix })),
  );
}

/** Of what is found the rank, the instant and the id, each as what it is in a cursor. */
export const SEARCH_POSITION = ['number', 'string', 'string'] as const;

/** What matches in titles, names and identifiers; then what matches elsewhere. */
const RANKS = [0, 1] as const;
type Rank = (typeof RANKS)[number];

/** Where the documents of a rank have the words. */
const WHERE = ['titles', 'elsewhere'] as const;

/** What decides between the ways. */
export interface Measure extends Reading {
  /** For each row of a page so many documents, the newest ones, are looked through before the index is asked for all. */
  readonly near: number;
  /** The same where it is known that they will probably do. */
  readonly far: number;
  /** So many documents are looked through in the time in which one that the index finds is read and sorted. */
  readonly dear: number;
}

const MEASURE: Measure = { near: 50, far: 150, dear: 1, words: 32, documents: 20 };

/** How equally good documents, called `d`, are ordered. */
const STEPS: readonly OrderStep[] = [
  { expression: raw('d.instant'), descending: true },
  { expression: raw('d.id'), descending: false },
];

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
  const ranks = RANKS.map((rank) => rowsOf(dialect, search, rank, limit, measure));
  const found = join(
    RANKS.map((rank) => sql`SELECT * FROM ${raw(`found${rank}`)}`),
    ' UNION ALL ',
  );
  const order = orderBy(dialect, [{ expression: raw('d.rank'), descending: false }, ...STEPS], false);
  return sql`WITH ${join([...tables, ...ranks], ', ')} SELECT d.type, d."objectPk", d.rank AS "_0", d.instant AS "_1", d.id AS "_2" FROM (${found}) d ${order} LIMIT ${limit}`;
}

/** The page as far as documents of one rank fill it, as the tables `found0` and `found1`, and what leads to them. */
function rowsOf(dialect: Dialect, search: Search, rank: Rank, limit: Sql, { near, far, dear }: Measure): Sql {
  const { words } = dialect;
  const { position } = search;
  const table = (name: string): Sql => raw(`${name}${rank}`);
  const query = queryOf(search, WHERE[rank]);
  const newestFirst = orderBy(dialect, STEPS, false);
  const documents = all([typed(search.types), after(rank, position)]);
  const matches = all([words.matches(query), filtered(dialect, search, dialect.existsEach)]);
  const tables: Sql[] = [];
  const ways: Sql[] = [];
  // Where a LIMIT is 0 nothing is done at all.
  const limitOf = (way: Way): Sql =>
    sql`CASE WHEN (SELECT name FROM ${table('way')}) = ${raw(`'${way}'`)} THEN ${limit} ELSE 0 END`;

  const before: Choice[] = rank === 0 ? [] : [[sql`(SELECT count(*) FROM found0) >= ${limit}`, 'none']];
  const counted: Choice[] = [];
  const most = words.atMost(query);
  const expected = words.expected?.(query);
  const many = raw(String((expected ? far : near) * (search.size + 1)));
  if (most) {
    const n = sql`(SELECT n FROM ${table('most')})`;
    const figures = expected ? sql`, ${expected.matching} AS expected, ${expected.all} AS documents` : raw('');
    tables.push(sql`${table('most')} AS MATERIALIZED (SELECT ${most} AS n${figures})`);
    if (words.few) {
      const read = sql`search_document d WHERE d.pk IN ${words.few} AND ${documents} AND ${matches}`;
      counted.push([sql`${n} IS NOT NULL`, 'few']);
      ways.push(sql`SELECT ${words.found} FROM ${read} ${newestFirst} LIMIT ${limitOf('few')}`);
    } else {
      const enough = sql`least(expected * ${raw(String(dear))}, ${many} * 2 / 3)`;
      const isFar = sql`(SELECT ${limit} * documents > expected * ${enough} FROM ${table('most')})`;
      counted.push([sql`${n} = 0`, 'none'], [isFar, 'listed']);
    }
  }
  // To count by reading the index takes longer than to try the newest.
  const triesFirst = words.few !== undefined && rank === 0;
  const tested: Choice[] = [];
  if (!words.isOrdered(query)) {
    const newest = sql`SELECT * FROM search_document d WHERE ${documents} ${newestFirst} LIMIT ${many}`;
    // SQLite fills a table before it looks at the way; PostgreSQL only when it reads it, and plans better for a fixed limit.
    const isKnown = any([sql`(SELECT count(*) FROM tested0) >= ${limit}`, ...counted.map(([is]) => is)]);
    const tries = words.few && rank > 0 ? sql`CASE WHEN ${isKnown} THEN 0 ELSE ${limit} END` : limit;
    tables.push(
      sql`${table('tested')} AS MATERIALIZED (SELECT ${words.found} FROM (${newest}) d WHERE ${matches} ${newestFirst} LIMIT ${tries})`,
    );
    tested.push([sql`(SELECT count(*) FROM ${table('tested')}) >= ${limit}`, 'tested']);
    ways.push(sql`SELECT * FROM ${table('tested')} LIMIT ${limitOf('tested')}`);
  }

  const choices = [...before, ...(triesFirst ? [...tested, ...counted] : [...counted, ...tested])].map(
    ([is, way]) => sql`WHEN ${is} THEN ${raw(`'${way}'`)}`,
  );
  if (choices.length > 0)
    tables.push(sql`${table('way')} AS MATERIALIZED (SELECT CASE ${join(choices, ' ')} ELSE 'listed' END AS name)`);
  const listed = words.newest(query, {
    condition: position || search.filter ? all([after(rank, position), filtered(dialect, search)]) : undefined,
    order: newestFirst,
    limit: choices.length > 0 ? limitOf('listed') : limit,
    most: limit,
    ...(position?.[0] === rank && { until: String(position[1] ?? '') }),
  });
  const found = join(
    [listed, ...ways].map((way) => sql`SELECT * FROM (${way})`),
    ' UNION ALL ',
  );
  tables.push(sql`${table('found')} AS MATERIALIZED (SELECT d.*, ${raw(String(rank))} AS rank FROM (${found}) d)`);
  return join(tables, ', ');
}

/** A way to the rows of a rank, and when it is taken. */
type Choice = readonly [is: Sql, way: Way];
type Way = 'none' | 'few' | 'tested' | 'listed';

/** All that is found: kept for a single word, else the index alone can count it. */
export function searchCount(dialect: Dialect, search: Search): Sql {
  const query = queryOf(search, 'anywhere');
  const kept = search.filter ? undefined : dialect.words.kept(query);
  if (kept) return kept;
  const tables = dialect.words.tables(query, MEASURE);
  const looked = tables.length > 0 ? sql`WITH ${join(tables, ', ')} ` : raw('');
  const found = dialect.words.matching(query);
  return sql`${looked}SELECT count(*) AS count FROM (${found}) d WHERE ${filtered(dialect, search)}`;
}

const queryOf = (search: Search, where: WordQuery['where']): WordQuery => ({
  terms: search.terms,
  open: search.open,
  where,
  types: typesOf(search),
});

/** The classes that are looked for, unless it is all there are. */
const typesOf = ({ types }: Search): readonly string[] | undefined =>
  SEARCHED.every(({ name }) => types.includes(name)) ? undefined : types;

const typed = (types: readonly string[]): Sql => any(types.map((type) => sql`d.type = ${type}`));

/** The documents of a rank that come after a position. */
function after(rank: Rank, position: Position | undefined): Sql {
  if (!position) return sql`TRUE`;
  const [last, ...rest] = position;
  if (last === rank) return beyondAlong(STEPS, rest, false);
  return last !== null && rank > Number(last) ? sql`TRUE` : sql`FALSE`;
}

/** What must hold of the release that a document stands in. */
function filtered(dialect: Dialect, { filter }: Search, exists = (rows: Sql) => sql`EXISTS (${rows})`): Sql {
  if (!filter) return sql`TRUE`;
  const holds = filterSql(dialect, Release, filter, 'r');
  return exists(sql`SELECT 1 FROM release r WHERE r.pk = d.pk / ${raw(String(SPAN))} AND ${holds}`);
}
