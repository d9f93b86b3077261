import { contractStatus, partyScale } from '../ocds/codelists';
import { Code, Columns, Decimal, DerivedCodes, Flag, Key, Part, Parts, Text, Texts, Timestamp } from './fields';
import { DocumentNode, OcdsNode, Narrow, Ordered } from './objects';
import { ClassificationReference } from './parts/ClassificationReference';
import { Finance } from './parts/Finance';
import { LegacyAmendment } from './parts/LegacyAmendment';
import { Metric } from './parts/Metric';
import { Options } from './parts/Options';
import { Period } from './parts/Period';
import { Renewal } from './parts/Renewal';
import { Value } from './parts/Value';

@Ordered('dateSignedInstant', 'DESC')
@Ordered('periodEndDateInstant', 'ASC')
@Ordered('periodMaxExtentDateInstant', 'ASC')
@Ordered('valueAmount', 'DESC')
@Ordered('valueAmountGross', 'DESC')
@Narrow(
  'releasePk',
  'awardPk',
  'status',
  'dateSignedInstant',
  'periodEndDateInstant',
  'periodMaxExtentDateInstant',
  'valueCurrency',
  'valueAmount',
  'valueAmountGross',
)
@OcdsNode('contract', 'A contract signed, or to be signed, after an award.', {
  keys: ['id', 'ocid localId'],
  listed: true,
})
export class Contract extends DocumentNode {
  @Key()
  releasePk: number;

  @Key()
  awardPk: number;

  @Text('The id of the award that the contract was signed for.')
  awardID?: string | null;

  @Text('A title for the contract; often only the tender has one.')
  title?: string | null;

  @Text('What is contracted.')
  description?: string | null;

  @Code(contractStatus, 'How far the contract has come.')
  status?: string | null;

  @Text("The status in the publisher's own words, or the reason for it.")
  statusDetails?: string | null;

  @Timestamp('When the contract reached its last status.')
  finalStatusDate?: string | null;

  @Timestamp('When the contract was signed; with several signatures, the last.')
  dateSigned?: string | null;

  @Columns(() => Period, 'When the contract runs.')
  period?: Period | null;

  @Text('Why the contract runs that long.')
  periodRationale?: string | null;

  @Columns(
    () => Value,
    'The value of the contract: for a framework its estimated maximum; negative if the supplier pays the buyer.',
  )
  value?: Value | null;

  @Flag('Whether the value is above the threshold from which the full rules apply.')
  aboveThreshold?: boolean | null;

  @Flag('Whether the contract can be renewed.')
  hasRenewal?: boolean | null;

  @Part(() => Renewal, 'How the contract can be renewed.')
  renewal?: Renewal | null;

  @Flag('Whether the contract has options.')
  hasOptions?: boolean | null;

  @Part(() => Options, 'The options of the contract.')
  options?: Options | null;

  @Parts(() => Metric, 'The targets agreed on. UK: the key performance indicators.')
  agreedMetrics?: Metric[] | null;

  @Text('Why no key performance indicators are published.')
  noAgreedMetricsRationale?: string | null;

  @Parts(() => Finance, 'The sources of finance.')
  finance?: Finance[] | null;

  @Decimal('The public passenger transport contracted, in kilometres.')
  publicPassengerTransportServicesKilometers?: number | null;

  @Parts(
    () => ClassificationReference,
    'Why the contract was terminated: codes such as `contractCompleted`, `mutuallyAgreed`, `breachOfContract`.',
  )
  terminationRationaleClassifications?: ClassificationReference[] | null;

  @Part(
    () => ClassificationReference,
    'Why the contract was terminated, as one code: deprecated, see `terminationRationaleClassifications`.',
  )
  terminationRationaleClassification?: ClassificationReference | null;

  @DerivedCodes(
    partyScale,
    'How large its suppliers are, as the release says of them: each size once, in the order of the suppliers. Worked out, not ' +
      'published; null where nothing is said of any of them.',
  )
  supplierScales?: string[] | null;

  @Texts('The ids of the bids that it was signed for.')
  relatedBids?: string[] | null;

  @Part(() => LegacyAmendment, 'The only amendment, as OCDS 1.0 published it: deprecated since 1.1, see `amendments`.')
  amendment?: LegacyAmendment | null;
}
