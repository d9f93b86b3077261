import { ObjectType } from 'type-graphql';
import { PrimaryColumn } from 'typeorm';
import { Award } from './Award';
import { Contract } from './Contract';
import { CopyOf, Key, LocalId, Part, Parts, Text } from './fields';
import { OcdsLink } from './objects';
import { Address } from './parts/Address';
import { ContactPoint } from './parts/ContactPoint';
import { Identifier } from './parts/Identifier';
import { Release } from './Release';

/*
 * Join tables: a row for every reference of a list. What OCDS calls an OrganizationReference keeps here the words with
 * which the document refers to the organization.
 */

abstract class JoinRow {
  @PrimaryColumn('bigint')
  pk: number;
}

@ObjectType()
abstract class OrganizationLink extends JoinRow {
  @LocalId('The id by which the document refers to the organization.')
  localId?: string | null;

  @Text('The name by which the document refers to the organization.')
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

/** The index of a list of organizations says all that leads to them: their rows are read for their words alone. */
const ORGANIZATIONS = ['pk', 'organizationPk'];

/** Who buys. */
@OcdsLink('release_buyer')
export class ReleaseBuyer extends OrganizationLink {
  @Key({ then: ['dateInstant', 'releasePk'] })
  organizationPk: number;

  @Key({ then: ORGANIZATIONS })
  releasePk: number;

  @CopyOf(Release, 'releasePk', 'text')
  dateInstant: string | null;
}

/** Who was awarded. */
@OcdsLink('award_supplier')
export class AwardSupplier extends OrganizationLink {
  @Key({ then: ['dateInstant', 'awardPk'] })
  organizationPk: number;

  @Key({ then: ORGANIZATIONS })
  awardPk: number;

  @CopyOf(Award, 'awardPk', 'text')
  dateInstant: string | null;
}

/** Who a contract is with: whom it names itself, or else whom its award does (docs/decisions/0050). */
@OcdsLink('contract_supplier')
export class ContractSupplier extends OrganizationLink {
  @Key({ then: ['dateSignedInstant', 'contractPk'] })
  organizationPk: number;

  @Key({ then: ORGANIZATIONS })
  contractPk: number;

  @CopyOf(Contract, 'contractPk', 'text')
  dateSignedInstant: string | null;
}

/** Who made a bid. */
@OcdsLink('bid_tenderer')
export class BidTenderer extends OrganizationLink {
  @Key()
  organizationPk: number;

  @Key({ then: ORGANIZATIONS })
  bidPk: number;
}

/** Which lots an award covers. */
@OcdsLink('award_lot')
export class AwardLot extends JoinRow {
  @Key({ then: ['lotPk'] })
  awardPk: number;

  @Key({ then: ['awardPk'] })
  lotPk: number;
}

/** Which lots a bid is for. */
@OcdsLink('bid_lot')
export class BidLot extends JoinRow {
  @Key({ then: ['lotPk'] })
  bidPk: number;

  @Key({ then: ['bidPk'] })
  lotPk: number;
}
