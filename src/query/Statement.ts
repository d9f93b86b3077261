import type { Dialect } from '../database/dialect';
import { bound } from '../database/given';
import { WrittenSql, type Sql } from '../database/sql';

/** A statement that is written out once, with something left open in it. */
export class Statement<T> {
  private readonly text: string;
  private readonly values: readonly unknown[];

  constructor({ placeholder }: Dialect, statement: Sql) {
    ({ text: this.text, values: this.values } = statement.write(placeholder));
  }

  of(given: T): Sql {
    return new WrittenSql(
      this.text,
      this.values.map((value) => bound(value, given)),
    );
  }
}

/** Readers by what is asked for, which may come again and again as the same object, and over both engines. */
export class Readers<R> {
  private readonly readers = new WeakMap<object, Map<string, R>>();

  of(asked: object, name: string, make: () => R): R {
    let known = this.readers.get(asked);
    if (!known) this.readers.set(asked, (known = new Map<string, R>()));
    let reader = known.get(name);
    if (!reader) known.set(name, (reader = make()));
    return reader;
  }
}
