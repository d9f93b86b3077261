import type { Json } from '../../ocds/json';
import { at, type Issues, type Path } from '../normalise/path';

/*
 * What JSON.parse leaves out of a text without a word: the first value of a key that an object has twice, and the digits of
 * a number that a double does not hold.
 */

/**
 * Whether a document may have lost something of the text that it was read from. Each key has a colon, and each colon of a
 * text is still there when it is written again, unless it was written as an escape; a number loses nothing while it is
 * short and has no great exponent.
 *
 * @param again the document as JSON.stringify writes it, in pieces: most publishers write it so themselves
 */
export function mayLose(text: string, again: Iterable<string>): boolean {
  let [same, differs, colons] = [0, false, 0];
  for (const piece of again) {
    differs ||= !text.startsWith(piece, same);
    if (differs) colons += colonsIn(piece);
    else same += piece.length;
  }
  if (same === text.length) return false;
  return colonsIn(text, same) !== colons || /\\u003a|[:,[\s]-?\d[\d.]{15}|\de-\d{3}/i.test(text);
}

function colonsIn(text: string, from = 0): number {
  let count = 0;
  for (let i = text.indexOf(':', from); i >= 0; i = text.indexOf(':', i + 1)) count++;
  return count;
}

const TOKENS = /"(?:[^"\\]+|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g;

/** An object or a list that is open. */
interface Open {
  readonly path: Path | null;
  readonly isList: boolean;
  /** Of an object: where the value of each key is. */
  readonly values: Map<string, { from: number; to: number }>;
  key: string | number;
}

/** Tells of each key that an object has already, with the value that gives way, and of each rounded number. `text` is JSON. */
export function tellLost(text: string, issues: Issues): void {
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
    } else if (token.startsWith('"')) last = token;
    else if (isRounded(token)) issues.tell('NUMBER_ROUNDED', inner?.path ?? null, inner?.key ?? '', token);
  }
}

/** Many programs write a double with 17 digits, of which the last ones were never published. */
const DIGITS_OF_DOUBLE = 17;

function isRounded(number: string): boolean {
  const value = Number(number);
  if (value === 0) return /^[^e]*[1-9]/i.test(number); // so near to nothing that nothing is left
  if (number.length < DIGITS_OF_DOUBLE - 1 || !Number.isFinite(value)) return false;
  const [digits, exponent] = decimal(number);
  if (digits.length <= DIGITS_OF_DOUBLE && /[.e]/i.test(number)) return false;
  const [kept, keptExponent] = decimal(String(value));
  return digits !== kept || exponent !== keptExponent;
}

/** The digits of a number without zeros around them, and the power of ten that they are multiplied by. */
function decimal(number: string): [digits: string, exponent: number] {
  const [mantissa = '', power = '0'] = number.replace('-', '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/0+$/, '');
  const exponent = Number(power) - fraction.length + (whole + fraction).length - digits.length;
  return [digits.replace(/^0+/, ''), digits ? exponent : 0];
}
