import { eachWord, type Word } from './fold';

interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** Words around a match that are shown with it: so many before, and twice as many from there on. */
const AROUND = 12;

/** Where a search found something: the field, and how it reads there. */
export interface Match {
  readonly field: string;
  readonly fragment: string;
}

/** The first field in which something of the terms stands. */
export function matchIn(
  fields: readonly string[],
  texts: Readonly<Record<string, unknown>>,
  terms: readonly Term[],
): Match | null {
  for (const field of fields) {
    const text = texts[field];
    const fragment = typeof text === 'string' ? highlight(text, terms) : null;
    if (fragment !== null) return { field, fragment };
  }
  return null;
}

/** Whether the last words read are those of a term. */
function endsWith(read: readonly Word[], { words, prefix }: Term): boolean {
  const start = read.length - words.length;
  return words.every((word, i) => {
    const folded = read[start + i]?.folded;
    return prefix && i === words.length - 1 ? folded?.startsWith(word) : folded === word;
  });
}

/**
 * The part of a text that a search found, with what matched between `**`; null where nothing of it matches. What is
 * left out is marked by an ellipsis. Descriptions are long: no more is read of one than decides what is shown.
 */
export function highlight(text: string, terms: readonly Term[]): string | null {
  const read: Word[] = [];
  const marked = new Set<number>();
  const longest = Math.max(...terms.map(({ words }) => words.length));
  let missing = terms;
  let first = Infinity;
  for (const word of eachWord(text)) {
    read.push(word);
    for (const term of missing) {
      if (!endsWith(read, term)) continue;
      const start = read.length - term.words.length;
      first = Math.min(first, start);
      term.words.forEach((_, i) => marked.add(start + i));
      missing = missing.filter((each) => each !== term);
    }
    if (read.length > first + 2 * AROUND + longest) break;
  }
  if (marked.size === 0) return null;
  const from = Math.max(0, first - AROUND);
  const to = Math.min(read.length, first + 2 * AROUND);
  let result = from > 0 ? '… ' : '';
  let at = from > 0 ? read[from]!.start : 0;
  for (let i = from; i < to; i++) {
    const { start, end } = read[i]!;
    result += text.slice(at, start) + (marked.has(i) ? `**${text.slice(start, end)}**` : text.slice(start, end));
    at = end;
  }
  return to < read.length ? `${result} …` : result + text.slice(at);
}
