import { LocalId, Part, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { OrganizationReference } from './OrganizationReference';

@OcdsPart('A part of a contract that another organization carries out.')
export class Subcontract {
  @LocalId('The identifier of the subcontract.')
  localId?: string | null;

  @Text('What is subcontracted. UK: the people and organizations that the supplier relies on.')
  description?: string | null;

  @Part(() => OrganizationReference, 'The organization that carries out the part.')
  subcontractor?: OrganizationReference | null;

  @Parts(() => OrganizationReference, 'The suppliers that hand the part on, where not all of them do.')
  mainContractors?: OrganizationReference[] | null;
}
