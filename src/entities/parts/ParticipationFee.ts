import { participationFeeType } from '../../ocds/codelists';
import { Codes, LocalId, Part, Text, Texts } from '../fields';
import { OcdsPart } from '../objects';
import { RelativeValue } from './RelativeValue';
import { Value } from './Value';

@OcdsPart('A fee for taking part, or for winning.')
export class ParticipationFee {
  @LocalId('The identifier of the fee.')
  localId?: string | null;

  @Codes(participationFeeType, 'What the fee is paid for.')
  type?: string[] | null;

  @Part(() => Value, 'The amount of the fee.')
  value?: Value | null;

  @Part(() => RelativeValue, 'The fee as a share of another amount.')
  relativeValue?: RelativeValue | null;

  @Text('When and how the fee is due.')
  description?: string | null;

  @Texts('How the fee can be paid, from an open codelist.')
  methodOfPayment?: string[] | null;
}
