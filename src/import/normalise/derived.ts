import type { Class } from '../../entities/registry';
import { fillDaysToBid } from './daysToBid';
import { fillFewestBids } from './fewestBids';
import { fillLotsForSmes } from './lotsForSmes';
import type { Cells } from './table';

/** Fills in what nobody publishes and what follows from the rows of the same release (`@Derived`). */
export function fillDerived(tables: ReadonlyMap<Class, readonly Cells[]>): void {
  fillDaysToBid(tables);
  fillFewestBids(tables);
  fillLotsForSmes(tables);
}
