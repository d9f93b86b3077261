import { Index, PrimaryColumn } from 'typeorm';
import { Key, LocalId, Made, Text } from './fields';
import { OcdsLink } from './objects';

/** That a party has a further identifier: a row for every place where a release says so. */
@Index(['alias'])
@OcdsLink('organization_alias')
export class OrganizationAlias {
  @PrimaryColumn('bigint')
  pk: number;

  @Key()
  organizationPk: number;

  @Made('The identifier as an organization id, such as `GB-COH-01234567`.')
  alias: string;

  @Text('The register.')
  scheme?: string | null;

  @LocalId('The identifier within the register.')
  localId?: string | null;

  @Text('The name under which the organization is registered there.')
  legalName?: string | null;

  @Made('Where the document says so.')
  path: string;
}
