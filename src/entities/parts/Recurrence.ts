import { Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Period } from './Period';

@OcdsPart('When the same is expected to be bought again.')
export class Recurrence {
  @Parts(() => Period, 'When the next procedures are expected.')
  dates?: Period[] | null;

  @Text('Other details of the recurrence.')
  description?: string | null;
}
