/** Hundredths are added as whole numbers as long as a double holds them all: most amounts have no finer part. */
const SAFE = 2 ** 50;

/** Decimals of so few characters are the same as a double, to the last digit. */
const SHORT = 15;

/**
 * A sum of decimals as JSON writes them, exact whatever their order and number: what was added can be taken away, and
 * nothing is left of it.
 */
export class ExactSum {
  private hundredths = 0;
  /** What is too fine or too large for that: so many units of 10 to the power of `-scale`. */
  private units = 0n;
  private scale = 0;

  /** @param times how often; less than nothing takes away. */
  add(amount: number, times = 1): void {
    const hundredths = Math.round(amount * 100);
    const sum = this.hundredths + times * hundredths;
    const isSafe = Math.abs(hundredths * times) < SAFE && Math.abs(sum) < SAFE;
    if (isSafe && hundredths / 100 === amount) this.hundredths = sum;
    else this.addText(String(amount), times);
  }

  /** A sum that was written out before. */
  addSum(decimal: string): void {
    if (decimal.length <= SHORT) this.add(Number(decimal));
    else this.addText(decimal, 1);
  }

  toString(): string {
    if (this.units === 0n) return String(this.hundredths / 100);
    this.addUnits(BigInt(this.hundredths), 2);
    this.hundredths = 0;
    const digits = (this.units < 0n ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    const fraction = digits.slice(point).replace(/0+$/, '');
    return `${this.units < 0n ? '-' : ''}${digits.slice(0, point)}${fraction && '.'}${fraction}`;
  }

  private addText(decimal: string, times: number): void {
    const [mantissa = '', exponent = '0'] = decimal.toLowerCase().split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    this.addUnits(BigInt(times) * BigInt(whole + fraction), fraction.length - Number(exponent));
  }

  private addUnits(units: bigint, scale: number): void {
    if (scale > this.scale) {
      this.units *= 10n ** BigInt(scale - this.scale);
      this.scale = scale;
    }
    this.units += units * 10n ** BigInt(this.scale - scale);
  }
}
