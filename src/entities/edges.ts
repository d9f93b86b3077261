import { Amendment } from './Amendment';
import { Award } from './Award';
import { Bid } from './Bid';
import { Bids } from './Bids';
import { BidStatistic } from './BidStatistic';
import { CODE_RELATIONS } from './codeEdges';
import { Contract } from './Contract';
import { Document } from './Document';
import type { Class } from './registry';
import { contains, hop, refers, walk, type Edge, type Relation } from './relation';
import { ImportIssue } from './ImportIssue';
import { Implementation } from './Implementation';
import { Item } from './Item';
import { AwardLot, AwardSupplier, BidLot, BidTenderer, ContractSupplier, ReleaseBuyer } from './links';
import { Lot } from './Lot';
import { Milestone } from './Milestone';
import { Organization } from './Organization';
import { Party } from './Party';
import { PerformanceFailure } from './PerformanceFailure';
import { Planning } from './Planning';
import { RelatedProcess } from './RelatedProcess';
import { Release } from './Release';
import { ReleaseVersion } from './ReleaseVersion';
import { Tender } from './Tender';
import { Transaction } from './Transaction';

/**
 * The graph: every relation once, both ways. Loaders, connection fields, filters, paging, aggregates, the planner and
 * the importer are generic over this list and over the fields of the classes.
 */
