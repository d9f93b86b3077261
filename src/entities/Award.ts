import { Index } from 'typeorm';
import { awardStatus, partyScale, procurementCategory } from '../ocds/codelists';
import { Code, Columns, Derived, DerivedCodes, Flag, Key, Part, Parts, Text, Texts, Timestamp } from './fields';
import { DocumentNode, OcdsNode, Narrow, Ordered } from './objects';
import { LegacyAmendment } from './parts/LegacyAmendment';
import { Metric } from './parts/Metric';
import { Options } from './parts/Options';
import { Period } from './parts/Period';
import { Renewal } from './parts/Renewal';
import { Subcontracting } from './parts/Subcontracting';
import { Value } from './parts/Value';

@Ordered('dateInstant', 'DESC')
@Ordered('valueAmount', 'DESC')
@Ordered('valueAmountGross', 'DESC')
// What was awarded after a single bid is counted and summed in the index alone.
@Index(['fewestBids', 'dateInstant', 'releasePk', 'pk', 'valueCurrency', 'valueAmount', 'valueAmountGross'], {
  where: '"fewestBids" IS NOT NULL',
})
@Narrow('releasePk', 'status', 'dateInstant', 'valueCurrency', 'valueAmount', 'valueAmountGross')
@OcdsNode('award', 'A decision to award a contract to one or more suppliers.', {
  keys: ['id', 'ocid localId'],
  listed: true,
})
export class Award extends DocumentNode {
  @Key()
  releasePk: number;

  @Text('A title for the award; often only the tender has one.')
  title?: string | null;

  @Text('What is awarded.')
  description?: string | null;

  @Code(awardStatus, 'How far the award has come.')
  status?: string | null;

  @Text("The status in the publisher's own words, or the reason for it.")
  statusDetails?: string | null;

  @Timestamp('When the award was decided.')
  date?: string | null;

  @Timestamp('When the award was published, where the publisher says so (UK Contracts Finder).')
  datePublished?: string | null;

  @Timestamp('When the award reached its last status.')
  finalStatusDate?: string | null;

  @Columns(
    () => Value,
    'The value of the award: for a framework its estimated maximum. Find a Tender mostly gives it until the contract is ' +
      'published, and then with the contract alone.',
  )
  value?: Value | null;

  @Text('How the value of a concession was worked out.')
  valueCalculationMethod?: string | null;

  @Flag('Whether the value is above the threshold from which the full rules apply.')
  aboveThreshold?: boolean | null;

  @Code(procurementCategory, 'Whether mainly goods, works or services are bought.')
  mainProcurementCategory?: string | null;

  @Texts('What else is bought, from an open codelist: `goods`, `works`, `services`, `consultingServices`.')
  additionalProcurementCategories?: string[] | null;

  @Columns(() => Period, 'When the contract is to run.')
  contractPeriod?: Period | null;

  @Columns(() => Period, 'The time before the signature in which the decision can be challenged.')
  standstillPeriod?: Period | null;

  @Timestamp('When bidders were sent the summaries of how their bids were assessed.')
  assessmentSummariesDateSent?: string | null;

  @Flag('Whether the contract can be renewed.')
  hasRenewal?: boolean | null;

  @Part(() => Renewal, 'How the contract can be renewed.')
  renewal?: Renewal | null;

  @Flag('Whether the contract has options.')
  hasOptions?: boolean | null;

  @Part(() => Options, 'The options of the contract.')
  options?: Options | null;

  @Flag('Whether a part of the contract is handed on to others.')
  hasSubcontracting?: boolean | null;

  @Part(() => Subcontracting, 'What the supplier hands on to others.')
  subcontracting?: Subcontracting | null;

  @Parts(() => Metric, 'The targets agreed on.')
  agreedMetrics?: Metric[] | null;

  @Texts('The ids of the lots that are awarded.')
  relatedLots?: string[] | null;

  @Derived(
    'The fewest bids that came in for a lot that is awarded, or for the whole process: the least figure with the measure ' +
      '`bids` among the bid statistics of these lots and those that name no lot. Worked out, not published; null where ' +
      'there is no such figure.',
    'decimal',
  )
  fewestBids?: number | null;

  @DerivedCodes(
    partyScale,
    'How large its suppliers are, as the release says of them: each size once, in the order of the suppliers. Worked out, not ' +
      'published; null where nothing is said of any of them.',
  )
  supplierScales?: string[] | null;

  @Text('The id of the bid that won.')
  relatedBid?: string | null;

  @Texts('The ids of the bids that won, where there may be several.')
  relatedBids?: string[] | null;

  @Part(() => LegacyAmendment, 'The only amendment, as OCDS 1.0 published it: deprecated since 1.1, see `amendments`.')
  amendment?: LegacyAmendment | null;
}
