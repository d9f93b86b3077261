import type { Asked } from '../database/given';
import { Ranged, Selective, Sql } from '../database/sql';
import { Binding, type Bound } from './binding';
import type { OpenVariables } from './open';

/** A text, what is bound, or what is still open. */
export type Piece = string | Late | { readonly value: unknown };

/** A piece of SQL, with what is open in it. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Whether no one plan is good for all values of it. */
  readonly isSelective: boolean;
  readonly isRanged: boolean;
}

/** What a piece of SQL has become, and a name of its text. */
export interface Settled extends Pieces {
  readonly name: string;
}

/** What was made for variables of one shape: of which questions were asked about their values, and by the answers. */
interface Kept {
  readonly asked: readonly Asked[];
  readonly byAnswers: Map<string, Settled>;
}

/** How often one piece is kept, each for another shape of variables or other answers, and the longest of these shapes. */
const MOST = 20;
const LONGEST = 2000;

let named = 0;

/** One request's variables, and what its pieces share. */
export interface Request {
  readonly open: OpenVariables;
  readonly binding: Binding;
}

/** A piece of SQL that only a request's variables decide. */
export class Late extends Sql {
  private readonly kept = new Map<string, Kept>();
  private count = 0;

  /** @param names of the variables that decide; undefined where what they make of it is not worth keeping. */
  constructor(
    private readonly make: Bound<Sql>,
    private readonly names?: readonly string[],
  ) {
    super([''], []);
  }

  settle({ open, binding }: Request): Settled {
    const shape = this.names && open.shape(this.names);
    if (shape === undefined || shape.length > LONGEST) {
      const made = piecesOf(this.make(binding));
      return { name: made.pieces.map((piece) => (typeof piece === 'string' ? piece : '\0')).join(''), ...made };
    }
    const kept = this.kept.get(shape);
    const known = kept?.byAnswers.get(answersTo(kept.asked, open.all));
    return known ?? this.keep(shape, open);
  }

  private keep(shape: string, open: OpenVariables): Settled {
    const asked: Asked[] = [...(this.kept.get(shape)?.asked ?? [])];
    const before = asked.length;
    const settled = { name: `\0${++named}`, ...piecesOf(this.make(new Binding(open.open(asked)))) };
    if (++this.count > MOST) {
      this.kept.clear();
      this.count = 1;
    }
    let kept = this.kept.get(shape);
    if (!kept || asked.length > before) this.kept.set(shape, (kept = { asked, byAnswers: new Map() }));
    kept.byAnswers.set(answersTo(asked, open.all), settled);
    return settled;
  }
}

const answersTo = (asked: readonly Asked[], all: unknown): string =>
  JSON.stringify(asked.map(({ read, question }) => question(read(all))));

/** A piece of SQL with the values that are left open in it. */
export function piecesOf(statement: Sql): Pieces {
  const pieces: (string[] | Exclude<Piece, string>)[] = [];
  let isSelective = false;
  let isRanged = false;
  const add = (piece: Sql): void => {
    isSelective ||= piece instanceof Selective;
    isRanged ||= piece instanceof Ranged;
    if (piece instanceof Late) return void pieces.push(piece);
    piece.strings.forEach((string, i) => {
      const value = i === 0 ? undefined : piece.values[i - 1];
      if (value instanceof Sql) add(value);
      else if (i > 0) pieces.push({ value });
      const last = pieces.at(-1);
      if (Array.isArray(last)) last.push(string);
      else if (string !== '') pieces.push([string]);
    });
  };
  add(statement);
  // What `+=` makes keeps all that it was made of.
  return { pieces: pieces.map((piece) => (Array.isArray(piece) ? piece.join('') : piece)), isSelective, isRanged };
}
