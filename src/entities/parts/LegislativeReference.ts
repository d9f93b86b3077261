import { Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { OrganizationReference } from './OrganizationReference';

@OcdsPart('A law that matters to the procedure, and who can tell about it.')
export class LegislativeReference {
  @Text('The title of the law.')
  title?: string | null;

  @Text('The web address of the law.')
  url?: string | null;

  @Part(() => OrganizationReference, 'The organization that can be asked about the law.')
  informationService?: OrganizationReference | null;
}
