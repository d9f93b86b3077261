import type { Reader, Row } from '../database/engine';
import type { Sql } from '../database/sql';
import { united } from '../query/union';
import { byVariant, type PlacedList } from './places';

/** The keys of the parents of lists. */
export const keysOf = (lists: readonly PlacedList[]): number[] => lists.map(({ key }) => key);

/**
 * Reads rows of lists, list by list. Lists that differ by their parents alone share a statement (`statement` is given all
 * of them); those inside different groups are put together, so that a level takes one all the same, too long to be planned
 * for its values each time.
 */
export async function readLists<L extends PlacedList>(
  reader: Reader,
  lists: readonly L[],
  statement: (lists: readonly L[]) => Sql,
  seen: (rows: Row[]) => void,
): Promise<Row[][]> {
  const variants = byVariant(lists);
  const found = new Map<L, Row[]>(lists.map((list) => [list, []]));
  for (const { from, count, statement: whole } of united(reader.dialect, variants.map(statement))) {
    const rows = await reader.all(whole, count > 1);
    seen(rows);
    const byKey = new Map<number, Map<number, L>>();
    for (const row of rows) {
      const arm = from + Number(row._arm ?? 0);
      let keys = byKey.get(arm);
      if (!keys) byKey.set(arm, (keys = new Map(variants[arm]!.map((list) => [list.key, list]))));
      found.get(keys.get(Number(row._key ?? 0))!)!.push(row);
    }
  }
  return lists.map((list) => found.get(list)!);
}
