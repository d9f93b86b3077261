import { copiesOf, type Class } from '../../entities/registry';
import { tableOf, type Cells } from './table';

/** Fills in what rows in between repeat of the objects that they lead to, when all that is said of these is read. */
export function fillCopies(tables: ReadonlyMap<Class, readonly Cells[]>): void {
  for (const [type, rows] of tables) {
    const table = tableOf(type);
    for (const { column, from, key } of copiesOf(type)) {
      const [own, target] = [table.column(column), table.column(key)];
      const [pk, value] = [tableOf(from).column('pk'), tableOf(from).column(column)];
      const values = new Map((tables.get(from) ?? []).map((row) => [row[pk], row[value]]));
      for (const row of rows) row[own] = values.get(row[target]) ?? null;
    }
  }
}
