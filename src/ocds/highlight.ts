import { wordsIn, type Word } from './fold';

interface Term {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

/** Words around a match that are shown with it. */
const AROUND = 12;

/** Where a term begins in the words of a text; -1 where it does not stand there. */
function indexOf(words: readonly Word[], { words: wanted, prefix }: Term): number {
  const fits = (word: Word | undefined, i: number): boolean =>
    word !== undefined &&
    (prefix && i === wanted.length - 1 ? word.folded.startsWith(wanted[i]!) : word.folded === wanted[i]);
  return words.findIndex((_, start) => wanted.every((_word, i) => fits(words[start + i], i)));
}

/**
 * The part of a text that a search found, with what matched between `**`; null where nothing of it matches. What is
 * left out is marked by an ellipsis.
 */
export function highlight(text: string, terms: readonly Term[]): string | null {
  const words = wordsIn(text);
  const marked = new Set<number>();
  let first = Infinity;
  for (const term of terms) {
    const start = indexOf(words, term);
    if (start === -1) continue;
    first = Math.min(first, start);
    term.words.forEach((_, i) => marked.add(start + i));
  }
  if (marked.size === 0) return null;
  const from = Math.max(0, first - AROUND);
  const to = Math.min(words.length, first + 2 * AROUND);
  let result = from > 0 ? '… ' : '';
  let at = from > 0 ? words[from]!.start : 0;
  for (let i = from; i < to; i++) {
    const { start, end } = words[i]!;
    result += text.slice(at, start) + (marked.has(i) ? `**${text.slice(start, end)}**` : text.slice(start, end));
    at = end;
  }
  return to < words.length ? `${result} …` : result + text.slice(at);
}
