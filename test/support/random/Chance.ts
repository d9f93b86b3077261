import fc, { type Arbitrary, type Random, type Stream, type Value } from 'fast-check';

/** The throws of the dice by which one thing is made: all that is random in it comes from fast-check's seed. */
export class Chance {
  constructor(private readonly random: Random) {}

  between(min: number, max: number): number {
    return this.random.nextInt(min, max);
  }

  /** True so often, of 1,000 times. */
  permille(share: number): boolean {
    return this.between(1, 1000) <= share;
  }

  of<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('there is nothing to choose from');
    return list[this.between(0, list.length - 1)]!;
  }

  /** Some of a list, in any order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) taken.push(left.splice(this.between(0, left.length - 1), 1)[0]!);
    return taken;
  }

  from<T>(arbitrary: Arbitrary<T>): T {
    return arbitrary.generate(this.random, undefined).value;
  }
}

/**
 * An arbitrary of what `make` makes by chance. A counter-example is made smaller by looking at the thing itself:
 * `smaller` gives things that are less than it in one respect, the most promising first.
 */
export const made = <T>(make: (chance: Chance) => T, smaller: (thing: T) => IterableIterator<T>): Arbitrary<T> =>
  new Made(make, smaller);

class Made<T> extends fc.Arbitrary<T> {
  constructor(
    private readonly make: (chance: Chance) => T,
    private readonly smaller: (thing: T) => IterableIterator<T>,
  ) {
    super();
  }

  override generate(random: Random): Value<T> {
    return new fc.Value(this.make(new Chance(random)), undefined);
  }

  override canShrinkWithoutContext(_thing: unknown): _thing is T {
    return false; // nobody gives examples of one's own
  }

  override shrink(thing: T): Stream<Value<T>> {
    return fc.stream(this.smaller(thing)).map((each) => new fc.Value(each, undefined));
  }
}

/** A JSON value with one thing less: a property, an element, or all that is inside of one. */
export function* smallerJson(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  const without = (key: string): unknown =>
    Array.isArray(value)
      ? value.filter((_, i) => String(i) !== key)
      : Object.fromEntries(Object.entries(value).filter(([each]) => each !== key));
  const keys = Object.keys(value);
  for (const key of keys) yield without(key);
  for (const key of keys)
    for (const less of smallerJson(value[key as never]))
      yield Array.isArray(value)
        ? value.map((each: unknown, i) => (String(i) === key ? less : each))
        : { ...value, [key]: less };
}
