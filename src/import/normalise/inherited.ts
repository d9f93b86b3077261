import { Award, AwardSupplier, Bid, BidTenderer, Contract, ContractSupplier } from '../../entities';
import type { Class } from '../../entities/registry';
import type { Json } from '../../ocds/json';
import type { ReleaseRows } from './ReleaseRows';
import { tableOf, type Cells } from './table';

/** What has suppliers, the rows that lead to them, and the rows of what it has them from where it names none. */
interface Heirs {
  readonly type: Class;
  readonly link: Class;
  readonly key: string;
  readonly from: Class;
  readonly fromKey: string;
}

const AWARDS: Heirs = { type: Award, link: AwardSupplier, key: 'awardPk', from: BidTenderer, fromKey: 'bidPk' };
const CONTRACTS = { type: Contract, link: ContractSupplier, key: 'contractPk' };
const BY_BIDS: Heirs = { ...CONTRACTS, from: BidTenderer, fromKey: 'bidPk' };
const BY_AWARD: Heirs = { ...CONTRACTS, from: AwardSupplier, fromKey: 'awardPk' };

/** A reference to an organization that an object is to have too: the rows to add it to, their key, and the reference. */
export type Inherited = readonly [heirs: Heirs, pk: number, from: Cells];

type OrganizationOf = (reference: Cells) => string | undefined;

/** An award that names no supplier went to those who made the bids that won (docs/decisions/0054). */
export function suppliersOfAwards(rows: ReleaseRows, organizationOf: OrganizationOf): Iterable<Inherited> {
  const table = tableOf(Award);
  const [status, bid, bids] = [table.column('status'), table.column('relatedBid'), table.column('relatedBids')];
  const won = (award: Cells): readonly unknown[] =>
    LOST.has(award[status]) ? [] : [award[bid], ...idsIn(award[bids])];
  const keyOf = bidsByLocalId(rows);
  return inherited(rows, AWARDS, (award) => won(award).map(keyOf), organizationOf);
}

/** The statuses of awards that nobody got. */
const LOST = new Set<unknown>(['CANCELLED', 'UNSUCCESSFUL']);

/** A contract that names no supplier is with those who made its bids: of an award to several it is with some. */
export function suppliersOfBids(rows: ReleaseRows, organizationOf: OrganizationOf): Iterable<Inherited> {
  const bids = tableOf(Contract).column('relatedBids');
  const keyOf = bidsByLocalId(rows);
  return inherited(rows, BY_BIDS, (contract) => idsIn(contract[bids]).map(keyOf), organizationOf);
}

/** One that names no bid either is with those of its award (docs/decisions/0050). */
export function suppliersOfContracts(rows: ReleaseRows, organizationOf: OrganizationOf): Iterable<Inherited> {
  const awardPk = tableOf(Contract).column('awardPk');
  return inherited(rows, BY_AWARD, (contract) => [contract[awardPk]], organizationOf);
}

const idsIn = (cell: unknown): Json[] => JSON.parse((cell ?? '[]') as string) as Json[];

/** The key of the bid of an id, the first where several have it; few releases ask for any. */
function bidsByLocalId(rows: ReleaseRows): (id: unknown) => unknown {
  let keys: Map<unknown, unknown> | undefined;
  return (id) => (keys ??= keysByLocalId(rows.of(Bid))).get(id);
}

function keysByLocalId(bids: readonly Cells[]): Map<unknown, unknown> {
  const [localId, pk] = [tableOf(Bid).column('localId'), tableOf(Bid).column('pk')];
  const keys = new Map<unknown, unknown>(bids.toReversed().map((row) => [row[localId], row[pk]]));
  keys.delete(null);
  return keys;
}

/** `sourcesOf` are the keys of what an object has its suppliers from; no organization comes from two of them. */
function* inherited(
  rows: ReleaseRows,
  heirs: Heirs,
  sourcesOf: (heir: Cells) => readonly unknown[],
  organizationOf: OrganizationOf,
): Generator<Inherited> {
  const { type, link, key, from, fromKey } = heirs;
  const bySource = grouped(rows.of(from), tableOf(from).column(fromKey));
  const naming = grouped(rows.of(link), tableOf(link).column(key));
  for (const heir of bySource.size === 0 ? [] : rows.of(type)) {
    const pk = heir[tableOf(type).column('pk')] as number;
    const met = new Set<string | undefined>();
    for (const source of naming.has(pk) ? [] : new Set(sourcesOf(heir))) {
      const own = (bySource.get(source) ?? []).filter((each) => !met.has(organizationOf(each)));
      for (const each of own) yield [heirs, pk, each];
      for (const each of own) met.add(organizationOf(each));
      met.delete(undefined);
    }
  }
}

function grouped(rows: readonly Cells[], column: number): Map<unknown, Cells[]> {
  const groups = new Map<unknown, Cells[]>();
  for (const row of rows) {
    const own = groups.get(row[column]);
    if (own) own.push(row);
    else groups.set(row[column], [row]);
  }
  return groups;
}
