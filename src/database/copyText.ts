/** How many rows are written out at a time. */
const TOGETHER = 1000;

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Some columns of rows in COPY's text format (PostgreSQL documentation, COPY, "Text Format"), many lines at a time. */
export function* copyText(rows: readonly (readonly unknown[])[], columns: readonly number[]): Generator<string> {
  for (let from = 0; from < rows.length; from += TOGETHER) {
    let text = '';
    for (const row of rows.slice(from, from + TOGETHER)) {
      let before = '';
      for (const column of columns) {
        text += before + copyValue(row[column]);
        before = '\t';
      }
      text += '\n';
    }
    yield text;
  }
}

/** The same of values that stand one after the other, `width` in each line. */
export function copyCells(cells: readonly unknown[], width: number): string {
  let text = '';
  for (let i = 0; i < cells.length; i++) text += copyValue(cells[i]) + ((i + 1) % width > 0 ? '\t' : '\n');
  return text;
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
