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
  /** Nothing where extremes are not kept. */
  readonly min: number;
  readonly max: number;
}

/** Of net and gross the count, the sum in hundredths, and the least and the greatest, if these are kept. */
const NET = 1;
const SUM = 1;
const MIN = 2;
const MAX = 3;

/** Tallies that one array holds: at most 72 KiB (WholeNumbers says why). */
const TOGETHER = 1024;

/**
 * Tallies by number, one after the other in arrays outside of V8's heap: there are hundreds for each object, and most of
 * them meet again.
 */
export class Tallies {
  private readonly arrays: Float64Array[] = [];
  /** What is too fine or too large for hundredths, by tally and basis. */
  private readonly beyond = new Map<number, ExactSum>();
  private readonly gross: number;
  /** How many figures a tally has, its count first. */
  private readonly width: number;

  /** @param extremes whether least and greatest amounts are kept. */
  constructor(private readonly extremes: boolean) {
    this.gross = NET + (extremes ? 4 : 2);
    this.width = this.gross + this.gross - NET;
  }

  add(tally: number, { net, gross, netHundredths, grossHundredths }: Amounts): void {
    this.makeRoom(tally);
    this.arrayOf(tally)![this.placeOf(tally)]!++;
    if (net !== null) this.addAt(tally, NET, net, netHundredths);
    if (gross !== null) this.addAt(tally, this.gross, gross, grossHundredths);
  }

  /** Adds all that a tally of others, which keep the same figures, comes to. */
  addAll(tally: number, others: Tallies, other: number): void {
    this.makeRoom(tally);
    this.arrayOf(tally)![this.placeOf(tally)]! += others.arrayOf(other)![others.placeOf(other)]!;
    this.addFrom(tally, NET, others, other);
    this.addFrom(tally, this.gross, others, other);
  }

  /** Writes what a tally comes to behind the other cells of a row. */
  write(tally: number, cells: unknown[]): void {
    cells.push(this.arrayOf(tally)![this.placeOf(tally)]);
    this.writeAt(tally, NET, cells);
    this.writeAt(tally, this.gross, cells);
  }

  read(tally: number): Tally {
    const count = this.arrayOf(tally)?.[this.placeOf(tally)] ?? 0;
    return { count, net: this.readAt(tally, NET), gross: this.readAt(tally, this.gross) };
  }

  private addAt(tally: number, basis: number, amount: number, hundredths: number | undefined): void {
    const figures = this.arrayOf(tally)!;
    const at = this.placeOf(tally) + basis;
    const isFirst = figures[at]!++ === 0;
    if (this.extremes) {
      if (isFirst || amount < figures[at + MIN]!) figures[at + MIN] = amount;
      if (isFirst || amount > figures[at + MAX]!) figures[at + MAX] = amount;
    }
    const sum = hundredths === undefined ? NaN : figures[at + SUM]! + hundredths;
    if (isExact(sum)) figures[at + SUM] = sum;
    else this.beyondAt(tally, basis).add(amount);
  }

  private addFrom(tally: number, basis: number, others: Tallies, other: number): void {
    const [to, from] = [this.arrayOf(tally)!, others.arrayOf(other)!];
    const [at, of] = [this.placeOf(tally) + basis, others.placeOf(other) + basis];
    if (from[of] === 0) return;
    const isFirst = to[at] === 0;
    to[at]! += from[of]!;
    if (this.extremes) {
      if (isFirst || from[of + MIN]! < to[at + MIN]!) to[at + MIN] = from[of + MIN]!;
      if (isFirst || from[of + MAX]! > to[at + MAX]!) to[at + MAX] = from[of + MAX]!;
    }
    const sum = others.beyond.has(other * this.width + basis) ? NaN : to[at + SUM]! + from[of + SUM]!;
    if (isExact(sum)) to[at + SUM] = sum;
    else this.beyondAt(tally, basis).addSum(others.sumAt(other, basis));
  }

  private writeAt(tally: number, basis: number, cells: unknown[]): void {
    const figures = this.arrayOf(tally)!;
    const at = this.placeOf(tally) + basis;
    if (figures[at] === 0) cells.push(0, null, null, null);
    else if (!this.extremes) cells.push(figures[at], this.sumAt(tally, basis), null, null);
    else cells.push(figures[at], this.sumAt(tally, basis), figures[at + MIN], figures[at + MAX]);
  }

  private readAt(tally: number, basis: number): TalliedFigures | undefined {
    const figures = this.arrayOf(tally);
    const at = this.placeOf(tally) + basis;
    const count = figures?.[at] ?? 0;
    if (!figures || count === 0) return undefined;
    const [min, max] = this.extremes ? [figures[at + MIN]!, figures[at + MAX]!] : [0, 0];
    return { count, sum: this.sumAt(tally, basis), min, max };
  }

  private sumAt(tally: number, basis: number): string {
    const hundredths = this.arrayOf(tally)![this.placeOf(tally) + basis + SUM]!;
    const beyond = this.beyond.get(tally * this.width + basis);
    if (!beyond) return String(hundredths / 100);
    const sum = new ExactSum(hundredths);
    sum.addSum(beyond.toString());
    return sum.toString();
  }

  private beyondAt(tally: number, basis: number): ExactSum {
    const place = tally * this.width + basis;
    let sum = this.beyond.get(place);
    if (!sum) this.beyond.set(place, (sum = new ExactSum()));
    return sum;
  }

  private makeRoom(tally: number): void {
    while (tally >= this.arrays.length * TOGETHER) this.arrays.push(new Float64Array(TOGETHER * this.width));
  }

  private arrayOf(tally: number): Float64Array | undefined {
    return this.arrays[Math.floor(tally / TOGETHER)];
  }

  private placeOf(tally: number): number {
    return (tally % TOGETHER) * this.width;
  }
}
