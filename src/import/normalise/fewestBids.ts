import { Award, AwardLot, BidStatistic } from '../../entities';
import type { Class } from '../../entities/registry';
import { tableOf, type Cells } from './table';

/** The measure of OCDS's codelist that counts the bids that came in, whether or not they were valid. */
const BIDS = 'bids';

/**
 * Fills in the fewest bids that are behind each award: the least figure among the bid statistics of its lots and those
 * that name no lot. One that names a lot that there is not is about no award.
 */
export function fillFewestBids(tables: ReadonlyMap<Class, readonly Cells[]>): void {
  const table = tableOf(Award);
  const link = tableOf(AwardLot);
  const { ofLots, ofAll } = figures(tables.get(BidStatistic) ?? []);
  if (ofLots.size === 0 && ofAll === null) return;
  const [pk, fewestBids] = [table.column('pk'), table.column('fewestBids')];
  const [awardPk, lotPk] = [link.column('awardPk'), link.column('lotPk')];
  const ofAwards = new Map<unknown, number>();
  for (const row of tables.get(AwardLot) ?? []) {
    const figure = ofLots.get(row[lotPk]);
    if (figure !== undefined) ofAwards.set(row[awardPk], least(ofAwards.get(row[awardPk]), figure));
  }
  for (const award of tables.get(Award) ?? []) {
    const own = ofAwards.get(award[pk]);
    award[fewestBids] = own === undefined ? ofAll : least(ofAll, own);
  }
}

/** The least figure of each lot, and of those that name none. */
function figures(rows: readonly Cells[]): { ofLots: ReadonlyMap<unknown, number>; ofAll: number | null } {
  const table = tableOf(BidStatistic);
  const [measure, value, lotPk, relatedLot] = ['measure', 'value', 'lotPk', 'relatedLot'].map((name) =>
    table.column(name),
  ) as [number, number, number, number];
  const ofLots = new Map<unknown, number>();
  let ofAll: number | null = null;
  for (const row of rows) {
    const figure = row[value] as number | null;
    if (row[measure] !== BIDS || figure === null) continue;
    const lot = row[lotPk];
    if (lot !== null) ofLots.set(lot, least(ofLots.get(lot), figure));
    else if (row[relatedLot] === null) ofAll = least(ofAll, figure);
  }
  return { ofLots, ofAll };
}

const least = (one: number | null | undefined, other: number): number => Math.min(one ?? other, other);
