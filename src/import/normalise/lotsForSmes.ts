import { Lot, Tender } from '../../entities';
import type { Class } from '../../entities/registry';
import { tableOf, type Cells } from './table';

/**
 * Fills in whether a tender has a lot that suits small and medium-sized enterprises. Where no lot says, as in a tender that
 * is not divided into lots, the tender as a whole may; else it is null.
 */
export function fillLotsForSmes(tables: ReadonlyMap<Class, readonly Cells[]>): void {
  const table = tableOf(Tender);
  const lot = tableOf(Lot);
  const [tenderPk, sme] = [lot.column('tenderPk'), lot.column('suitabilitySme')];
  const suited = new Map<unknown, boolean>();
  for (const row of tables.get(Lot) ?? [])
    if (row[sme] !== null) suited.set(row[tenderPk], row[sme] === true || suited.get(row[tenderPk]) === true);
  for (const tender of tables.get(Tender) ?? [])
    tender[table.column('hasLotsForSmes')] =
      suited.get(tender[table.column('pk')]) ?? tender[table.column('suitabilitySme')] ?? null;
}
