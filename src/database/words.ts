import type { Open } from './given';
import { join, raw, sql, type Sql } from './sql';

/** Folded words in a row, the last perhaps only begun. They are ASCII letters and digits, so need no quoting. */
export interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** Documents with all those terms: in titles, names and identifiers, only elsewhere (in whole or in part), or anywhere. */
export interface WordQuery {
  readonly terms: readonly Term[];
  /** The terms that are bound, where words are left open: then `terms` have numbers in place of words. */
  readonly open?: Open | undefined;
  readonly where: 'titles' | 'elsewhere' | 'anywhere';
  /** Classes that the documents are of; undefined for all. */
  readonly types?: readonly string[] | undefined;
}

/** What is made of the words, to be bound; all else of a statement is made of how many there are. */
export const bound = ({ terms, open }: WordQuery, make: (terms: readonly Term[]) => unknown): unknown =>
  open ? open.map((each) => make(each as readonly Term[])) : make(terms);

const TITLES = ['title'];
const ANYWHERE = ['title', 'body'];

/** Whether the texts of a document, called `d`, have the words: for rows that are met anyhow. */
export const matchesText =
  (position: 'instr' | 'strpos') =>
  (query: WordQuery): Sql => {
    const { terms, where } = query;
    const has = (columns: readonly string[]): Sql => {
      const each = terms.map(({ prefix }, i) => {
        const part = bound(query, (all) => ` ${all[i]!.words.join(' ')}${prefix ? '' : ' '}`);
        const inside = columns.map((column) => sql`${raw(position)}(' ' || d.${raw(column)} || ' ', ${part}) > 0`);
        return sql`(${join(inside, ' OR ')})`;
      });
      return sql`(${join(each, ' AND ')})`;
    };
    if (where === 'titles') return has(TITLES);
    return where === 'anywhere' ? has(ANYWHERE) : sql`(${has(ANYWHERE)} AND NOT ${has(TITLES)})`;
  };

/** What is read of a document that was found. */
export const FOUND = raw('d.type, d."objectPk", d.instant, d.id');

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

/** The newest documents, called `d`, as far as they are looked through. */
export interface Newest {
  readonly condition: Sql;
  readonly order: Sql;
  readonly limit: Sql;
}

/** How far an index that keeps no counts is read before it is known how many match. */
export interface Reading {
  /** A prefix that begins no more words than that is asked for as these. */
  readonly words: number;
  /** Where less documents may match, each of them is looked at. */
  readonly documents: number;
}

/** The index of words over search_document, as each engine has it (migrations from SearchByDay to TitleMarks). */
export interface WordIndex {
  /** What a statement that asks anything below has to have before it; it is looked up only where it is needed. */
  tables(query: WordQuery, reading: Reading): Sql[];
  /** What is read of a document that is found, called `d`: FOUND. */
  readonly found: Sql;
  /** The keys of all that match, as `pk`. */
  matching(query: WordQuery): Sql;
  /** Whether a row of search_document, called `d`, matches: for rows that are met anyhow. */
  matches(query: WordQuery): Sql;
  /** Those of the newest documents that may match, where that is known before they are read; they are still to be asked. */
  sieve?(query: WordQuery): ((newest: Newest) => Sql) | undefined;
  /** The newest that match, in no order: what is `found` of each. */
  newest(query: WordQuery, wanted: Wanted): Sql;
  /** Whether `newest` finds no more than it needs, whatever the words. */
  isOrdered(query: WordQuery): boolean;
  /** What is known before, where counts are kept: no more than `most` of the `documents` match, `expected` if all words are spread evenly. */
  counts?(query: WordQuery): Sql;
  /** Where none are: the keys of what may match and how many these are, NULL if too many; nothing where neither is known. */
  few?(query: WordQuery): { readonly keys: Sql; readonly count: Sql } | undefined;
  /** How many match, as a statement with `count`, where that is kept. */
  kept(query: WordQuery): Sql | undefined;
  /** What imports have added to the index: a statement that finds a row if searches take longer for it, and one that puts it together. */
  readonly segments?: { readonly isScattered: Sql; readonly merge: Sql };
}
