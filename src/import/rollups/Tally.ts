import type { Amounts } from './contributions';
import { ExactSum } from './ExactSum';

/** What objects come to, on both bases: as long as nothing goes, not each of their amounts has to be remembered. */
export class Tally {
  count = 0;
  readonly net = new Figure();
  readonly gross = new Figure();

  add({ net, gross }: Amounts): void {
    this.count++;
    if (net !== null) this.net.add(net);
    if (gross !== null) this.gross.add(gross);
  }
}

class Figure {
  count = 0;
  min = Infinity;
  max = -Infinity;
  /** Undefined where no object has an amount. */
  sum: ExactSum | undefined;

  add(amount: number): void {
    this.count++;
    if (amount < this.min) this.min = amount;
    if (amount > this.max) this.max = amount;
    (this.sum ??= new ExactSum()).add(amount);
  }
}
