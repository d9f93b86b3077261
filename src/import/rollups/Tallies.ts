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

/** What a tally counts: its objects, and those with a net and with a gross amount. */
const COUNTS = 3;
const NET = 1;
const GROSS = 2;
type Basis = typeof NET | typeof GROSS;

/** Of net and gross the sum in hundredths, and the least and the greatest, if these are kept. */
const SUM = 0;
const MIN = 1;
const MAX = 2;

/** Tallies that one array holds: at most 48 KiB (WholeNumbers says why). */
const BITS = 10;
const TOGETHER = 1 << BITS;

/**
 * Tallies by number, one after the other in arrays outside of V8's heap: there are hundreds for each object, and most of
 * them meet again.
 */
export class Tallies {
  private readonly counts: Int32Array[] = [];
  private readonly figures: Float64Array[] = [];
  /** What is too fine or too large for hundredths, by tally and basis. */
  private readonly beyond = new Map<number, ExactSum>();
  /** How many figures a basis has. */
  private readonly width: number;

  /** @param extremes whether least and greatest amounts are kept. */
  constructor(private readonly extremes: boolean) {
    this.width = extremes ? 3 : 1;
  }

  add(tally: number, { net, gross, netHundredths, grossHundredths }: Amounts): void {
    this.makeRoom(tally);
    this.countsOf(tally)[countAt(tally, 0)]!++;
    if (net !== null) this.addAt(tally, NET, net, netHundredths);
    if (gross !== null) this.addAt(tally, GROSS, gross, grossHundredths);
  }

  /** Adds all that a tally of others, which keep least and greatest amounts too, comes to. */
  addAll(tally: number, others: Tallies, other: number): void {
    this.makeRoom(tally);
    this.countsOf(tally)[countAt(tally, 0)]! += others.countsOf(other)[countAt(other, 0)]!;
    this.addFrom(tally, NET, others, other);
    this.addFrom(tally, GROSS, others, other);
  }

  /** Writes what a tally comes to behind the other cells of a row. */
  write(tally: number, cells: unknown[]): void {
    cells.push(this.countsOf(tally)[countAt(tally, 0)]);
    this.writeAt(tally, NET, cells);
    this.writeAt(tally, GROSS, cells);
  }

  read(tally: number): Tally {
    const count = this.isThere(tally) ? this.countsOf(tally)[countAt(tally, 0)]! : 0;
    return { count, net: this.readAt(tally, NET), gross: this.readAt(tally, GROSS) };
  }

  private addAt(tally: number, basis: Basis, amount: number, hundredths: number | undefined): void {
    const isFirst = this.countsOf(tally)[countAt(tally, basis)]!++ === 0;
    const figures = this.figuresOf(tally);
    const at = this.figureAt(tally, basis);
    if (this.extremes) {
      if (isFirst || amount < figures[at + MIN]!) figures[at + MIN] = amount;
      if (isFirst || amount > figures[at + MAX]!) figures[at + MAX] = amount;
    }
    const sum = hundredths === undefined ? NaN : figures[at + SUM]! + hundredths;
    if (isExact(sum)) figures[at + SUM] = sum;
    else this.beyondAt(tally, basis).add(amount);
  }

  private addFrom(tally: number, basis: Basis, others: Tallies, other: number): void {
    const count = others.countsOf(other)[countAt(other, basis)]!;
    if (count === 0) return;
    const counts = this.countsOf(tally);
    const isFirst = counts[countAt(tally, basis)] === 0;
    counts[countAt(tally, basis)]! += count;
    const [to, from] = [this.figuresOf(tally), others.figuresOf(other)];
    const [at, of] = [this.figureAt(tally, basis), others.figureAt(other, basis)];
    if (this.extremes) {
      if (isFirst || from[of + MIN]! < to[at + MIN]!) to[at + MIN] = from[of + MIN]!;
      if (isFirst || from[of + MAX]! > to[at + MAX]!) to[at + MAX] = from[of + MAX]!;
    }
    const sum = others.beyond.has(COUNTS * other + basis) ? NaN : to[at + SUM]! + from[of + SUM]!;
    if (isExact(sum)) to[at + SUM] = sum;
    else this.beyondAt(tally, basis).addSum(others.sumAt(other, basis));
  }

  private writeAt(tally: number, basis: Basis, cells: unknown[]): void {
    const count = this.countsOf(tally)[countAt(tally, basis)]!;
    cells.push(count, count > 0 ? this.sumAt(tally, basis) : null);
    if (!this.extremes) return;
    const figures = this.figuresOf(tally);
    const at = this.figureAt(tally, basis);
    if (count > 0) cells.push(figures[at + MIN], figures[at + MAX]);
    else cells.push(null, null);
  }

  private readAt(tally: number, basis: Basis): TalliedFigures | undefined {
    const count = this.isThere(tally) ? this.countsOf(tally)[countAt(tally, basis)]! : 0;
    if (count === 0) return undefined;
    const [figures, at] = [this.figuresOf(tally), this.figureAt(tally, basis)];
    const [min, max] = this.extremes ? [figures[at + MIN]!, figures[at + MAX]!] : [0, 0];
    return { count, sum: this.sumAt(tally, basis), min, max };
  }

  private sumAt(tally: number, basis: Basis): string {
    const hundredths = this.figuresOf(tally)[this.figureAt(tally, basis) + SUM]!;
    const beyond = this.beyond.get(COUNTS * tally + basis);
    if (!beyond) return String(hundredths / 100);
    const sum = new ExactSum(hundredths);
    sum.addSum(beyond.toString());
    return sum.toString();
  }

  private beyondAt(tally: number, basis: Basis): ExactSum {
    const place = COUNTS * tally + basis;
    let sum = this.beyond.get(place);
    if (!sum) this.beyond.set(place, (sum = new ExactSum()));
    return sum;
  }

  private makeRoom(tally: number): void {
    while (!this.isThere(tally)) {
      this.counts.push(new Int32Array(TOGETHER * COUNTS));
      this.figures.push(new Float64Array(TOGETHER * 2 * this.width));
    }
  }

  private isThere(tally: number): boolean {
    return tally < this.counts.length * TOGETHER;
  }

  private countsOf(tally: number): Int32Array {
    return this.counts[tally >>> BITS]!;
  }

  private figuresOf(tally: number): Float64Array {
    return this.figures[tally >>> BITS]!;
  }

  /** Where the figures of a basis stand in that array. */
  private figureAt(tally: number, basis: Basis): number {
    return ((tally & (TOGETHER - 1)) * 2 + basis - NET) * this.width;
  }
}

/** Where one of its counts stands in that array. */
const countAt = (tally: number, count: 0 | Basis): number => (tally & (TOGETHER - 1)) * COUNTS + count;
