import type { Part } from './parts';

type Money = Pick<Part, 'currency' | 'member'>;

const CODE = /^[A-Z]{3}$/;

/** Three letters as a number. */
const ofCode = (code: string): number =>
  [...code].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 65, 0);

/** Those without a currency, then all codes of three letters, then what else stands in their place. */
const OTHERS = 1 + 26 ** 3;

/** Whether the row of a group that has such money has the same number in every group. */
export const hasNumber = ({ currency }: Pick<Part, 'currency'>): boolean => currency === null || CODE.test(currency);

/** The number of each row of a group, whose parts are in the order of their currencies. */
export function partNumbers(parts: readonly Money[]): number[] {
  let others = 0;
  return parts.map((part) => {
    const { currency, member } = part;
    if (!hasNumber(part)) return 2 * OTHERS + others++;
    return 2 * (currency === null ? 0 : 1 + ofCode(currency)) + member;
  });
}
