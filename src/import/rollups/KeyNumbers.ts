import { WholeNumbers } from './WholeNumbers';

const BEGIN = 1024;

/**
 * Numbers keys from 0 on, each of a few whole numbers. They stand in a hash table of plain numbers with open addressing:
 * V8 neither sweeps nor copies it, however long it is held.
 */
export class KeyNumbers {
  /** How many keys there are. */
  count = 0;
  private readonly keys = new WholeNumbers();
  /** By the hash of its key, or where there was room next: a number, and one; 0 where there is none. */
  private slots = new WholeNumbers();
  /** How many keys there is room for: half as many as slots. */
  private room = 0;

  /** @param width how many whole numbers a key is made of. */
  constructor(private readonly width: number) {
    this.grow(BEGIN);
  }

  /** The number of a key: that of `count`, as it was before, if it is new. */
  of(key: Int32Array): number {
    const last = 2 * this.room - 1;
    let slot = this.hash(key) & last;
    for (let found = this.slots.get(slot); found > 0; found = this.slots.get(slot)) {
      if (this.isAt((found - 1) * this.width, key)) return found - 1;
      slot = (slot + 1) & last;
    }
    if (this.count === this.room) {
      this.grow(2 * this.room);
      return this.of(key);
    }
    const at = this.count * this.width;
    this.keys.extend(at + this.width);
    for (let i = 0; i < this.width; i++) this.keys.set(at + i, key[i]!);
    this.slots.set(slot, this.count + 1);
    return this.count++;
  }

  /** One of the whole numbers of a key. */
  read(number: number, place: number): number {
    return this.keys.get(number * this.width + place);
  }

  private isAt(at: number, key: Int32Array): boolean {
    for (let i = 0; i < this.width; i++) if (this.keys.get(at + i) !== key[i]) return false;
    return true;
  }

  private hash(key: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < this.width; i++) {
      hash = Math.imul(hash ^ key[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  private grow(room: number): void {
    const slots = new WholeNumbers();
    slots.extend(2 * room);
    const last = 2 * room - 1;
    const key = new Int32Array(this.width);
    for (let number = 0; number < this.count; number++) {
      for (let i = 0; i < key.length; i++) key[i] = this.read(number, i);
      let slot = this.hash(key) & last;
      while (slots.get(slot) > 0) slot = (slot + 1) & last;
      slots.set(slot, number + 1);
    }
    [this.slots, this.room] = [slots, room];
  }
}
