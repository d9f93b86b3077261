import type { Dialect } from '../database/dialect';
import type { Written } from '../database/engine';
import { Sql } from '../database/sql';

/** Variables as GraphQL coerces them. */
export type Variables = Readonly<Record<string, unknown>>;

/** Why the planner leaves an operation to the resolvers: a field it does not know, or a word. */
export class Declined extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** One request's variables, and what was made of them: each argument is read once. */
export class Binding {
  private readonly known = new Map<object, unknown>();

  constructor(readonly variables: Variables) {}

  once<T>(key: object, make: () => T): T {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key) as T;
  }
}

/** What a request makes of its variables. */
export type Bound<T> = (binding: Binding) => T;

/** A piece of SQL that only a request's variables decide. */
export class Late extends Sql {
  constructor(readonly make: Bound<Sql>) {
    super([''], []);
  }
}

/** A piece of SQL as the variables decide it, but for the pieces in it. */
function settled(piece: Sql, binding: Binding): Sql {
  let made = piece;
  while (made instanceof Late) made = made.make(binding);
  return made;
}

/** A text, a placeholder with its value, or what is still open. */
type Piece = string | Late | { readonly value: unknown };

/** Texts of one operation that are kept: its requests differ in values, and seldom in more. */
const TEXTS = 20;

/** A statement as far as the operation alone decides it. */
export class Template {
  private readonly pieces: Piece[] = [];
  /** Whole texts by those of their late pieces. */
  private readonly texts = new Map<string, string>();
  /** Of requests that come again with the same variables. */
  private readonly written = new WeakMap<Variables, Written>();

  constructor(
    private readonly dialect: Dialect,
    statement: Sql,
    /** Whether how many rows are found depends on its values: then it is best planned with them. */
    private readonly isSelective: boolean,
  ) {
    this.add(statement);
  }

  write(variables: Variables): Written {
    let written = this.written.get(variables);
    if (!written) this.written.set(variables, (written = this.writeAnew(new Binding(variables))));
    return written;
  }

  private writeAnew(binding: Binding): Written {
    const { placeholder } = this.dialect;
    const values: unknown[] = [];
    const texts: string[] = [];
    const settle = (piece: Sql): Sql => settled(piece, binding);
    for (const piece of this.pieces) {
      if (typeof piece === 'string') continue;
      if (piece instanceof Late) texts.push(settle(piece).writeWith(values, placeholder, settle));
      else texts.push(placeholder(values.push(piece.value)));
    }
    const steady = !this.isSelective || values.length === 0;
    const key = texts.join('\0');
    const known = this.texts.get(key);
    if (known !== undefined) return { text: known, values, steady };
    let next = 0;
    const text = this.pieces.map((piece) => (typeof piece === 'string' ? piece : texts[next++]!)).join('');
    if (this.texts.size >= TEXTS) this.texts.clear();
    this.texts.set(key, text);
    return { text, values, steady };
  }

  private add(statement: Sql): void {
    if (statement instanceof Late) return void this.pieces.push(statement);
    statement.strings.forEach((string, i) => {
      const value = i === 0 ? undefined : statement.values[i - 1];
      if (value instanceof Sql) this.add(value);
      else if (i > 0) this.pieces.push({ value });
      const last = this.pieces.length - 1;
      if (typeof this.pieces[last] === 'string') this.pieces[last] += string;
      else if (string !== '') this.pieces.push(string);
    });
  }
}
