import type { Row } from '../database/engine';

type RowMaker = (cells: readonly unknown[]) => Row;

/** Where variables decide what is asked, the same columns come again with each request. */
const makers = new Map<string, RowMaker>();
const MAKERS = 1000;

/**
 * Makes rows of lists of their cells. Written out for these columns: a loop over their names, which all statements share, takes
 * several times as long.
 *
 * @param from the cell of the first column.
 */
export function rowMaker(columns: readonly string[], from = 0): RowMaker {
  const properties = columns.map((column, i) => `${JSON.stringify(column)}:cells[${from + i}]`).join();
  let maker = makers.get(properties);
  if (!maker) {
    if (makers.size >= MAKERS) makers.clear();
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of columns, written as JSON
    maker = new Function('cells', `return {${properties}}`) as RowMaker;
    makers.set(properties, maker);
  }
  return maker;
}
