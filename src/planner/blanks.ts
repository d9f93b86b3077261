import { MARK } from '../database/dialect';
import type { Json } from '../ocds/json';
import { Binding, type Bound, type Variables } from './binding';

/** What is to stand in a blank, by what the statement says of it. */
export type Fill = (...said: readonly Json[]) => Json;

/*
 * A statement leaves blanks in its answer for what no database works out: lists of a mark, the number of the blank, what is
 * said of it, and the mark again. They may lie within each other.
 */

/** The answer with its blanks filled in. */
export function filled(answer: Buffer, blanks: readonly Bound<Fill>[], variables: Variables): Buffer {
  const binding = new Binding(variables);
  let at = 0;
  /** What stands from here to the mark that closes, or to the end. */
  const rest = (): Buffer => {
    const pieces: Buffer[] = [];
    for (;;) {
      const mark = answer.indexOf(MARK, at);
      if (mark === -1) break;
      pieces.push(answer.subarray(at, mark - 1)); // without the bracket or the comma before it
      at = mark + MARK.length + 1;
      if (answer[at - 1] === CLOSES) return Buffer.concat(pieces);
      const [blank, ...said] = JSON.parse(`[${rest().toString()}]`) as [string, ...Json[]];
      const make = blanks[Number(blank)]!;
      const fill = binding.once(make, () => make(binding));
      pieces.push(Buffer.from(JSON.stringify(fill(...said))));
    }
    return Buffer.concat([...pieces, answer.subarray(at)]);
  };
  return rest();
}

const CLOSES = ']'.charCodeAt(0);