export const RELATIONS: readonly Relation[] = [
  // What the document nests: `from.property` holds `to`; `to.key` is the key of the row that holds it.
  contains(Release, 'parties', Party, 'releasePk', {
    says: 'The organizations that take part, each as this release describes it.',
    back: ['release', 'The release that lists the party.'],
  }),
  contains(Release, 'planning', Planning, 'pk', {
    says: 'What happened before the tender.',
    back: ['release', 'The release that the planning is a part of.'],
  }),
  contains(Release, 'tender', Tender, 'pk', {
    says: 'What is to be bought, and how.',
    back: ['release', 'The release that the tender is a part of.'],
  }),
  contains(Release, 'bids', Bids, 'pk', {
    says: 'The bids received, singly or counted.',
    back: ['release', 'The release that the bids are a part of.'],
  }),
  contains(Release, 'awards', Award, 'releasePk', {
    says: 'The decisions to award.',
    back: ['release', 'The release that the award is a part of.'],
  }),
  contains(Release, 'contracts', Contract, 'releasePk', {
    says: 'The contracts signed or to be signed.',
    back: ['release', 'The release that the contract is a part of.'],
  }),
  contains(Release, 'relatedProcesses', RelatedProcess, 'releasePk', {
    says: 'Other contracting processes that this one refers to.',
    back: ['release', 'The release that refers to the process, if no contract in it does.'],
  }),
  contains(Planning, 'documents', Document, 'planningPk', { says: 'Notices and documents of the planning.' }),
  contains(Planning, 'milestones', Milestone, 'planningPk', { says: 'Dates to keep before the tender.' }),
  contains(Tender, 'lots', Lot, 'tenderPk', {
    says: 'The parts that are bid for and awarded by themselves.',
    back: ['tender', 'The tender that the lot is a part of.'],
  }),
  contains(Tender, 'items', Item, 'tenderPk', {
    says: 'The goods, works and services to be bought.',
    back: ['tender', 'The tender that lists the item, if a tender does.'],
  }),
  contains(Tender, 'documents', Document, 'tenderPk', {
    says: 'Notices and documents of the tender.',
    back: ['tender', 'The tender that the document is attached to, if it is.'],
  }),
  contains(Tender, 'milestones', Milestone, 'tenderPk', { says: 'Dates to keep during the tender.' }),
  contains(Tender, 'amendments', Amendment, 'tenderPk', { says: 'Changes made to the tender.' }),
  contains(Lot, 'milestones', Milestone, 'lotPk', { says: 'Dates to keep for the lot.' }),
  contains(Milestone, 'documents', Document, 'milestonePk', { says: 'Documents about the milestone.' }),
  contains(Bids, 'statistics', BidStatistic, 'bidsPk', { says: 'Counts and other figures of the bids.' }),
  contains(Bids, 'details', Bid, 'bidsPk', { says: 'The bids one by one.' }),
  contains(Bid, 'documents', Document, 'bidPk', { says: 'Documents of the bid.' }),
  contains(Award, 'items', Item, 'awardPk', {
    says: 'The goods, works and services awarded.',
    back: ['award', 'The award that lists the item, if an award does.'],
  }),
  contains(Award, 'documents', Document, 'awardPk', {
    says: 'Notices and documents of the award.',
    back: ['award', 'The award that the document is attached to, if it is.'],
  }),
  contains(Award, 'milestones', Milestone, 'awardPk', { says: 'Dates to keep after the award.' }),
  contains(Award, 'amendments', Amendment, 'awardPk', { says: 'Changes made to the award.' }),
  contains(Contract, 'items', Item, 'contractPk', {
    says: 'The goods, works and services contracted.',
    back: ['contract', 'The contract that lists the item, if a contract does.'],
  }),
  contains(Contract, 'documents', Document, 'contractPk', {
    says: 'Notices and documents of the contract.',
    back: ['contract', 'The contract that the document is attached to, if it is.'],
  }),
  contains(Contract, 'milestones', Milestone, 'contractPk', { says: 'Dates to keep under the contract.' }),
  contains(Contract, 'amendments', Amendment, 'contractPk', { says: 'Changes made to the contract.' }),
  contains(Contract, 'proposedAmendments', Amendment, 'proposedContractPk', { says: 'Changes that are planned.' }),
  contains(Contract, 'relatedProcesses', RelatedProcess, 'contractPk', {
    says: 'Other contracting processes that the contract refers to.',
    back: ['contract', 'The contract that refers to the process, if a contract does.'],
  }),
  contains(Contract, 'implementation', Implementation, 'pk', {
    says: 'How the contract is being carried out.',
    back: ['contract', 'The contract that is being carried out.'],
  }),
  contains(Implementation, 'transactions', Transaction, 'implementationPk', { says: 'Payments made.' }),
  contains(Implementation, 'milestones', Milestone, 'implementationPk', { says: 'Dates kept or missed.' }),
  contains(Implementation, 'documents', Document, 'implementationPk', { says: 'Notices and documents.' }),
  contains(Implementation, 'performanceFailures', PerformanceFailure, 'implementationPk', {
    says: 'Failures to perform, and what came of them.',
  }),
  contains(PerformanceFailure, 'documents', Document, 'performanceFailurePk', { says: 'Documents about the failure.' }),

  // What the document refers to by a local id.
  refers(Item, 'relatedLot', Lot, 'lotPk', {
    forward: ['lot', 'The lot that the item belongs to.'],
    back: ['items', 'The items of the tender that belong to the lot.'],
    backOnly: 'tenderPk',
  }),
  refers(BidStatistic, 'relatedLot', Lot, 'lotPk', {
    forward: ['lot', 'The lot that the figure is about.'],
    back: ['bidStatistics', 'Counts and other figures of the bids for the lot.'],
  }),
  refers(Contract, 'awardID', Award, 'awardPk', {
    forward: ['award', 'The award that the contract was signed for.'],
    back: ['contracts', 'The contracts signed for the award.'],
  }),
  refers(Award, 'relatedLots', Lot, hop(AwardLot, 'awardPk', 'lotPk'), {
    forward: ['lots', 'The lots that were awarded.'],
    back: ['awards', 'The awards that cover the lot.'],
  }),
  refers(Bid, 'relatedLots', Lot, hop(BidLot, 'bidPk', 'lotPk'), {
    forward: ['lots', 'The lots that were bid for.'],
    back: ['bids', 'The bids for the lot.'],
  }),

  // What the document refers to as an organization: the words of the reference stay on the connection's edge.
  refers(Release, 'buyer', Organization, hop(ReleaseBuyer, 'releasePk', 'organizationPk'), {
    forward: ['buyers', 'The organizations that buy: the buyer first, then other parties in that role.'],
    back: ['releasesAsBuyer', 'The releases of what the organization buys.'],
  }),
  refers(Award, 'suppliers', Organization, hop(AwardSupplier, 'awardPk', 'organizationPk'), {
    forward: ['suppliers', 'The organizations that were awarded, each as often as the award names it.'],
    back: ['awardsAsSupplier', 'The awards that the organization won.'],
  }),
  refers(Contract, 'suppliers', Organization, hop(ContractSupplier, 'contractPk', 'organizationPk'), {
    forward: [
      'suppliers',
      'The organizations that the contract is with: whom it names itself, or else whom its award does.',
    ],
    back: ['contractsAsSupplier', 'The contracts that the organization won.'],
  }),
  refers(Bid, 'tenderers', Organization, hop(BidTenderer, 'bidPk', 'organizationPk'), {
    forward: ['tenderers', 'The organizations that made the bid, each as often as the bid names it.'],
    back: ['bidsAsTenderer', 'The bids that the organization made.'],
  }),

  // Short cuts over the keys above.
  walk(Party, 'organizationPk', Organization, 'pk', {
    forward: ['organization', 'The organization that the party is.'],
    back: ['parties', 'How each release describes the organization.'],
  }),
  walk(Release, 'buyerPk', Organization, 'pk', {
    forward: ['buyer', 'The organization that buys.'],
  }),
  walk(Release, 'pk', ReleaseVersion, 'releasePk', {
    forward: [
      'versions',
      'What was published of the process, oldest first; what is of one instant in no order that tells which of it counts.',
    ],
    order: 'id',
  }),
  walk(Release, 'pk', ImportIssue, 'releasePk', {
    forward: ['importIssues', 'What could not be typed, linked or trusted when the release was imported.'],
    back: ['release', 'The release that the issue is about.'],
  }),
  walk(Release, 'pk', Document, 'releasePk', {
    forward: ['documents', 'The notices and documents of all sections.'],
    back: ['release', 'The release that the document is a part of.'],
  }),
  walk(Tender, 'pk', Organization, 'pk', {
    through: hop(Release, 'pk', 'buyerPk'),
    forward: ['buyer', 'The organization that buys.'],
  }),
  walk(Organization, 'pk', Tender, 'pk', {
    through: hop(ReleaseBuyer, 'organizationPk', 'releasePk'),
    forward: ['tendersAsBuyer', 'The tenders of what the organization buys, alone or with others.'],
  }),
  walk(Tender, 'pk', Award, 'releasePk', {
    forward: ['awards', 'The awards made for the tender.'],
    back: ['tender', 'The tender that the award was made for.'],
  }),
  walk(Tender, 'pk', Contract, 'releasePk', {
    forward: ['contracts', 'The contracts signed for the tender.'],
    back: ['tender', 'The tender that the contract was signed for.'],
  }),
  walk(Award, 'releasePk', Organization, 'pk', {
    through: hop(Release, 'pk', 'buyerPk'),
    forward: ['buyer', 'The organization that buys.'],
  }),
  walk(Organization, 'pk', Award, 'releasePk', {
    through: hop(ReleaseBuyer, 'organizationPk', 'releasePk'),
    forward: ['awardsAsBuyer', 'The awards of what the organization buys.'],
  }),
  walk(Contract, 'releasePk', Organization, 'pk', {
    through: hop(Release, 'pk', 'buyerPk'),
    forward: ['buyer', 'The organization that buys.'],
  }),
  walk(Organization, 'pk', Contract, 'releasePk', {
    through: hop(ReleaseBuyer, 'organizationPk', 'releasePk'),
    forward: ['contractsAsBuyer', 'The contracts of what the organization buys.'],
  }),
  walk(Contract, 'awardPk', Lot, 'pk', {
    through: hop(AwardLot, 'awardPk', 'lotPk'),
    forward: ['lots', 'The lots of the award that the contract was signed for.'],
    back: ['contracts', 'The contracts signed for awards that cover the lot.'],
  }),
  walk(RelatedProcess, 'relatedReleasePk', Release, 'pk', {
    forward: ['relatedRelease', 'The release of the other process; null as long as it is not in the database.'],
    back: ['referredToBy', 'Where other processes refer to this one: the call-offs of a framework, for one.'],
    backOrder: 'id',
  }),
  ...CODE_RELATIONS,
];

