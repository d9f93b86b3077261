import { chargePaidBy } from '../../ocds/codelists';
import { Code, LocalId, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Period } from './Period';
import { Value } from './Value';

@OcdsPart('Money raised by a contract, such as a toll.')
export class Charge {
  @LocalId('The identifier of the charge.')
  localId?: string | null;

  @Text('The name of the charge.')
  title?: string | null;

  @Code(chargePaidBy, 'Who pays the charge.')
  paidBy?: string | null;

  @Part(() => Period, 'The time that the charge covers.')
  period?: Period | null;

  @Part(() => Value, 'The amount expected to be raised in the period.')
  estimatedValue?: Value | null;

  @Part(() => Value, 'The amount raised in the period.')
  actualValue?: Value | null;

  @Text('Remarks on the charge.')
  notes?: string | null;
}
