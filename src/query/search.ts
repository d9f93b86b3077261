import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { Award, Contract, Lot, Organization, Release, Tender } from '../entities';
import { SPAN } from '../entities/keys';
import { UserInputError } from '../errors';
import { wordsIn } from '../ocds/fold';
import type { Position } from './cursor';
import { filterSql, type Filter } from './filter';
import { beyond, orderBy, type OrderStep } from './order';
import { any } from './walk';

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

/**
 * The objects found: `type`, `objectPk` and their position. What matches in titles, names and identifiers comes before
 * what matches elsewhere; among equals the newest comes first, and then the id decides: the same on both engines.
 */
export function searchPage(
  dialect: Dialect,
  { terms, types, filter, size, position }: Search,
  limit = raw(String(size + 1)),
): Sql {
  const steps: OrderStep[] = [
    { expression: raw('s.rank'), descending: false },
    { expression: raw('s.instant'), descending: true },
    { expression: raw('s.id'), descending: false },
  ];
  const rank = sql`CASE WHEN d.pk IN (${dialect.matching(terms, true)}) THEN 0 ELSE 1 END`;
  const found = sql`SELECT d.type, d."objectPk", d.instant, d.id, ${rank} AS rank FROM search_document d WHERE ${conditions(dialect, terms, types, filter)}`;
  const after = position ? beyond(steps, position, false) : sql`TRUE`;
  return sql`SELECT s.type, s."objectPk", s.rank AS "_0", s.instant AS "_1", s.id AS "_2" FROM (${found}) s WHERE ${after} ${orderBy(dialect, steps, false)} LIMIT ${limit}`;
}

export function searchCount(dialect: Dialect, { terms, types, filter }: Search): Sql {
  return sql`SELECT count(*) AS count FROM search_document d WHERE ${conditions(dialect, terms, types, filter)}`;
}

function conditions(dialect: Dialect, terms: Search['terms'], types: Search['types'], filter: Filter | undefined): Sql {
  const all = [sql`d.pk IN (${dialect.matching(terms, false)})`, any(types.map((type) => sql`d.type = ${type}`))];
  if (filter) {
    const holds = filterSql(dialect, Release, filter, 'r');
    all.push(sql`EXISTS (SELECT 1 FROM release r WHERE r.pk = d.pk / ${raw(String(SPAN))} AND ${holds})`);
  }
  return join(all, ' AND ');
}
