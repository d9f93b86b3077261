export type Value = string | null;

/** The values of a dimension, by number: numbers are found faster than texts, and there are many lists for each value. */
export class Numbered {
  readonly values: Value[] = [];
  private readonly numbers = new Map<Value, number>();
  /** Each number as a list, made once: most objects have one value. */
  private readonly alone: (readonly number[])[] = [];
  /** When each was met last. */
  private readonly met: number[] = [];
  private turn = 0;

  /** The number of a value, as a list. */
  one(value: Value): readonly number[] {
    return this.alone[this.of(value)]!;
  }

  /** The numbers of what is read of some rows, each once; that of null alone where nothing is. */
  all<R>(rows: readonly R[], read: (row: R) => Value): readonly number[] {
    if (rows.length === 0) return this.one(null);
    if (rows.length === 1) return this.one(read(rows[0]!));
    this.turn++;
    const found: number[] = [];
    for (const row of rows) {
      const value = read(row);
      if (value === null) continue;
      const number = this.of(value);
      if (this.met[number] === this.turn) continue;
      this.met[number] = this.turn;
      found.push(number);
    }
    return found.length === 0 ? this.one(null) : found;
  }

  /** By number, the place of each value among them all in their order. */
  ranks(): Uint32Array {
    const { values } = this;
    const order = values.map((_value, number) => number).sort((a, b) => compared(values[a]!, values[b]!));
    const ranks = new Uint32Array(order.length);
    order.forEach((number, rank) => (ranks[number] = rank));
    return ranks;
  }

  private of(value: Value): number {
    let number = this.numbers.get(value);
    if (number !== undefined) return number;
    this.numbers.set(value, (number = this.values.push(value) - 1));
    this.alone.push([number]);
    this.met.push(0);
    return number;
  }
}

const compared = (one: Value, other: Value): number => (one === null || (other !== null && one < other) ? -1 : 1);
