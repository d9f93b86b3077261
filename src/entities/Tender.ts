import { Index } from 'typeorm';
import { method, procurementCategory, tenderStatus } from '../ocds/codelists';
import { Code, Columns, Derived, Flag, Part, Parts, Text, Texts, Timestamp, Whole } from './fields';
import { DocumentNode, OcdsNode, Narrow, Ordered } from './objects';
import { Address } from './parts/Address';
import { BidOpening } from './parts/BidOpening';
import { ClassificationReference } from './parts/ClassificationReference';
import { Communication } from './parts/Communication';
import { ContractTerms } from './parts/ContractTerms';
import { DesignContest } from './parts/DesignContest';
import { EssentialAsset } from './parts/EssentialAsset';
import { LegacyAmendment } from './parts/LegacyAmendment';
import { LegislativeReference } from './parts/LegislativeReference';
import { Location } from './parts/Location';
import { LotDetails } from './parts/LotDetails';
import { LotGroup } from './parts/LotGroup';
import { Metric } from './parts/Metric';
import { Options } from './parts/Options';
import { OrganizationReference } from './parts/OrganizationReference';
import { OtherRequirements } from './parts/OtherRequirements';
import { ParticipationFee } from './parts/ParticipationFee';
import { Period } from './parts/Period';
import { Procedure } from './parts/Procedure';
import { Recurrence } from './parts/Recurrence';
import { Renewal } from './parts/Renewal';
import { SecondStage } from './parts/SecondStage';
import { SelectionCriteria } from './parts/SelectionCriteria';
import { SubcontractingTerms } from './parts/SubcontractingTerms';
import { SubmissionTerms } from './parts/SubmissionTerms';
import { Suitability } from './parts/Suitability';
import { Techniques } from './parts/Techniques';
import { Value } from './parts/Value';

// What can be bid for now is a small part of all tenders: it is counted in the index alone.
@Index(['status', 'tenderPeriodEndDateInstant', 'pk'])
// So is what suppliers can still ask to be invited to, of which few tenders tell a deadline.
@Index(['status', 'expressionOfInterestDeadlineInstant', 'pk'], {
  where: '"expressionOfInterestDeadlineInstant" IS NOT NULL',
})
@Ordered('tenderPeriodEndDateInstant', 'ASC')
@Ordered('valueAmount', 'DESC')
@Ordered('valueAmountGross', 'DESC')
@Narrow(
  'status',
  'procurementMethod',
  'tenderPeriodEndDateInstant',
  'daysToBid',
  'hasLotsForSmes',
  'valueCurrency',
  'valueAmount',
  'valueAmountGross',
)
@Ordered('daysToBid', 'ASC')
@OcdsNode('tender', 'A call for bids: what is to be bought, how and when.', {
  keys: ['id', 'ocid', 'ocid localId'],
  listed: true,
})
export class Tender extends DocumentNode {
  @Text('A title for the tender.')
  title?: string | null;

  @Text('What is to be bought.')
  description?: string | null;

  @Code(tenderStatus, 'How far the tender has come.')
  status?: string | null;

  @Text("The status in the publisher's own words.")
  statusDetails?: string | null;

  @Timestamp('When the tender was first published, where the publisher says so (UK Contracts Finder).')
  datePublished?: string | null;

  @Timestamp('When the tender reached its last status.')
  finalStatusDate?: string | null;

  @Part(() => OrganizationReference, 'The organization that runs the procurement, if it is not the buyer.')
  procuringEntity?: OrganizationReference | null;

  @Part(
    () => ClassificationReference,
    'The law that the procedure follows, such as `2023/54` of the scheme `UKPGA` for the Procurement Act 2023.',
  )
  legalBasis?: ClassificationReference | null;

  @Part(() => ClassificationReference, 'What the tender is mainly about, as a code such as one of the CPV.')
  classification?: ClassificationReference | null;

  @Parts(() => ClassificationReference, 'What else the tender is about, as codes.')
  additionalClassifications?: ClassificationReference[] | null;

