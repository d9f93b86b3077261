import { Column, Index, PrimaryColumn } from 'typeorm';
import { Key, LocalId, Made, Part, Parts, Text, Texts } from './fields';
import { OcdsObject } from './objects';
import { Address } from './parts/Address';
import { ContactPoint } from './parts/ContactPoint';
import { Identifier } from './parts/Identifier';
import { PartyControl } from './parts/PartyControl';
import { PartyDetails } from './parts/PartyDetails';
import { Shareholder } from './parts/Shareholder';

/**
 * Not a Node: an organization without a register id takes the path of its party as its own id, so the party must not
 * take it too. The path is kept all the same, unshown, for the importer to point to.
 */
@Index('party_region_begins', { synchronize: false })
@Index('party_postcode_begins', { synchronize: false })
@Index('party_locality_begins', { synchronize: false })
@OcdsObject('party', 'An organization as one release describes it, with its part in that contracting process.')
export class Party {
  @PrimaryColumn('bigint')
  pk: number;

  @Column('text')
  id: string;

  @Key()
  releasePk: number;

  @Key()
  organizationPk: number;

  @Made('The id of the contracting process that the party takes part in: global and case-sensitive.')
  ocid: string;

  @LocalId('The `id` that the document gives the party: unique only among the parties of the release.')
  localId: string | null;

  @Text('The name of the organization or person.')
  name?: string | null;

  @Texts(
    'What the party does in the process, from an open codelist: `buyer`, `procuringEntity`, `supplier`, `tenderer`, ' +
      '`funder`, `payer`, `payee`, `reviewBody`, `interestedParty`; EU `centralPurchasingBody`, `leadBuyer`, ' +
      '`processContactPoint`, `reviewContactPoint`, `mediationBody`, `subcontractor`; UK `removedSupplier` and others.',
  )
  roles?: string[] | null;

  @Text('What the party does in the process, in words.')
  roleDetails?: string | null;

  @Part(() => Identifier, 'The identifier of the party in a register.')
  identifier?: Identifier | null;

  @Parts(() => Identifier, 'The identifiers of the party in further registers.')
  additionalIdentifiers?: Identifier[] | null;

  @Part(() => Address, 'The address of the party.', { beginnings: ['region', 'postalCode', 'locality'] })
  address?: Address | null;

  @Part(() => ContactPoint, 'Whom to contact there.')
  contactPoint?: ContactPoint | null;

  @Parts(() => ContactPoint, 'Whom else to contact there.')
  additionalContactPoints?: ContactPoint[] | null;

  @Part(() => PartyDetails, 'What kind of organization the party is.')
  details?: PartyDetails | null;

  @Part(() => PartyControl, 'Who controls the party.')
  control?: PartyControl | null;

  @Parts(() => Shareholder, 'Who holds shares in the party.')
  shareholders?: Shareholder[] | null;
}
