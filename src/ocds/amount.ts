import { ownCodelist } from './codelist';

export const amountBasis = ownCodelist('AmountBasis', 'Whether an amount of money is counted without tax or with it.', {
  net: '`amount`: in the UK and the EU without tax.',
  gross: '`amountGross`: with tax.',
});

export const amountSource = ownCodelist('AmountSource', 'Where an effective amount comes from.', {
  published: 'It is published on the basis that was asked for.',
  netOnly: 'Only the amount without tax is published: that is given, though the amount with tax was asked for.',
  grossOnly: 'Only the amount with tax is published: that is given, though the amount without tax was asked for.',
  missing: 'No amount is published on either basis.',
});

interface Value {
  readonly amount?: number | null;
  readonly amountGross?: number | null;
  readonly currency?: string | null;
}

/** An amount, the basis that it is really on, and where it comes from. */
export interface EffectiveAmount {
  readonly amount: number | null;
  readonly currency: string | null;
  readonly basis: string | null;
  readonly source: string;
}

/**
 * The amount on the basis asked for or else, said plainly, on the other. Never worked out from a rate of tax: nobody
 * publishes which one applies.
 */
export function effectiveAmount({ amount, amountGross, currency }: Value, basis: string): EffectiveAmount {
  const amounts: Record<string, number | null> = { NET: amount ?? null, GROSS: amountGross ?? null };
  const other = basis === 'NET' ? 'GROSS' : 'NET';
  const given = [basis, other].find((each) => amounts[each] !== null);
  const found = { amount: given ? amounts[given]! : null, currency: currency ?? null, basis: given ?? null };
  if (!given) return { ...found, source: 'MISSING' };
  return { ...found, source: given === basis ? 'PUBLISHED' : `${given}_ONLY` };
}
