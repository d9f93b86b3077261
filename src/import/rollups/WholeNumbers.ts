/** How many of them one array holds: 64 KiB. */
const BITS = 14;
const TOGETHER = 1 << BITS;

/**
 * A long list of whole numbers, 0 where none was set, in arrays outside of V8's heap. They are small: of what a thread
 * frees, the C library keeps up to twice the largest piece that ever came back to it (glibc, M_MMAP_THRESHOLD).
 */
export class WholeNumbers {
  private readonly arrays: Int32Array[] = [];

  /** Makes room for that many. */
  extend(length: number): void {
    while (this.arrays.length * TOGETHER < length) this.arrays.push(new Int32Array(TOGETHER));
  }

  get(place: number): number {
    return this.arrays[place >>> BITS]![place & (TOGETHER - 1)]!;
  }

  set(place: number, number: number): void {
    this.arrays[place >>> BITS]![place & (TOGETHER - 1)] = number;
  }
}
