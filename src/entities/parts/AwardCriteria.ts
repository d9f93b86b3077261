import { Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { AwardCriterion } from './AwardCriterion';

@OcdsPart('The criteria by which bids are compared.')
export class AwardCriteria {
  @Text('All criteria together, in words.')
  description?: string | null;

  @Parts(() => AwardCriterion, 'The criteria one by one.')
  criteria?: AwardCriterion[] | null;

  @Text('How the criteria weigh against each other, where a number for each cannot say it.')
  weightingDescription?: string | null;

  @Text('Why only the order of importance of the criteria is given, not their weights.')
  orderRationale?: string | null;
}
