import { Amendment } from './Amendment';
import { Award } from './Award';
import { Bid } from './Bid';
import { Bids } from './Bids';
import { BidStatistic } from './BidStatistic';
import { Classification } from './Classification';
import {
  AwardClassification,
  AwardRegion,
  LotClassification,
  LotRegion,
  ReleaseClassification,
  ReleaseRegion,
  TenderClassification,
  TenderRegion,
} from './codeLinks';
import { Contract } from './Contract';
import { Document } from './Document';
import { ImportIssue } from './ImportIssue';
import { ImportState } from './ImportState';
import { Implementation } from './Implementation';
import { Item } from './Item';
import { AwardLot, AwardSupplier, BidLot, BidTenderer, ContractSupplier, ReleaseBuyer } from './links';
import { Lot } from './Lot';
import { Milestone } from './Milestone';
import { Organization } from './Organization';
import { OrganizationAlias } from './OrganizationAlias';
import { Party } from './Party';
import { PerformanceFailure } from './PerformanceFailure';
import { Planning } from './Planning';
import { Quarantine } from './Quarantine';
import { Region } from './Region';
import type { Class } from './registry';
import { RelatedProcess } from './RelatedProcess';
import { Release } from './Release';
import { ReleaseVersion } from './ReleaseVersion';
import { Rollup } from './Rollup';
import { SearchDocument } from './SearchDocument';
import { SyncState } from './SyncState';
import { Tender } from './Tender';
import { Transaction } from './Transaction';

/** The classes that have a table: a release and its sections in document order, then what releases share and join tables. */
export const ENTITIES: readonly Class[] = [
  Release,
  Party,
  Planning,
  Tender,
  Lot,
  Bids,
  Bid,
  BidStatistic,
  Award,
  Contract,
  Implementation,
  Item,
  Document,
  Milestone,
  Amendment,
  RelatedProcess,
  Transaction,
  PerformanceFailure,
  Organization,
  Classification,
  Region,
  ReleaseBuyer,
  AwardSupplier,
  ContractSupplier,
  BidTenderer,
  AwardLot,
  BidLot,
  OrganizationAlias,
  ReleaseClassification,
  ReleaseRegion,
  TenderClassification,
  TenderRegion,
  LotClassification,
  LotRegion,
  AwardClassification,
  AwardRegion,
  SearchDocument,
  Rollup,
  ReleaseVersion,
  ImportIssue,
  ImportState,
  Quarantine,
  SyncState,
];

export {
  Amendment,
  Award,
  AwardClassification,
  AwardLot,
  AwardRegion,
  AwardSupplier,
  ContractSupplier,
  Bid,
  BidLot,
  Bids,
  BidStatistic,
  BidTenderer,
  Classification,
  Contract,
  Document,
  Implementation,
  ImportIssue,
  ImportState,
  Item,
  Lot,
  LotClassification,
  LotRegion,
  Milestone,
  Organization,
  OrganizationAlias,
  Party,
  PerformanceFailure,
  Planning,
  Region,
  RelatedProcess,
  Release,
  ReleaseBuyer,
  ReleaseClassification,
  ReleaseRegion,
  ReleaseVersion,
  Rollup,
  Tender,
  TenderClassification,
  TenderRegion,
  Transaction,
};
export type { Class } from './registry';
