import { LocalId, Part, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Address } from './Address';
import { ContactPoint } from './ContactPoint';
import { Identifier } from './Identifier';

@OcdsPart('An organization that the document names here and describes among its parties.', 'name')
export class OrganizationReference {
  @LocalId("The id of the party among the release's `parties`.")
  localId?: string | null;

  @Text('The name of the party.')
  name?: string | null;

  @Part(
    () => Identifier,
    'Its identifier in a register: deprecated here since OCDS 1.1, which keeps it among the parties.',
  )
  identifier?: Identifier | null;

  @Parts(() => Identifier, 'Its other identifiers: deprecated here since OCDS 1.1.')
  additionalIdentifiers?: Identifier[] | null;

  @Part(() => Address, 'Its address: deprecated here since OCDS 1.1.')
  address?: Address | null;

  @Part(() => ContactPoint, 'Whom to contact there: deprecated here since OCDS 1.1.')
  contactPoint?: ContactPoint | null;
}