  @Columns(() => Value, 'The estimated maximum value of all that is to be bought.')
  value?: Value | null;

  @Columns(() => Value, 'The estimated minimum value of all that is to be bought.')
  minValue?: Value | null;

  @Text('How the estimated value of a concession was worked out.')
  valueCalculationMethod?: string | null;

  @Flag('Whether the value is above the threshold from which the full rules apply.')
  aboveThreshold?: boolean | null;

  @Code(method, 'Who may bid.')
  procurementMethod?: string | null;

  @Text(
    'The procedure by the name that the publisher gives it, such as `Open procedure` or `Competitive flexible ' +
      'procedure`.',
  )
  procurementMethodDetails?: string | null;

  @Text('Why this method was chosen; most telling for a direct award.')
  procurementMethodRationale?: string | null;

  @Parts(() => ClassificationReference, 'Why this method was chosen, as codes.')
  procurementMethodRationaleClassifications?: ClassificationReference[] | null;

  @Part(
    () => ClassificationReference,
    'The law that permits a direct award to protect life, health, public order or safety.',
  )
  procurementMethodRationaleLegalBasis?: ClassificationReference | null;

  @Part(() => Procedure, 'How the procedure runs.')
  procedure?: Procedure | null;

  @Texts('The special rules that apply: `lightTouch`, `utilities`, `defenceSecurity` or `concession`.')
  specialRegime?: string[] | null;

  @Texts(
    'The trade agreements and laws that cover the tender, from an open codelist: `GPA`, `EU-CVD`, `CPTPP` and others.',
  )
  coveredBy?: string[] | null;

  @Text('The law that applies where buyers of several countries buy together.')
  crossBorderLaw?: string | null;

  @Parts(() => LegislativeReference, 'Laws that matter to the procedure.')
  legislativeReferences?: LegislativeReference[] | null;

  @Code(procurementCategory, 'Whether mainly goods, works or services are bought.')
  mainProcurementCategory?: string | null;

  @Text('The category by the name that the publisher gives it.')
  mainProcurementCategoryDetails?: string | null;

  @Texts('What else is bought, from an open codelist: `goods`, `works`, `services`, `consultingServices`.')
  additionalProcurementCategories?: string[] | null;

  @Columns(() => Suitability, 'What kinds of supplier the tender as a whole is thought to suit (UK Contracts Finder).')
  suitability?: Suitability | null;

  @Flag('Whether suppliers compete for this call-off from a framework.')
  competitive?: boolean | null;

  @Part(() => Techniques, 'Whether the purchase runs through a framework, a dynamic purchasing system or an auction.')
  techniques?: Techniques | null;

  @Columns(() => Period, 'When bids can be submitted; its end is the deadline.')
  tenderPeriod?: Period | null;

  @Derived(
    'How long suppliers had to bid, in whole days of 24 hours: from the publication of the first invitation to tender ' +
      'among the documents (`tenderNotice`, or a notice `UK4`) to the end of the tender period. Worked out, not published; ' +
      'less than nothing where the deadline was over by then.',
  )
  daysToBid?: number | null;

  @Derived(
    'Whether at least one of the lots, or the tender as a whole where no lot says, is thought to suit small and ' +
      'medium-sized enterprises (`suitability.sme`). Worked out, not published; null where nothing says.',
    'flag',
  )
  hasLotsForSmes?: boolean | null;

  @Timestamp('The deadline for expressions of interest, also called requests to participate.')
  expressionOfInterestDeadline?: string | null;

  @Columns(() => Period, 'When questions can be asked.')
  enquiryPeriod?: Period | null;

  @Flag('Whether questions were asked.')
  hasEnquiries?: boolean | null;

  @Columns(() => Period, 'When the award is to be decided.')
  awardPeriod?: Period | null;

  @Columns(() => Period, 'When the contract is expected to run.')
  contractPeriod?: Period | null;

