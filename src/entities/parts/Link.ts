import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A web address that belongs to the release, and what it leads to.')
export class Link {
  @Text('What the address leads to: `canonical` for the release at its source, `prev` for an earlier notice.')
  rel?: string | null;

  @Text('The web address.')
  href?: string | null;
}
