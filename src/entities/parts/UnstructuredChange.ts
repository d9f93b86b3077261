import { Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { UnstructuredChangeValue } from './UnstructuredChangeValue';
import { UnstructuredChangeWhere } from './UnstructuredChangeWhere';

@OcdsPart('A change to an earlier notice, in words.')
export class UnstructuredChange {
  @Part(() => UnstructuredChangeWhere, 'The place in the notice that is changed.')
  where?: UnstructuredChangeWhere | null;

  @Part(() => UnstructuredChangeValue, 'What the notice said.')
  oldValue?: UnstructuredChangeValue | null;

  @Part(() => UnstructuredChangeValue, 'What it says now.')
  newValue?: UnstructuredChangeValue | null;

  @Text('The id of the lot that the change concerns.', { namesLots: true })
  relatedLot?: string | null;
}
