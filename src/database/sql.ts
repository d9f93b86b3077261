import { SPAN } from '../entities/keys';

/** A piece of SQL with its parameters, to be put together from smaller ones and written out for one engine at the end. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** The text with numbered or plain placeholders, and the parameters in their order. */
  write(placeholder: (n: number) => string): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    return { text: this.writeWith(values, placeholder), values };
  }

  /** The text, of which each piece is settled first; the parameters come behind `values`. */
  writeWith(values: unknown[], placeholder: (n: number) => string, settle?: (piece: Sql) => Sql): string {
    let text = this.strings[0]!;
    for (let i = 1; i < this.strings.length; i++) {
      const value = this.values[i - 1];
      if (value instanceof Sql) text += (settle?.(value) ?? value).writeWith(values, placeholder, settle);
      else text += placeholder(values.push(value));
      text += this.strings[i]!;
    }
    return text;
  }
}

/** A statement that is written out already. */
export class WrittenSql extends Sql {
  constructor(
    private readonly text: string,
    values: readonly unknown[],
  ) {
    super([text], values);
  }

  override write(): { text: string; values: unknown[] } {
    return { text: this.text, values: this.values as unknown[] };
  }
}

/** SQL that finds little or much by its values: no one plan is good for all of them. */
export class Selective extends Sql {}

/** A range: PostgreSQL expects next to nothing of one whose ends it does not know. */
export class Ranged extends Sql {}

/** sql`... ${value} ...`: every value becomes a parameter, unless it is itself a piece of SQL. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values);
}

/** SQL that is written here, by us: never what a client sends. */
export const raw = (text: string): Sql => new Sql([text], []);

/** A table's or column's name. */
export const name = (identifier: string): Sql => raw(`"${identifier}"`);

export function join(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return raw('');
  return new Sql(['', ...Array<string>(pieces.length - 1).fill(separator), ''], pieces);
}

/** That a row lies inside a release: its key in the range of the release's (entities/keys.ts). */
export const isInside = (pk: Sql, releasePk: Sql): Sql =>
  sql`${pk} >= ${releasePk} * ${raw(String(SPAN))} AND ${pk} < (${releasePk} + 1) * ${raw(String(SPAN))}`;
