import { sql, Sql } from './sql';

/** A text that is written by us: names of the schema, codes. */
class Literal extends Sql {
  constructor(readonly text: string) {
    super([`'${text.replaceAll("'", "''")}'`], []);
  }
}

export const literal = (text: string): Sql => new Literal(text);

/** Texts one behind the other, none of them NULL. */
class Chain extends Sql {
  constructor(readonly links: readonly Sql[]) {
    const { strings, values } = put(links);
    super(strings, values);
  }
}

/** Chains in it become part of it, and literals that meet become one: each `||` is made ready anew for each request. */
export function chain(pieces: readonly Sql[]): Sql {
  const links: Sql[] = [];
  for (const piece of pieces.flatMap((each) => (each instanceof Chain ? each.links : each))) {
    const last = links.at(-1);
    if (last instanceof Literal && piece instanceof Literal) links[links.length - 1] = literal(last.text + piece.text);
    else links.push(piece);
  }
  return links.length === 1 ? links[0]! : new Chain(links);
}

/**
 * By parts of about the same length, since PostgreSQL reads what lies within each other only so deep, and copies a text
 * with each `||` around it: what is written at length, a list of objects, is so copied once or twice.
 */
function put(links: readonly Sql[]): Sql {
  if (links.length === 1) return links[0]!;
  const lengths = links.map(lengthOf);
  const whole = lengths.reduce((sum, each) => sum + each, 0);
  let before = 0;
  let least = Infinity;
  let middle = 1;
  for (let i = 1; i < links.length; i++) {
    before += lengths[i - 1]!;
    const unevenness = Math.abs(whole - 2 * before);
    if (unevenness < least) [least, middle] = [unevenness, i];
  }
  return sql`(${put(links.slice(0, middle))}||${put(links.slice(middle))})`;
}

function lengthOf({ strings, values }: Sql): number {
  const own = strings.reduce((sum, each) => sum + each.length, 0);
  return values.reduce<number>((sum, each) => sum + (each instanceof Sql ? lengthOf(each) : 1), own);
}
