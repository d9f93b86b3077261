/** How many statements are prepared, and how many are remembered to see whether they come again. */
const NAMES = 200;
const REMEMBERED = 1000;

const names = new Map<string, string>();
const once = new Set<string>();

/**
 * The name that PostgreSQL is to keep a statement by, from the second time it comes: it then parses it once for each
 * connection, and plans it so too where the values make no difference. Servers keep such statements as long as
 * connections last, so that not everything has a name.
 */
export function nameOfStatement(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMES) return known;
  if (!once.delete(text)) {
    if (once.size >= REMEMBERED) once.clear();
    once.add(text);
    return undefined;
  }
  const name = `ocds_graph_${names.size}`;
  names.set(text, name);
  return name;
}
