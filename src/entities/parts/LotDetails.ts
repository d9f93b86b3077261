import { Part, Text, Whole } from '../fields';
import { OcdsPart } from '../objects';
import { AwardCriteria } from './AwardCriteria';

@OcdsPart('Rules for bidding on several lots of one tender.')
export class LotDetails {
  @Whole('The greatest number of lots that one supplier may bid for.')
  maximumLotsBidPerSupplier?: number | null;

  @Whole('The greatest number of lots that one supplier may be awarded.')
  maximumLotsAwardedPerSupplier?: number | null;

  @Text('How lots are awarded to a supplier that would win more of them than it may be awarded.')
  awardCriteriaDetails?: string | null;

  @Part(
    () => AwardCriteria,
    'How lots are awarded to a supplier that would win more than it may be awarded: Find a Tender has since moved ' +
      'it here.',
  )
  awardCriteria?: AwardCriteria | null;

  @Text('Why the tender is not divided into lots, though it could have been.')
  noLotsDivisionRationale?: string | null;
}
