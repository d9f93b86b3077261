/** A word of a text: what it is compared by, and where it stands. */
export interface Word {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/**
 * The words of a text, folded so that accents and case do not matter: `Café` is `wcafe`. A folded word is made of ASCII
 * letters and digits and begins with a letter, so that no database's own idea of words changes it and all find the same.
 */
export const wordsIn = (text: string): Word[] => [...eachWord(text)];

/** The same one after the other, for who may not want them all. */
export function* eachWord(text: string): Generator<Word> {
  for (const { 0: word, index: start } of text.matchAll(WORD))
    yield { folded: fold(word), start, end: start + word.length };
}

/** What stands where no word does, and between two texts, so that no phrase is found across: words begin with `w`. */
export const GAP = 'x';

/** The folded words of texts, as they are kept for search: of each no more than have a place in a document. */
export const folded = (...texts: (string | null | undefined)[]): string =>
  texts.flatMap((text) => (text && firstWords(text).join(' ')) || []).join(` ${GAP} `);

/** PostgreSQL knows 16,383 places. */
const PLACES = 2 ** 14;

function firstWords(text: string): string[] {
  if (text.length < 2 * PLACES) return text.match(WORD)?.map(fold) ?? [];
  const words: string[] = [];
  for (const [word] of text.matchAll(WORD)) if (words.push(fold(word)) === PLACES) break;
  return words;
}

/** Folded words: texts are made of few words, again and again. */
const known = new Map<string, string>();
const KNOWN = 50_000;
const LONG = 100;

function fold(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  if (word.length > LONG) return foldAnew(word);
  const own = copied(word);
  const made = foldAnew(own);
  if (known.size >= KNOWN) known.clear();
  known.set(own, made);
  return made;
}

/** V8 takes a word out of a text by pointing into it: what is remembered would hold all of the text. */
const copied = (word: string): string => Buffer.from(word).toString();

/** A script without spaces makes long ones. PostgreSQL takes words of 2,046 bytes, in an index and in a search. */
const LONGEST = 1000;

function foldAnew(word: string): string {
  const plain = word
    .slice(0, 10 * LONGEST)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
  const whole = `w${oneCase(plain).replace(/[^a-z0-9]/gu, (letter) => `u${letter.codePointAt(0)!.toString(16)}`)}`;
  return whole.slice(0, LONGEST);
}

/** As Unicode folds all of case: ß and ẞ are ss, and a sigma is one letter wherever it stands. */
const oneCase = (word: string): string =>
  word
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/[ςłøđħŧæœ]/g, (letter) => PLAIN[letter]!);

/** What has a stroke or is tied is one letter to Unicode; without accents it is written so. */
const PLAIN: Record<string, string> = { ς: 'σ', ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ŧ: 't', æ: 'ae', œ: 'oe' };
