import { Currency, Decimal } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('An amount of money, as published: net of tax, with tax, or both.', 'amount')
export class Value {
  @Decimal(
    'The amount, in units of `currency`. UK and EU: net of tax. The standard leaves it open, and so do other publishers.',
  )
  amount?: number | null;

  @Decimal('The amount with tax, in units of `currency`.')
  amountGross?: number | null;

  @Currency('The currency as a three-letter code of ISO 4217.')
  currency?: string | null;
}
