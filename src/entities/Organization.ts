import { Index } from 'typeorm';
import { LocalId, Name, Part } from './fields';
import { OcdsNode, SharedNode } from './objects';
import { Address } from './parts/Address';
import { Identifier } from './parts/Identifier';
import { PartyDetails } from './parts/PartyDetails';

/** Stands in no document: the importer derives every field from the parties that are this organization. */
@Index('organization_name_begins', { synchronize: false })
@OcdsNode('organization', 'An organization or person, the same in every release that lists it.', {
  keys: ['id'],
  listed: true,
  shared: true,
})
export class Organization extends SharedNode {
  @LocalId('The id by which its most recent release lists it.')
  localId?: string | null;

  @Name('The name its most recent release gives it: of a party without a name, that under which it is registered.')
  name?: string | null;

  @Part(
    () => Identifier,
    'Its identifier in a register: the one that makes it the same everywhere. Of a party without one it is the first of its `additionalIdentifiers` that is in a register.',
  )
  identifier?: Identifier | null;

  @Part(() => Address, 'The address that its most recent release gives it.')
  address?: Address | null;

  @Part(() => PartyDetails, 'What kind of organization it is, as its most recent release says.')
  details?: PartyDetails | null;
}
