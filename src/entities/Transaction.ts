import type { JsonObject } from '../ocds/json';
import { Columns, Key, Part, Text, Timestamp } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { Identifier } from './parts/Identifier';
import { OrganizationReference } from './parts/OrganizationReference';
import { Value } from './parts/Value';

/** A reference to whom OCDS 1.0 names by an identifier alone. */
const referenceBy = (identifier: JsonObject): JsonObject => ({ name: identifier.legalName ?? null, identifier });

@OcdsNode('payment_transaction', 'A payment made under a contract.')
export class Transaction extends DocumentNode {
  @Key()
  implementationPk: number;

  @Timestamp('When the payment was made.')
  date?: string | null;

  @Columns(() => Value, 'The amount paid; negative for a refund or correction.', { former: { name: 'amount' } })
  value?: Value | null;

  @Part(() => OrganizationReference, 'The organization that pays.', {
    former: { name: 'providerOrganization', as: referenceBy },
  })
  payer?: OrganizationReference | null;

  @Part(() => OrganizationReference, 'The organization that is paid.', {
    former: { name: 'receiverOrganization', as: referenceBy },
  })
  payee?: OrganizationReference | null;

  @Text('A web address with machine-readable details of the payment.')
  uri?: string | null;

  @Text('A web address where the payments are published.')
  source?: string | null;

  @Columns(() => Value, 'The amount paid: deprecated since OCDS 1.1, see `value`.')
  amount?: Value | null;

  @Part(() => Identifier, 'The organization that pays: deprecated since OCDS 1.1, see `payer`.')
  providerOrganization?: Identifier | null;

  @Part(() => Identifier, 'The organization that is paid: deprecated since OCDS 1.1, see `payee`.')
  receiverOrganization?: Identifier | null;
}
