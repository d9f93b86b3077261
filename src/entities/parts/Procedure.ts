import { Flag, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('How the procurement procedure runs.')
export class Procedure {
  @Text('The stages and main features of the procedure.')
  features?: string | null;

  @Flag('Whether time limits are cut because of urgency.')
  isAccelerated?: boolean | null;

  @Text('Why they are cut.')
  acceleratedRationale?: string | null;
}
