import { partyScale } from '../../ocds/codelists';
import { Code, Flag, Part, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { ClassificationReference } from './ClassificationReference';
import { ExcludedSupplier } from './ExcludedSupplier';

@OcdsPart('What kind of organization a party is.')
export class PartyDetails {
  @Text("The organization's website.")
  url?: string | null;

  @Text('The web address of the page where the buyer publishes its procurements.')
  buyerProfile?: string | null;

  @Parts(
    () => ClassificationReference,
    'What kind of organization it is: for a buyer in the UK by the schemes `UK_CA_TYPE` and ' +
      '`UK_CA_DEVOLVED_REGULATIONS`.',
  )
  classifications?: ClassificationReference[] | null;

  @Code(partyScale, 'The size of the organization.')
  scale?: string | null;

  @Flag('Whether it is a voluntary, community or social enterprise.')
  vcse?: boolean | null;

  @Flag('Whether it has a public service mission. UK: a public service mutual, run by its staff and not for profit.')
  publicServiceMissionOrganization?: boolean | null;

  @Flag(
    'Whether it employs disabled or disadvantaged people. UK: a supported employment provider, where they are 30 ' +
      'per cent or more.',
  )
  shelteredWorkshop?: boolean | null;

  @Part(() => ExcludedSupplier, 'Why a supplier that ought to be excluded was awarded all the same.')
  excludedSupplier?: ExcludedSupplier | null;
}
