/** Hundredths are added as whole numbers as long as a double holds them all: most amounts have no finer part. */
const SAFE = 2 ** 50;

/** Whether a number of hundredths is safe; none that is no number. */
export const isExact = (hundredths: number): boolean => hundredths < SAFE && hundredths > -SAFE;

/** An amount in hundredths, undefined where that is no whole number, or not a safe one. */
export function hundredthsOf(amount: number): number | undefined {
  const hundredths = Math.round(amount * 100);
  return isExact(hundredths) && hundredths / 100 === amount ? hundredths : undefined;
}

/** Decimals of so few characters are the same as a double, to the last digit. */
const SHORT = 15;

/**
 * A sum of decimals as JSON writes them, exact whatever their order and number: what was added can be taken away, and
 * nothing is left of it.
 */
export class ExactSum {
  /** What is too fine or too large for that: so many units of 10 to the power of `-scale`. */
  private units = 0n;
  private scale = 0;

  constructor(private hundredths = 0) {}

  /** @param times how often; less than nothing takes away. */
  add(amount: number, times = 1): void {
    const hundredths = hundredthsOf(amount);
    const sum = hundredths === undefined ? NaN : this.hundredths + times * hundredths;
    if (isExact(sum)) this.hundredths = sum;
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
