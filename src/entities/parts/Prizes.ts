import { Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Prize } from './Prize';

@OcdsPart('The prizes of a design contest.')
export class Prizes {
  @Text('The prizes in words.')
  description?: string | null;

  @Parts(() => Prize, 'The prizes one by one.')
  details?: Prize[] | null;
}
