import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A place in a notice.')
export class UnstructuredChangeWhere {
  @Text('The number of the section.')
  section?: string | null;

  @Text('The label of the field.')
  label?: string | null;
}
