import type { Row } from '../database/engine';

/**
 * Makes rows of lists of their cells. Written out for these columns: a loop over their names, which all statements share, takes
 * several times as long.
 */
export function rowMaker(columns: readonly string[]): (cells: readonly unknown[]) => Row {
  const properties = columns.map((column, i) => `${JSON.stringify(column)}:cells[${i}]`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of columns, written as JSON
  return new Function('cells', `return {${properties.join()}}`) as (cells: readonly unknown[]) => Row;
}
