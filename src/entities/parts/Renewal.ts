import { Decimal, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Period } from './Period';

@OcdsPart('How a contract can be renewed.')
export class Renewal {
  @Text('The ways of renewal, in words.')
  description?: string | null;

  @Decimal('The least number of renewals.')
  minimumRenewals?: number | null;

  @Decimal('The greatest number of renewals.')
  maximumRenewals?: number | null;

  @Part(() => Period, 'When the contract can be renewed.')
  period?: Period | null;
}
