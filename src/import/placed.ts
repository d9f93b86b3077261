import { GAP } from '../ocds/fold';

/*
 * PostgreSQL knows 16,383 places of words in a document, and of one word 256 (18, ts_type.h), and finds a phrase by
 * places alone. So that both engines find the same, no more words are kept than have a place.
 */

const MOST = { title: 4000, body: 12_000 };
const TIMES = 255;

/** The folded words of a document as far as their places are known. */
export function placed(title: string, body: string): { title: string; body: string } {
  const [inTitle, inBody] = [title.split(' ', MOST.title), body.split(' ', MOST.body)];
  if (inTitle.length + inBody.length <= TIMES) return { title, body };
  const times = new Map<string, number>();
  const known = (word: string): string => {
    const time = (times.get(word) ?? 0) + 1;
    times.set(word, time);
    return time > TIMES ? GAP : word;
  };
  return { title: inTitle.map(known).join(' '), body: inBody.map(known).join(' ') };
}
