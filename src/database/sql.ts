/** A piece of SQL with its parameters, to be put together from smaller ones and written out for one engine at the end. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** The text with numbered or plain placeholders, and the parameters in their order. */
  write(placeholder: (n: number) => string): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    const walk = (piece: Sql): string =>
      piece.strings.reduce((text, string, i) => {
        if (i === 0) return string;
        const value = piece.values[i - 1];
        if (value instanceof Sql) return text + walk(value) + string;
        values.push(value);
        return text + placeholder(values.length) + string;
      }, '');
    return { text: walk(this), values };
  }
}

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
