import { Currency, Decimal } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('An amount of money, as published. Publishers give it net of tax, gross of tax, or both.')
export class Value {
  @Decimal('The amount net of tax, in units of `currency`.')
  amount?: number | null;

  @Decimal('The amount with tax, in units of `currency`.')
  amountGross?: number | null;

  @Currency('The currency as a three-letter code of ISO 4217.')
  currency?: string | null;
}
