import { isUtf8 } from 'node:buffer';
import type { Json } from '../../ocds/json';

export type Parsed =
  | { readonly value: Json; readonly text: string; readonly isRepaired: boolean; readonly hasNaN: boolean }
  | { readonly code: 'NOT_UTF8' | 'INVALID_JSON'; readonly message: string };

/** Strings are passed over whole, so that only numbers are seen. */
const STRINGS_AND_WORDS = /"(?:[^"\\]+|\\.)*"|-?Infinity|NaN/g;

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
 * OCDS data pass through: such text is read, and given back, as if 1e9999 and null were written.
 */
export function parseText(text: string): Parsed {
  try {
    return { value: JSON.parse(text) as Json, text, isRepaired: false, hasNaN: false };
  } catch (error) {
    return parseRepaired(text) ?? { code: 'INVALID_JSON', message: `is not JSON: ${reason(error)}` };
  }
}

function parseRepaired(text: string): Parsed | undefined {
  if (!/Infinity|NaN/.test(text)) return undefined;
  let hasNaN = false;
  try {
    const repaired = text.replace(STRINGS_AND_WORDS, (found) => {
      if (found === 'NaN') {
        hasNaN = true;
        return 'null';
      }
      return found.startsWith('"') ? found : found.replace('Infinity', '1e9999');
    });
    return { value: JSON.parse(repaired) as Json, text: repaired, isRepaired: true, hasNaN };
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  return (error as Error).message.replace(/\s+/g, ' ').slice(0, 160);
}

/** The ocid that a damaged or refused release seems to have: for messages only. */
export function likelyOcid(bytes: Buffer): string | undefined {
  return /"ocid"\s*:\s*"([^"\\]{1,200})"/.exec(bytes.toString('utf8', 0, Math.min(bytes.length, 1 << 20)))?.[1];
}
