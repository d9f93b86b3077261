import { LocalId, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('An identifier in a list or system.')
export class SimpleIdentifier {
  @Text('The list or system.')
  scheme?: string | null;

  @LocalId('The identifier within it.')
  localId?: string | null;
}
