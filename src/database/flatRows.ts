import { usedColumns } from './usedColumns';

/** Rows one after the other in one list, as SQLite binds them, without the columns that hold nothing. */
export interface FlatRows {
  readonly columns: readonly string[];
  readonly cells: readonly unknown[];
}

/** How many values one list has: V8 keeps and sweeps longer ones by themselves, each in pages of its own. */
export const CELLS = 4096;

export function* flatRows(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Generator<FlatRows, void, undefined> {
  const used = usedColumns(columns.length, rows);
  const names = used.map((i) => columns[i]!);
  const together = Math.max(1, Math.floor(CELLS / used.length));
  for (let from = 0; from < rows.length; from += together) {
    const cells: unknown[] = [];
    const to = Math.min(from + together, rows.length);
    for (let i = from; i < to; i++) for (const column of used) cells.push(bindable(rows[i]![column]));
    yield { columns: names, cells };
  }
}

/** SQLite has no truth values. */
export const bindable = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);
