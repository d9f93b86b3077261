import { Decimal, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('An amount given as a share of another amount.')
export class RelativeValue {
  @Decimal('The share as a fraction: 0.02 is 2 per cent.')
  proportion?: number | null;

  @Text('What it is a share of, such as `award` for the value of the award.')
  monetaryValue?: string | null;
}
