const BEGIN = 1024;

/**
 * Numbers keys from 0 on, each of a few whole numbers. They stand in a hash table of plain numbers with open addressing:
 * V8 neither sweeps nor copies it, however long it is held.
 */
export class KeyNumbers {
  /** How many keys there are. */
  count = 0;
  private keys: Int32Array;
  /** By the hash of its key, or where there was room next: a number, and one; 0 where there is none. */
  private slots = new Int32Array(2 * BEGIN);

  /** @param width how many whole numbers a key is made of. */
  constructor(private readonly width: number) {
    this.keys = new Int32Array(BEGIN * width);
  }

  /** The number of a key: that of `count`, as it was before, if it is new. */
  of(key: Int32Array): number {
    const last = this.slots.length - 1;
    let slot = this.hash(key, 0) & last;
    for (let found = this.slots[slot]!; found > 0; found = this.slots[slot]!) {
      if (this.isAt((found - 1) * this.width, key)) return found - 1;
      slot = (slot + 1) & last;
    }
    if (this.keys.length === this.count * this.width) {
      this.grow();
      return this.of(key);
    }
    this.keys.set(key, this.count * this.width);
    this.slots[slot] = this.count + 1;
    return this.count++;
  }

  /** One of the whole numbers of a key. */
  read(number: number, place: number): number {
    return this.keys[number * this.width + place]!;
  }

  /** All numbers in the order of their keys. */
  inOrder(): Uint32Array {
    const { keys, width } = this;
    const numbers = new Uint32Array(this.count);
    for (let i = 0; i < numbers.length; i++) numbers[i] = i;
    return numbers.sort((one, other) => {
      const [a, b] = [one * width, other * width];
      let i = 0;
      while (i < width - 1 && keys[a + i] === keys[b + i]) i++;
      return keys[a + i]! - keys[b + i]!;
    });
  }

  private isAt(at: number, key: Int32Array): boolean {
    for (let i = 0; i < this.width; i++) if (this.keys[at + i] !== key[i]) return false;
    return true;
  }

  private hash(keys: Int32Array, at: number): number {
    let hash = 0;
    for (let i = 0; i < this.width; i++) {
      hash = Math.imul(hash ^ keys[at + i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  private grow(): void {
    const keys = new Int32Array(2 * this.keys.length);
    keys.set(this.keys);
    this.keys = keys;
    const slots = new Int32Array(2 * this.slots.length);
    const last = slots.length - 1;
    for (let number = 0; number < this.count; number++) {
      let slot = this.hash(keys, number * this.width) & last;
      while (slots[slot]! > 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}
