import type { Amounts } from './contributions';
import { ExactSum, isExact } from '../../database/ExactSum';

/** What objects come to: as long as nothing goes, not each of their amounts has to be remembered. */
export interface Tally {
  readonly count: number;
  /** Undefined where no object has an amount. */
  readonly net: TalliedFigures | undefined;
  readonly gross: TalliedFigures | undefined;
}

export interface TalliedFigures {
  readonly count: number;
  readonly sum: string;
  readonly min: number;
  readonly max: number;
}

/** A tally: its count, and of net and gross the count, the sum in hundredths, the least and the greatest. */
const WIDTH = 9;
const NET = 1;
const GROSS = 5;

/** Tallies that one array holds: 72 KiB (WholeNumbers says why). */
const TOGETHER = 1024;

/**
 * Tallies by number, one after the other in arrays outside of V8's heap: there are hundreds for each object, and most of
 * them meet again.
 */
export class Tallies {
  private readonly arrays: Float64Array[] = [];
  /** What is too fine or too large for hundredths, by tally and basis. */
  private readonly beyond = new Map<number, ExactSum>();

  add(tally: number, { net, gross, netHundredths, grossHundredths }: Amounts): void {
    while (tally >= this.arrays.length * TOGETHER) this.arrays.push(new Float64Array(TOGETHER * WIDTH));
    this.arrayOf(tally)![placeOf(tally)]!++;
    if (net !== null) this.addAt(tally, NET, net, netHundredths);
    if (gross !== null) this.addAt(tally, GROSS, gross, grossHundredths);
  }

  read(tally: number): Tally {
    const count = this.arrayOf(tally)?.[placeOf(tally)] ?? 0;
    return { count, net: this.readAt(tally, NET), gross: this.readAt(tally, GROSS) };
  }

  private addAt(tally: number, basis: number, amount: number, hundredths: number | undefined): void {
    const cells = this.arrayOf(tally)!;
    const at = placeOf(tally) + basis;
    const isFirst = cells[at]!++ === 0;
    if (isFirst || amount < cells[at + 2]!) cells[at + 2] = amount;
    if (isFirst || amount > cells[at + 3]!) cells[at + 3] = amount;
    const sum = hundredths === undefined ? NaN : cells[at + 1]! + hundredths;
    if (isExact(sum)) cells[at + 1] = sum;
    else this.addBeyond(tally * WIDTH + basis, amount);
  }

  private addBeyond(place: number, amount: number): void {
    let sum = this.beyond.get(place);
    if (!sum) this.beyond.set(place, (sum = new ExactSum()));
    sum.add(amount);
  }

  private readAt(tally: number, basis: number): TalliedFigures | undefined {
    const cells = this.arrayOf(tally);
    const at = placeOf(tally) + basis;
    const count = cells?.[at] ?? 0;
    if (!cells || count === 0) return undefined;
    const sum = new ExactSum(cells[at + 1]);
    const beyond = this.beyond.get(tally * WIDTH + basis);
    if (beyond) sum.addSum(beyond.toString());
    return { count, sum: sum.toString(), min: cells[at + 2]!, max: cells[at + 3]! };
  }

  private arrayOf(tally: number): Float64Array | undefined {
    return this.arrays[Math.floor(tally / TOGETHER)];
  }
}

const placeOf = (tally: number): number => (tally % TOGETHER) * WIDTH;
