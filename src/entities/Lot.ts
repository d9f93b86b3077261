import { procurementCategory, tenderStatus } from '../ocds/codelists';
import { Code, Columns, Flag, Key, Part, Parts, Text, Texts } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { AwardCriteria } from './parts/AwardCriteria';
import { BidOpening } from './parts/BidOpening';
import { ClassificationReference } from './parts/ClassificationReference';
import { Communication } from './parts/Communication';
import { ContractTerms } from './parts/ContractTerms';
import { DesignContest } from './parts/DesignContest';
import { EssentialAsset } from './parts/EssentialAsset';
import { Options } from './parts/Options';
import { OrganizationReference } from './parts/OrganizationReference';
import { OtherRequirements } from './parts/OtherRequirements';
import { Period } from './parts/Period';
import { Recurrence } from './parts/Recurrence';
import { Renewal } from './parts/Renewal';
import { SecondStage } from './parts/SecondStage';
import { SelectionCriteria } from './parts/SelectionCriteria';
import { SimpleIdentifier } from './parts/SimpleIdentifier';
import { SubcontractingTerms } from './parts/SubcontractingTerms';
import { SubmissionTerms } from './parts/SubmissionTerms';
import { Suitability } from './parts/Suitability';
import { Techniques } from './parts/Techniques';
import { Value } from './parts/Value';

@OcdsNode('lot', 'A part of a tender that is bid for and awarded by itself.', {
  keys: ['id', 'ocid localId'],
  listed: true,
})
export class Lot extends DocumentNode {
  @Key({ then: ['suitabilitySme', 'suitabilityVcse'] })
  tenderPk: number;

  @Text('A title for the lot.')
  title?: string | null;

  @Text('What the lot covers.')
  description?: string | null;

  @Code(tenderStatus, 'How far the lot has come.')
  status?: string | null;

  @Text("The status in the publisher's own words.")
  statusDetails?: string | null;

  @Columns(() => Value, 'The estimated maximum value of the lot.')
  value?: Value | null;

  @Columns(() => Value, 'The estimated minimum value of the lot.')
  minValue?: Value | null;

  @Part(() => OrganizationReference, 'The organization that buys the lot, where it is not the buyer of the whole.')
  buyer?: OrganizationReference | null;

  @Code(procurementCategory, 'Whether mainly goods, works or services are bought.')
  mainProcurementCategory?: string | null;

  @Texts('What else is bought, from an open codelist: `goods`, `works`, `services`, `consultingServices`.')
  additionalProcurementCategories?: string[] | null;

  @Parts(() => ClassificationReference, 'What the lot is about, as codes.')
  additionalClassifications?: ClassificationReference[] | null;

  @Texts(
    'The trade agreements and laws that cover the lot, from an open codelist: `GPA`, `EU-CVD`, `CPTPP` and others.',
  )
  coveredBy?: string[] | null;

  @Columns(() => Period, 'When bids for the lot can be submitted; its end is the deadline.')
  tenderPeriod?: Period | null;

  @Columns(() => Period, 'When questions about the lot can be asked.')
  enquiryPeriod?: Period | null;

  @Columns(() => Period, 'When the award of the lot is to be decided.')
  awardPeriod?: Period | null;

  @Columns(() => Period, 'When the contract for the lot is expected to run.')
  contractPeriod?: Period | null;

  @Part(() => AwardCriteria, 'How bids for the lot are compared.')
  awardCriteria?: AwardCriteria | null;

  @Part(() => SelectionCriteria, 'What a supplier must fulfil to take part.')
  selectionCriteria?: SelectionCriteria | null;

  @Part(() => OtherRequirements, 'What else a supplier needs to take part.')
  otherRequirements?: OtherRequirements | null;

  @Columns(() => Suitability, 'What kinds of supplier the lot is thought to suit.')
  suitability?: Suitability | null;

  @Part(() => Techniques, 'Whether the purchase runs through a framework, a dynamic purchasing system or an auction.')
  techniques?: Techniques | null;

  @Flag('Whether the contract can be renewed.')
  hasRenewal?: boolean | null;

  @Part(() => Renewal, 'How the contract can be renewed.')
  renewal?: Renewal | null;

  @Flag('Whether the contract has options.')
  hasOptions?: boolean | null;

  @Part(() => Options, 'The options of the contract.')
  options?: Options | null;

  @Flag('Whether the same is expected to be bought again.')
  hasRecurrence?: boolean | null;

  @Part(() => Recurrence, 'When the same is expected to be bought again.')
  recurrence?: Recurrence | null;

  @Part(() => Communication, 'How the buyer and suppliers keep in touch.')
  communication?: Communication | null;

  @Part(() => SubmissionTerms, 'How bids for the lot are to be submitted.')
  submissionTerms?: SubmissionTerms | null;

  @Text('Where and how to submit bids for the lot.')
  submissionMethodDetails?: string | null;

  @Part(() => BidOpening, 'When and where the bids are opened.')
  bidOpening?: BidOpening | null;

  @Part(() => SecondStage, 'How the second stage of the procedure works.')
  secondStage?: SecondStage | null;

  @Part(() => ContractTerms, 'The terms of the contract to come.')
  contractTerms?: ContractTerms | null;

  @Part(() => SubcontractingTerms, 'The terms for handing parts of the contract on to others.')
  subcontractingTerms?: SubcontractingTerms | null;

  @Part(() => DesignContest, 'The design contest, if it is one.')
  designContest?: DesignContest | null;

  @Flag('Whether the assets that a public service needs are described.')
  hasEssentialAssets?: boolean | null;

  @Parts(() => EssentialAsset, 'The assets that a public service needs.')
  essentialAssets?: EssentialAsset[] | null;

  @Parts(() => SimpleIdentifier, 'Other identifiers of the lot.')
  identifiers?: SimpleIdentifier[] | null;
}
