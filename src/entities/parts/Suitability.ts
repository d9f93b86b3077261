import { Flag } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('What kinds of supplier a procurement is thought to suit.')
export class Suitability {
  @Flag('Whether it suits small and medium-sized enterprises.')
  sme?: boolean | null;

  @Flag('Whether it suits voluntary, community and social enterprises.')
  vcse?: boolean | null;
}