/** Every edge of the graph: each relation's way there, and its way back where it has one. */
export const EDGES = RELATIONS.flatMap((relation) => relation.edges);

let provers: ReadonlySet<Edge> | undefined;

/** Whether the rows by which an edge finds what lies at its end refer to where it starts: then that exists. */
export function provesStart(edge: Edge): boolean {
  provers ??= new Set(
    RELATIONS.flatMap(({ edges: [there, back], contains: held, refers: named }) => {
      if (held) return there!;
      return named ? [...(there!.through ? [there!] : []), back!] : [];
    }),
  );
  return provers.has(edge);
}

/** Whether an edge goes by rows in between whose keys, where they have them, refer to objects that exist: at both ends. */
export const provesEnds = (edge: Edge): boolean => !!edge.through && provesStart(edge);

let ranges: ReadonlySet<string> | undefined;

/**
 * Whether an edge leads from what has the key of its release to all of a class that the release holds: then the keys of
 * these are a range that follows from it (keys.ts), in the order of the document.
 */
export function isRange({ from, name }: Edge): boolean {
  ranges ??= new Set(
    EDGES.filter((edge) => {
      const holders = RELATIONS.flatMap(({ contains: held }) => (held?.to === edge.to ? [held] : []));
      const isWhole = holders.length === 1 && hasKeyOfRelease(holders[0]!.from) && holders[0]!.key === edge.toKey;
      return isWhole && edge.many && !edge.through && edge.fromKey === 'pk' && hasKeyOfRelease(edge.from);
    }).map((edge) => `${edge.from.name}.${edge.name}`),
  );
  return ranges.has(`${from.name}.${name}`);
}

/** Whether an edge leads to objects that have one parent alone. */
export const isOfOne = ({ many, fromKey, through, toKey }: Edge): boolean =>
  !through && fromKey === 'pk' && (many || toKey === 'pk');

/** Whether there is one object of a class in a release, with the key of it. */
export const hasKeyOfRelease = (type: Class): boolean =>
  type === Release ||
  RELATIONS.some(({ contains: held }) => held?.to === type && held.key === 'pk' && hasKeyOfRelease(held.from));

const byClass = new Map<Class, Map<string, Edge>>();

/** The edges that start at a class, by name. */
export function edgesFrom(type: Class): ReadonlyMap<string, Edge> {
  let edges = byClass.get(type);
  if (!edges) {
    edges = new Map(EDGES.filter((edge) => edge.from === type).map((edge) => [edge.name, edge]));
    byClass.set(type, edges);
  }
  return edges;
}
