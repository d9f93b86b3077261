import { isUtf8 } from 'node:buffer';
import type { Json } from '../../ocds/json';

export type Parsed =
  | { readonly value: Json; readonly text: string; readonly repairs: ReadonlySet<Repair> }
  | { readonly code: 'NOT_UTF8' | 'INVALID_JSON'; readonly message: string };

/** What had to be written otherwise. */
export type Repair = 'Infinity' | 'NaN' | 'control character';

const NONE: ReadonlySet<Repair> = new Set();

/** Strings are passed over whole, so that words are only seen outside of them. */
const STRINGS_AND_WORDS = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?Infinity|NaN/g;

/** What an escape escapes is no fault of its own: none is made of a line break behind a backslash. */
const CONTROL = /\\[^]|\p{Cc}/gu;

/** Parses the one value that bytes are. */
export function parse(bytes: Buffer): Parsed {
  const text = textOf(bytes);
  return text === undefined ? { code: 'NOT_UTF8', message: NOT_UTF8 } : parseText(text);
}

/** Undefined where bytes are not UTF-8. */
export const textOf = (bytes: Buffer): string | undefined => (isUtf8(bytes) ? bytes.toString('utf8') : undefined);

export const NOT_UTF8 = 'holds bytes that are not UTF-8';

/**
 * Parses one value. Python writes numbers that JSON cannot hold as Infinity and NaN, and Python tools are what most
 * OCDS data pass through; others write tabs and line breaks into strings as they are. Such text is read, and given back,
 * as if 1e9999, null and escapes were written.
 */
export function parseText(text: string): Parsed {
  try {
    return { value: JSON.parse(text) as Json, text, repairs: NONE };
  } catch (error) {
    return parseRepaired(text) ?? { code: 'INVALID_JSON', message: `is not JSON: ${reason(error)}` };
  }
}

function parseRepaired(text: string): Parsed | undefined {
  const repairs = new Set<Repair>();
  try {
    const repaired = text.replace(STRINGS_AND_WORDS, (found) => withoutFault(found, repairs));
    return repairs.size === 0 ? undefined : { value: JSON.parse(repaired) as Json, text: repaired, repairs };
  } catch {
    return undefined;
  }
}

/** A string of which no character is a fault, or a number or null. */
function withoutFault(found: string, repairs: Set<Repair>): string {
  if (!found.startsWith('"')) {
    repairs.add(found === 'NaN' ? 'NaN' : 'Infinity');
    return found === 'NaN' ? 'null' : found.replace('Infinity', '1e9999');
  }
  const escaped = found.replace(CONTROL, escapeOf);
  if (escaped !== found) repairs.add('control character');
  return escaped;
}

const escapeOf = (found: string): string => (found.startsWith('\\') ? found : JSON.stringify(found).slice(1, -1));

function reason(error: unknown): string {
  return (error as Error).message.replace(/\s+/g, ' ').slice(0, 160);
}

/** The ocid that a damaged or refused release seems to have: for messages only. */
export function likelyOcid(bytes: Buffer): string | undefined {
  return /"ocid"\s*:\s*"([^"\\]{1,200})"/.exec(bytes.toString('utf8', 0, Math.min(bytes.length, 1 << 20)))?.[1];
}
