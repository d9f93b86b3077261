import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('Who controls an organization.')
export class PartyControl {
  @Text('The persons or organizations that control it, and how.')
  description?: string | null;
}
