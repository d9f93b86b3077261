import type { JsonObject } from '../../src/ocds/json';
import { objectIn } from './model';

/** What has values to be added up, and the lists of it. */
export const LISTS = { Tender: 'tenders', Lot: 'lots', Award: 'awards', Contract: 'contracts' } as const;

export const FIGURES = '{ currency basis amount count missing }';

/** What the graph says of the values of one currency and basis. */
export interface Figure {
  currency: string | null;
  basis: string;
  amount: number;
  count: number;
  missing: number;
}

/** Adds decimals as JSON writes them, without a double in between. */
function exactSum(amounts: readonly number[]): number {
  const sum = amounts.reduce((all, each) => {
    const [whole = '', fraction = ''] = each.toFixed(12).split('.');
    return all + BigInt(whole + fraction);
  }, 0n);
  const digits = sum.toString().replace('-', '').padStart(13, '0');
  const text = `${sum < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
  return Number(Number(text).toPrecision(15));
}

/** Sums of the values of objects, as their documents say them. */
export function figuresOf(jsons: readonly JsonObject[]): Figure[] {
  const amounts = new Map<string, number[]>();
  for (const json of jsons) {
    const value = objectIn(json.value) ?? {};
    for (const [basis, key] of [
      ['NET', 'amount'],
      ['GROSS', 'amountGross'],
    ] as const)
      if (typeof value[key] === 'number') {
        const which = JSON.stringify([value.currency ?? null, basis]);
        amounts.set(which, [...(amounts.get(which) ?? []), value[key]]);
      }
  }
  return [...amounts].map(([which, all]) => {
    const [currency, basis] = JSON.parse(which) as [string, string];
    return { currency, basis, amount: exactSum(all), count: all.length, missing: jsons.length - all.length };
  });
}

export const sorted = (figures: readonly Figure[]): string[] =>
  figures.map((each) => JSON.stringify(Object.values(each))).sort();
