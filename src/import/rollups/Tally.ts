import type { Amounts } from './contributions';
import { ExactSum } from './ExactSum';

/** What objects come to, on both bases: as long as nothing goes, not each of their amounts has to be remembered. */
export class Tally {
  count = 0;
  /** Undefined where no object has an amount. */
  net: Figure | undefined;
  gross: Figure | undefined;

  add({ net, gross }: Amounts): void {
    this.count++;
    if (net !== null) (this.net ??= new Figure()).add(net);
    if (gross !== null) (this.gross ??= new Figure()).add(gross);
  }
}

class Figure {
  count = 0;
  min = Infinity;
  max = -Infinity;
  readonly sum = new ExactSum();

  add(amount: number): void {
    this.count++;
    if (amount < this.min) this.min = amount;
    if (amount > this.max) this.max = amount;
    this.sum.add(amount);
  }
}
