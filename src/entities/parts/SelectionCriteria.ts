import { Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { SelectionCriterion } from './SelectionCriterion';

@OcdsPart('The conditions for taking part.')
export class SelectionCriteria {
  @Text('All conditions together, in words.')
  description?: string | null;

  @Parts(() => SelectionCriterion, 'The conditions one by one.')
  criteria?: SelectionCriterion[] | null;
}
