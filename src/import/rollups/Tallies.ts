import type { Amounts } from './contributions';
import { ExactSum, isExact } from './ExactSum';

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

const BEGIN = 1024;

/**
 * Tallies by number, one after the other in one array outside of V8's heap: there are hundreds for each object, and most of
 * them meet again.
 */
export class Tallies {
  private cells = new Float64Array(BEGIN * WIDTH);
  /** What is too fine or too large for hundredths, by the place of its figures. */
  private readonly beyond = new Map<number, ExactSum>();

  add(tally: number, { net, gross, netHundredths, grossHundredths }: Amounts): void {
    const at = tally * WIDTH;
    while (at >= this.cells.length) this.grow();
    this.cells[at]!++;
    if (net !== null) this.addAt(at + NET, net, netHundredths);
    if (gross !== null) this.addAt(at + GROSS, gross, grossHundredths);
  }

  read(tally: number): Tally {
    const at = tally * WIDTH;
    return { count: this.cells[at] ?? 0, net: this.readAt(at + NET), gross: this.readAt(at + GROSS) };
  }

  private addAt(at: number, amount: number, hundredths: number | undefined): void {
    const { cells } = this;
    const isFirst = cells[at]!++ === 0;
    if (isFirst || amount < cells[at + 2]!) cells[at + 2] = amount;
    if (isFirst || amount > cells[at + 3]!) cells[at + 3] = amount;
    const sum = hundredths === undefined ? NaN : cells[at + 1]! + hundredths;
    if (isExact(sum)) cells[at + 1] = sum;
    else this.addBeyond(at, amount);
  }

  private addBeyond(at: number, amount: number): void {
    let sum = this.beyond.get(at);
    if (!sum) this.beyond.set(at, (sum = new ExactSum()));
    sum.add(amount);
  }

  private readAt(at: number): TalliedFigures | undefined {
    const { cells } = this;
    const count = cells[at] ?? 0;
    if (count === 0) return undefined;
    const sum = new ExactSum(cells[at + 1]);
    const beyond = this.beyond.get(at);
    if (beyond) sum.addSum(beyond.toString());
    return { count, sum: sum.toString(), min: cells[at + 2]!, max: cells[at + 3]! };
  }

  private grow(): void {
    const cells = new Float64Array(2 * this.cells.length);
    cells.set(this.cells);
    this.cells = cells;
  }
}
