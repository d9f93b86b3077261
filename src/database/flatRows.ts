import { usedColumns } from './usedColumns';

/** Rows one after the other in one list, as SQLite binds them, without the columns that hold nothing. */
export interface FlatRows {
  readonly columns: readonly string[];
  readonly cells: readonly unknown[];
}

export function flatRows(columns: readonly string[], rows: readonly (readonly unknown[])[]): FlatRows {
  const used = usedColumns(columns.length, rows);
  const cells: unknown[] = [];
  for (const row of rows) for (const column of used) cells.push(bindable(row[column]));
  return { columns: used.map((i) => columns[i]!), cells };
}

/** SQLite has no truth values. */
export const bindable = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);
