import type { Json } from '../../ocds/json';
import { at, type Issues, type Path } from '../normalise/path';

/**
 * Whether a document may have left out something of the text that it was read from. Each key has a colon, and each colon
 * of a text is still there when it is written again, unless it was written as an escape.
 *
 * @param again the document as JSON.stringify writes it: most publishers write it so themselves
 */
export const mayRepeatKeys = (text: string, again: string): boolean =>
  text !== again && (colonsIn(text) !== colonsIn(again) || /\\u003a/i.test(text));

function colonsIn(text: string): number {
  let count = 0;
  for (let i = text.indexOf(':'); i >= 0; i = text.indexOf(':', i + 1)) count++;
  return count;
}

const TOKENS = /"(?:[^"\\]+|\\.)*"|[{}[\],:]/g;

/** An object or a list that is open. */
interface Open {
  readonly path: Path | null;
  readonly isList: boolean;
  /** Of an object: where the value of each key is. */
  readonly values: Map<string, { from: number; to: number }>;
  key: string | number;
}

/** Tells of each key that an object has already, with the value that gives way. `text` is JSON. */
export function tellRepeatedKeys(text: string, issues: Issues): void {
  const open: Open[] = [];
  let last = '';
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    const inner = open.at(-1);
    if (token === '{' || token === '[') {
      const path = inner ? at(inner.path, inner.key) : null;
      open.push({ path, isList: token === '[', values: new Map(), key: 0 });
    } else if (token === ',' || token === '}' || token === ']') {
      if (inner!.isList) inner!.key = (inner!.key as number) + 1;
      else if (inner!.values.size > 0) inner!.values.get(inner!.key as string)!.to = index;
      if (token !== ',') open.pop();
    } else if (token === ':') {
      const { values, path } = inner!;
      const key = JSON.parse(last) as string;
      const before = values.get(key);
      if (before) issues.tell('REPEATED_KEY', path, key, JSON.parse(text.slice(before.from, before.to)) as Json);
      values.set(key, { from: index + 1, to: index + 1 });
      inner!.key = key;
    } else last = token;
  }
}
