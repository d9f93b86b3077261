import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A member of the jury of a design contest.')
export class JuryMember {
  @Text('The name of the member.')
  name?: string | null;
}
