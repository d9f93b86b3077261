import { ownCodelist } from './codelist';

/** A code of a classification scheme: the same whoever refers to it, and in whatever words. */
export interface ClassificationCode {
  readonly scheme: string;
  readonly code: string;
}

export const classificationLevel = ownCodelist(
  'ClassificationLevel',
  'How narrow a code of the Common Procurement Vocabulary (CPV) is, by the number of its digits before the last zeros.',
  {
    division: 'The widest: two digits, such as `45000000`.',
    group: 'Three digits, such as `45200000`.',
    class: 'Four digits, such as `45240000`.',
    category: 'Five digits, such as `45243000`.',
    subcategory: 'Six digits or more, such as `45243110`.',
  },
);

const CPV = 'CPV';

/** No scheme and no code of one is longer, and an index of PostgreSQL takes no more than 2,704 bytes. */
const LONGEST = 200;

/** Eight digits, and often a ninth that only checks them. */
const CPV_CODE = /^(\d{8})(?:-\d)?$/;

const DIGITS = 8;

/** No code is wider than a division: `30000000` has two digits, not one. */
const DIVISION = 2;
const LEVELS = ['DIVISION', 'GROUP', 'CLASS', 'CATEGORY', 'SUBCATEGORY'];

/** The code that a published reference means; undefined where the scheme or the code is missing or endless. */
export function classificationCode(scheme: unknown, code: unknown): ClassificationCode | undefined {
  if (typeof scheme !== 'string' || typeof code !== 'string' || !scheme.trim() || !code.trim()) return undefined;
  const given = { scheme: scheme.trim(), code: code.trim() };
  if (given.scheme.length > LONGEST || given.code.length > LONGEST) return undefined;
  if (given.scheme.toUpperCase() !== CPV) return given;
  return { scheme: CPV, code: CPV_CODE.exec(given.code)?.[1] ?? given.code };
}

/** The level of a code in the CPV, as the enum names it; null in other schemes, whose levels nobody publishes. */
export function levelOf({ scheme, code }: ClassificationCode): string | null {
  if (scheme !== CPV || !/^\d{8}$/.test(code)) return null;
  return LEVELS[Math.min(digitsOf(code)!.length - DIVISION, LEVELS.length - 1)]!;
}

/**
 * The wider codes that a code of the CPV falls under, the narrowest first: `45240000`, `45200000`, `45000000`. What is
 * published as a code and is none, such as `452`, falls under those that it begins like.
 */
export function widerCodes({ scheme, code }: ClassificationCode): ClassificationCode[] {
  const digits = scheme === CPV ? (digitsOf(code) ?? '') : '';
  const wider: ClassificationCode[] = [];
  for (let length = digits.length; length >= DIVISION; length--) {
    if (length > DIVISION && digits[length - 1] === '0') continue;
    const each = wholeCode(digits.slice(0, length));
    if (each !== code) wider.push({ scheme, code: each });
  }
  return wider;
}

/** The widest code of the CPV that begins with those digits. */
export const wholeCode = (digits: string): string => digits.padEnd(DIGITS, '0');

/** The digits that a code begins with, but for its last zeros. */
const digitsOf = (code: string): string | undefined =>
  /^\d{2,8}/.exec(code)?.[0].replace(/0+$/, '').padEnd(DIVISION, '0');
