import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { Award, Contract, Lot, Organization, Release, Tender } from '../entities';
import { SPAN } from '../entities/keys';
import { UserInputError } from '../errors';
import { wordsIn } from '../ocds/fold';
import type { Position } from './cursor';
import { filterSql, type Filter } from './filter';
import { beyond, orderBy, type OrderStep } from './order';
import { all, any } from './walk';

/** One thing that a found text must have: words in a row, the last perhaps only begun. */
export interface SearchTerm {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

export interface Search {
  readonly terms: readonly SearchTerm[];
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
export function parseSearch(text: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (const [, quoted, plain, star] of text.matchAll(/"([^"]*)"|([^\s"*]+)(\*?)/g)) {
    const words = wordsIn(quoted ?? plain ?? '').map(({ folded }) => folded);
    if (words.length > 0) terms.push({ words, prefix: star === '*' });
  }
  if (terms.length === 0) throw new UserInputError('"text" has no word to look for.');
  if (terms.length > MAX_TERMS) throw new UserInputError(`"text" has more than ${MAX_TERMS} words to look for.`);
  return terms;
}

/** Of what is found the rank, the instant and the id, each as what it is in a cursor. */
export const SEARCH_POSITION = ['number', 'string', 'string'] as const;

/** What matches in titles, names and identifiers; then what matches elsewhere. */
const RANKS = [0, 1] as const;
type Rank = (typeof RANKS)[number];

/** For each row of a page so many documents, the newest ones, are looked through before the index is asked for all. */
const NEAR = 50;

/** How equally good documents, called `d`, are ordered. */
const STEPS: readonly OrderStep[] = [
  { expression: raw('d.instant'), descending: true },
  { expression: raw('d.id'), descending: false },
];

/** The same for documents that are there already: told by no index, or PostgreSQL would walk along it. */
const SORTED = STEPS.map((step) => ({ ...step, sorts: sql`${step.expression} || ''` }));

/**
 * The objects found: `type`, `objectPk` and their position. What matches in titles, names and identifiers comes before
 * what matches elsewhere; among equals the newest comes first, and then the id decides: the same on both engines.
 *
 * Each rank is read in one of two ways, as the database finds when it is asked: a common word fills the page while
 * documents are tested one after the other, the newest first; else all that match are taken from the index and sorted.
 */
export function searchPage(dialect: Dialect, search: Search, limit = raw(String(search.size + 1)), near = NEAR): Sql {
  const ranks = RANKS.map((rank) => rowsOf(dialect, search, rank, limit, near));
  const found = join(
    RANKS.map((rank) => sql`SELECT * FROM ${raw(`found${rank}`)}`),
    ' UNION ALL ',
  );
  const order = orderBy(dialect, [{ expression: raw('d.rank'), descending: false }, ...STEPS], false);
  return sql`WITH ${join(ranks, ', ')} SELECT d.type, d."objectPk", d.rank AS "_0", d.instant AS "_1", d.id AS "_2" FROM (${found}) d ${order} LIMIT ${limit}`;
}

/** The page as far as documents of one rank fill it, as the tables `way0` and `found0`, `way1` and `found1`. */
function rowsOf(dialect: Dialect, search: Search, rank: Rank, limit: Sql, near: number): Sql {
  const { terms, types, position, size } = search;
  const documents = all([typed(types), after(rank, position)]);
  const tested = all([
    ofRank(rank, (titles) => dialect.matches(terms, titles, 'd')),
    filtered(dialect, search, dialect.existsEach),
  ]);
  const listed = all([
    ofRank(rank, (titles) => sql`d.pk IN (${dialect.matching(terms, titles)})`),
    filtered(dialect, search),
  ]);
  const newest = sql`SELECT * FROM search_document d WHERE ${documents} ${orderBy(dialect, STEPS, false)} LIMIT ${raw(String(near * (size + 1)))}`;
  const common = sql`SELECT count(*) FROM (SELECT 1 FROM (${newest}) d WHERE ${tested} LIMIT ${limit}) n`;
  const full = rank === 0 ? sql`FALSE` : sql`(SELECT count(*) FROM found0) >= ${limit}`;
  const way = sql`SELECT CASE WHEN ${full} THEN 'none' WHEN (${common}) >= ${limit} THEN 'tested' ELSE 'listed' END AS name`;
  // Where a LIMIT is 0 nothing is done at all.
  const rows = (name: string, condition: Sql, steps: readonly OrderStep[]): Sql =>
    sql`SELECT * FROM (SELECT d.type, d."objectPk", d.instant, d.id, ${raw(String(rank))} AS rank FROM search_document d WHERE ${documents} AND ${condition} ${orderBy(dialect, steps, false)} LIMIT CASE WHEN (SELECT name FROM ${raw(`way${rank}`)}) = ${raw(`'${name}'`)} THEN ${limit} ELSE 0 END) w`;
  return sql`${raw(`way${rank}`)} AS MATERIALIZED (${way}), ${raw(`found${rank}`)} AS MATERIALIZED (${rows('tested', tested, STEPS)} UNION ALL ${rows('listed', listed, SORTED)})`;
}

/** All that is found. Where every kind of document is looked for, the index alone can count them. */
export function searchCount(dialect: Dialect, search: Search): Sql {
  const found = dialect.matching(search.terms, false);
  if (!search.filter && SEARCHED.every(({ name }) => search.types.includes(name)))
    return sql`SELECT count(*) AS count FROM (${found}) i`;
  return sql`SELECT count(*) AS count FROM search_document d WHERE ${all([sql`d.pk IN (${found})`, typed(search.types), filtered(dialect, search)])}`;
}

/** Documents of a rank, by what says whether they match in titles, or at all. */
const ofRank = (rank: Rank, matches: (titles: boolean) => Sql): Sql =>
  rank === 0 ? matches(true) : all([matches(false), sql`NOT ${matches(true)}`]);

const typed = (types: readonly string[]): Sql => any(types.map((type) => sql`d.type = ${type}`));

/** The documents of a rank that come after a position. */
function after(rank: Rank, position: Position | undefined): Sql {
  if (!position) return sql`TRUE`;
  const [last, ...rest] = position;
  // SQLite would look up each side of an OR by itself and sort what it finds, instead of walking along.
  if (last === rank) return sql`CASE WHEN ${beyond(STEPS, rest, false)} THEN TRUE ELSE FALSE END`;
  return last !== null && rank > Number(last) ? sql`TRUE` : sql`FALSE`;
}

/** What must hold of the release that a document stands in. */
function filtered(dialect: Dialect, { filter }: Search, exists = (rows: Sql) => sql`EXISTS (${rows})`): Sql {
  if (!filter) return sql`TRUE`;
  const holds = filterSql(dialect, Release, filter, 'r');
  return exists(sql`SELECT 1 FROM release r WHERE r.pk = d.pk / ${raw(String(SPAN))} AND ${holds}`);
}