  @Part(() => Communication, 'How the buyer and suppliers keep in touch.')
  communication?: Communication | null;

  @Texts(
    'How bids are submitted, from an open codelist: `electronicSubmission`, `electronicAuction`, `written`, ' +
      '`inPerson`.',
  )
  submissionMethod?: string[] | null;

  @Text('Where and how to submit bids.')
  submissionMethodDetails?: string | null;

  @Part(() => SubmissionTerms, 'The terms for submitting bids.')
  submissionTerms?: SubmissionTerms | null;

  @Part(() => BidOpening, 'When and where the bids are opened.')
  bidOpening?: BidOpening | null;

  @Text('Who may bid, in words.')
  eligibilityCriteria?: string | null;

  @Part(() => SelectionCriteria, 'What a supplier must fulfil to take part.')
  selectionCriteria?: SelectionCriteria | null;

  @Part(() => OtherRequirements, 'What else a supplier needs to take part.')
  otherRequirements?: OtherRequirements | null;

  @Parts(() => ParticipationFee, 'Fees for taking part, or for winning.')
  participationFees?: ParticipationFee[] | null;

  @Part(() => SecondStage, 'How the second stage of the procedure works.')
  secondStage?: SecondStage | null;

  @Text(
    'How bids are compared, from an open codelist: `priceOnly`, `costOnly`, `qualityOnly`, `ratedCriteria`, ' +
      '`lowestCost`, `bestProposal`, `bestValueToGovernment`, `singleBidOnly`.',
  )
  awardCriteria?: string | null;

  @Text('Details of how bids are compared.')
  awardCriteriaDetails?: string | null;

  @Part(() => LotDetails, 'Rules for bidding on several lots.')
  lotDetails?: LotDetails | null;

  @Parts(() => LotGroup, 'Lots that may be awarded together.')
  lotGroups?: LotGroup[] | null;

  @Whole('The number of suppliers that submitted a bid.')
  numberOfTenderers?: number | null;

  @Parts(() => OrganizationReference, 'The suppliers that submitted a bid.')
  tenderers?: OrganizationReference[] | null;

  @Part(() => ContractTerms, 'The terms of the contract to come.')
  contractTerms?: ContractTerms | null;

  @Part(() => SubcontractingTerms, 'The terms for handing parts of the contract on to others.')
  subcontractingTerms?: SubcontractingTerms | null;

  @Flag('Whether the contracts can be renewed.')
  hasRenewal?: boolean | null;

  @Part(() => Renewal, 'How the contracts can be renewed.')
  renewal?: Renewal | null;

  @Flag('Whether the buyer may buy more under the same contracts.')
  hasOptions?: boolean | null;

  @Part(() => Options, 'What more the buyer may buy under the same contracts.')
  options?: Options | null;

  @Flag('Whether the same is expected to be bought again.')
  hasRecurrence?: boolean | null;

  @Part(() => Recurrence, 'When the same is expected to be bought again.')
  recurrence?: Recurrence | null;

  @Parts(() => Address, 'The addresses to deliver to.')
  deliveryAddresses?: Address[] | null;

  @Parts(() => Location, 'The places where the work is done or delivered.')
  deliveryLocations?: Location[] | null;

  @Part(() => DesignContest, 'The design contest, if it is one.')
  designContest?: DesignContest | null;

  @Flag('Whether the assets that a public service needs are described.')
  hasEssentialAssets?: boolean | null;

  @Part(() => EssentialAsset, 'The assets that a public service needs.')
  essentialAssets?: EssentialAsset | null;

  @Parts(() => Metric, 'What the purchase is to achieve.')
  targets?: Metric[] | null;

  @Text('The risks that could keep the contract from being performed well.')
  riskDetails?: string | null;

  @Text('How and until when a review can be asked for.')
  reviewDetails?: string | null;

  @Part(() => LegacyAmendment, 'The only amendment, as OCDS 1.0 published it: deprecated since 1.1, see `amendments`.')
  amendment?: LegacyAmendment | null;
}
