import { LocalId, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A milestone that stands elsewhere in the release.')
export class MilestoneReference {
  @LocalId('The id of the milestone.')
  localId?: string | null;

  @Text('The title of the milestone.')
  title?: string | null;
}
