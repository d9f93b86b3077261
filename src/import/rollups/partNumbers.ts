import type { Part } from './parts';

type Money = Pick<Part, 'currency' | 'member'>;

const CODE = /^[A-Z]{3}$/;

/** Three letters as a number. */
const ofCode = (code: string): number =>
  [...code].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 65, 0);

/** Those without a currency, then all codes of three letters, then what else stands in their place. */
const OTHERS = 1 + 26 ** 3;

/** The number that the row of a group with such money has in every group; undefined where it has none. */
export function partNumber({ currency, member }: Money): number | undefined {
  if (currency === null) return member;
  return CODE.test(currency) ? 2 * (1 + ofCode(currency)) + member : undefined;
}

/** The number of each row of a group, whose parts are in the order of their currencies. */
export function partNumbers(parts: readonly Money[]): number[] {
  let others = 0;
  return parts.map((part) => partNumber(part) ?? 2 * OTHERS + others++);
}
