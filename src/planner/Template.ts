import type { Dialect } from '../database/dialect';
import type { Written } from '../database/engine';
import { bound } from '../database/given';
import type { Sql } from '../database/sql';
import { Binding, type Variables } from './binding';
import { Late, piecesOf, type Piece, type Pieces } from './Late';
import { OpenVariables, type Uses } from './open';

/** Texts of one operation that are kept: its requests differ in values, and seldom in more. */
const TEXTS = 20;

/** A statement as far as the operation alone decides it. */
export class Template {
  private readonly whole: Pieces;
  /** Whole texts by the names of their late pieces. */
  private readonly texts = new Map<string, string>();
  /** Of requests that come again with the same variables. */
  private readonly written = new WeakMap<Variables, Written>();

  constructor(
    private readonly dialect: Dialect,
    statement: Sql,
    /** Whether it is best planned with its values, whatever is in it. */
    private readonly isSelective: boolean,
    private readonly uses: Uses,
  ) {
    this.whole = piecesOf(statement);
  }

  write(variables: Variables): Written {
    let written = this.written.get(variables);
    if (!written) this.written.set(variables, (written = this.writeAnew(variables)));
    return written;
  }

  private writeAnew(variables: Variables): Written {
    const request = { open: new OpenVariables(variables, this.uses), binding: new Binding(variables) };
    const settled: Exclude<Piece, Late>[] = [];
    let key = '';
    let isSelective = this.isSelective;
    let isRanged = false;
    const settle = (part: Pieces): void => {
      isSelective ||= part.isSelective;
      isRanged ||= part.isRanged;
      for (const piece of part.pieces) {
        if (piece instanceof Late) {
          const made = piece.settle(request);
          key += `${made.name}\0`;
          settle(made);
        } else settled.push(piece);
      }
    };
    settle(this.whole);
    const values = settled.flatMap((piece) => (typeof piece === 'string' ? [] : [bound(piece.value, variables)]));
    let text = this.texts.get(key);
    if (text === undefined) {
      if (this.texts.size >= TEXTS) this.texts.clear();
      this.texts.set(key, (text = this.textOf(settled)));
    }
    return { text, values, steady: !isSelective || values.length === 0, ranged: isRanged };
  }

  private textOf(pieces: readonly Exclude<Piece, Late>[]): string {
    let n = 0;
    return pieces.map((piece) => (typeof piece === 'string' ? piece : this.dialect.placeholder(++n))).join('');
  }
}
