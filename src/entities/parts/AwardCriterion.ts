import { Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { CriterionNumber } from './CriterionNumber';

@OcdsPart('One criterion by which bids are compared, such as price.')
export class AwardCriterion {
  @Text('What the criterion looks at, from an open codelist: `price`, `cost` or `quality`.')
  type?: string | null;

  @Text('The name of the criterion.')
  name?: string | null;

  @Text('What the criterion means; some publishers put its weight here.')
  description?: string | null;

  @Parts(() => CriterionNumber, 'The weight, fixed value or threshold of the criterion.')
  numbers?: CriterionNumber[] | null;
}
