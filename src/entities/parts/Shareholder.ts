import { votingRights } from '../../ocds/codelists';
import { Code, Decimal, LocalId, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { OrganizationReference } from './OrganizationReference';

@OcdsPart('A share in an organization.')
export class Shareholder {
  @LocalId('The identifier of the shareholding.')
  localId?: string | null;

  @Part(() => OrganizationReference, 'The organization that holds the share.')
  shareholder?: OrganizationReference | null;

  @Decimal('The share as a fraction between 0 and 1.')
  shareholding?: number | null;

  @Code(votingRights, 'The votes that come with the share.')
  votingRights?: string | null;

  @Text('Details of those votes.')
  votingRightsDetails?: string | null;

  @Text('Remarks on the shareholding.')
  notes?: string | null;
}
