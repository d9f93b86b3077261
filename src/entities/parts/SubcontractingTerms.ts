import { Decimal, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('The terms for handing parts of the contract on to others.')
export class SubcontractingTerms {
  @Text('The terms in words.')
  description?: string | null;

  @Decimal("The least share of the contract's value that must be handed on by competition, in per cent.")
  competitiveMinimumPercentage?: number | null;

  @Decimal("The greatest share of the contract's value that may be handed on by competition, in per cent.")
  competitiveMaximumPercentage?: number | null;
}
