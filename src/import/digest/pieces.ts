import { isObject, type Json } from '../../ocds/json';

/*
 * Large texts in pieces, so that a large release is not there once more each time that it is written.
 */

/** Characters from which on a text is large. */
export const LARGE = 1024 * 1024;

export const isLarge = ({ text }: { readonly text: string }): boolean => text.length > LARGE;

/** A text in pieces that are written as UTF-8 each by itself. */
export function piecesOf(text: string): string[] {
  if (text.length <= LARGE) return [text];
  const pieces: string[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + LARGE;
    if (isFirstOfTwo(text.charCodeAt(end - 1))) end--;
    pieces.push(text.slice(start, end));
  }
  return pieces;
}

/** Whether it is the first half of a character that JavaScript writes as two. */
const isFirstOfTwo = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** How deep a large document is taken apart: a lot of a tender of a release. */
const DEPTH = 3;

/** A document as JSON.stringify writes it: in pieces where `text`, which it was read from, is large. */
export function* writtenAgain(document: Json, text: string): Generator<string> {
  if (text.length <= LARGE) yield JSON.stringify(document);
  else yield* parts(document, DEPTH);
}

function* parts(value: Json, depth: number): Generator<string> {
  if (typeof value === 'string' && value.length > LARGE) yield* quoted(value);
  else if (depth === 0 || typeof value !== 'object' || value === null) yield* piecesOf(JSON.stringify(value));
  else if (isObject(value)) {
    let before = '{';
    for (const [key, member] of Object.entries(value)) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* parts(member, depth - 1);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else {
    let before = '[';
    for (const item of value) {
      yield before;
      yield* parts(item, depth - 1);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  }
}

function* quoted(text: string): Generator<string> {
  yield '"';
  for (const piece of piecesOf(text)) yield JSON.stringify(piece).slice(1, -1);
  yield '"';
}
