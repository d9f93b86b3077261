import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('An auction held by electronic means.')
export class ElectronicAuction {
  @Text('The web address of the auction.')
  url?: string | null;

  @Text('Other details of the auction.')
  description?: string | null;
}
