import { Given } from '../database/given';
import type { Term, WordQuery } from '../database/words';
import { Award, Contract, Lot, Organization, Tender } from '../entities';
import type { Class } from '../entities/registry';
import { UserInputError } from '../errors';
import { wordsIn } from '../ocds/fold';
import type { Position } from './cursor';
import type { Filter } from './filter';

export interface Search extends Pick<WordQuery, 'terms' | 'open'> {
  /** Names of classes. */
  readonly types: readonly string[];
  /** What must hold of the release that the object stands in; organizations stand in none. */
  readonly filter?: Filter | undefined;
  readonly size: number;
  readonly position?: Position | undefined;
}

/** What can be found, and the fields of it that are looked into, those first that count most. */
export const TEXTS: ReadonlyMap<Class, readonly string[]> = new Map<Class, readonly string[]>([
  [Tender, ['title', 'ocid', 'localId', 'description']],
  [Lot, ['title', 'description']],
  [Award, ['title', 'description']],
  [Contract, ['title', 'description']],
  [Organization, ['name', 'id', 'localId']],
]);

export const SEARCHED: readonly Class[] = [...TEXTS.keys()];

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
