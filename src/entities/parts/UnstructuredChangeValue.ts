import { Parts, Text, Timestamp } from '../fields';
import { OcdsPart } from '../objects';
import { ClassificationReference } from './ClassificationReference';

@OcdsPart('What a notice said or says at a place that is changed.')
export class UnstructuredChangeValue {
  @Text('The text: empty if it was deleted.')
  text?: string | null;

  @Timestamp('The date, if it is one.')
  date?: string | null;

  @Parts(() => ClassificationReference, 'The codes, if it is made of codes.')
  classifications?: ClassificationReference[] | null;
}
