import { Decimal, Flag, Json, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A rate of interest: a base plus a margin.')
export class InterestRate {
  @Json('The rate that the margin is added to: a number, or the name of a reference rate.')
  base?: unknown;

  @Decimal('What is added to the base, as a fraction: 0.125 is 12.5 per cent.')
  margin?: number | null;

  @Flag('Whether the rate is fixed.')
  fixed?: boolean | null;

  @Text('Remarks on the rate.')
  notes?: string | null;
}
