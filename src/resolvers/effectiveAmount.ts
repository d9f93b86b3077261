import { Arg, Field, Float, ObjectType } from 'type-graphql';
import { enumOf } from '../entities/enums';
import { Value } from '../entities/parts/Value';
import { always, shown } from '../entities/shown';
import { amountBasis, amountSource, effectiveAmount } from '../ocds/amount';
import type { Resolvers } from './edgeFields';

const BASIS = enumOf(amountBasis);
const SOURCE = enumOf(amountSource);

/** Worked out from a value when it is asked for, so that it has no column. */
@ObjectType('EffectiveAmount', { description: 'An amount of money to count with, and where it comes from.' })
class EffectiveAmount {
  @Field(() => Float, shown('The amount, in units of `currency`; null if none is published.'))
  amount: number | null;

  @Field(() => String, shown('The currency as a three-letter code of ISO 4217.'))
  currency: string | null;

  @Field(() => BASIS, shown('Whether the amount is without tax or with it: see `source` if it is not as asked for.'))
  basis: string | null;

  @Field(() => SOURCE, always('Where the amount comes from.'))
  source: string;
}

/** Gives every amount of money an answer to "how much, and who says so". */
export function declareEffectiveAmount(): void {
  const description = 'Whether to count without tax or with it.';
  Arg('basis', () => BASIS, { defaultValue: 'NET', description })(Value.prototype, 'effectiveAmount', 0);
  Field(
    () => EffectiveAmount,
    always('The amount on one basis; where it is published on the other alone, that one, and `source` says so.'),
  )(Value.prototype, 'effectiveAmount');
}

export const effectiveAmountResolvers = (): Resolvers => ({
  Value: { effectiveAmount: (value: Value, { basis }: { basis: string }) => effectiveAmount(value, basis) },
});
