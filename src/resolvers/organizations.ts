import { Arg, Field, ID, Int, ObjectType } from 'type-graphql';
import type { Row } from '../database/engine';
import { Organization } from '../entities';
import { DateTime } from '../entities/DateTime';
import { always, shown } from '../entities/shown';
import { loadAliases, loadClaimants, loadEvidence, loadNames, type Alias } from '../loaders/organizations';
import { MAX_PAGE, pageSize } from '../query/arguments';
import { loadersOf, type Context } from './context';
import type { Resolvers } from './edgeFields';
import { objectById } from './objectsAt';

const EVIDENCE = 10;

@ObjectType('AliasEvidence', { description: 'A place where a release gives an organization a further identifier.' })
class AliasEvidence {
  @Field(() => String, always('The id of the contracting process whose release says so.'))
  ocid: string;

  @Field(() => DateTime, shown('When that release was published.'))
  date: string | null;

  @Field(() => String, always('Where it stands in the document, with indexes from 0.'))
  path: string;

  @Field(() => String, shown('The name under which the organization is registered there.'))
  legalName: string | null;
}

/** Sums up the rows of a table, one for every place that says so. */
@ObjectType('OrganizationAlias', { description: 'A further identifier of an organization, which releases tie to it.' })
class OrganizationAliasType {
  // Not `id`: the dates are those of one organization's alias, and caches take an `id` for an object's own.
  @Field(() => ID, always('The identifier as an organization id, such as `GB-COH-01234567`.'))
  organizationId: string;

  @Field(() => String, shown('The register, by its code in org-id.guide.'))
  scheme: string | null;

  @Field(() => String, shown('The identifier within the register.'))
  localId: string | null;

  @Field(() => DateTime, shown('The date of the oldest release that says so.'))
  firstDate: string | null;

  @Field(() => DateTime, shown('The date of the newest release that says so.'))
  lastDate: string | null;

  @Field(() => [AliasEvidence], always('Where releases say so, the newest first.'))
  evidence: AliasEvidence[];

  @Field(() => Organization, shown('The organization that has this id as its own, where some release lists one so.'))
  organization: Organization | null;
}

@ObjectType('OrganizationName', { description: 'A name under which releases list an organization.' })
class OrganizationName {
  @Field(() => String, always('The name.'))
  name: string;

  @Field(() => DateTime, shown('The date of the oldest release with that name.'))
  firstDate: string | null;

  @Field(() => DateTime, shown('The date of the newest release with that name.'))
  lastDate: string | null;
}

/** Gives organizations what releases say of them beside their newest words. */
export function declareOrganizationFields(): void {
  Arg('first', () => Int, {
    defaultValue: EVIDENCE,
    description: `How many places there are at most: 1 to ${MAX_PAGE}.`,
  })(OrganizationAliasType.prototype, 'evidence', 0);
  const add = (name: string, of: () => object, description: string): void =>
    Field(() => [of()] as never, always(description))(Organization.prototype, name);
  add('aliases', () => OrganizationAliasType, 'Its further identifiers, by id, as releases give them.');
  add('names', () => OrganizationName, 'The names under which releases list it, the oldest first.');
  add(
    'aliasOf',
    () => Organization,
    'The organizations that releases give the id of this one as a further identifier, by id: mostly the same body.',
  );
}

export function organizationResolvers(): Resolvers {
  return {
    Organization: {
      aliases: (row: Row, _args, context) => loadAliases(loadersOf(row, context), row.pk as number),
      names: (row: Row, _args, context) => loadNames(loadersOf(row, context), row.pk as number),
      aliasOf: (row: Row, _args, context, info) => {
        const loaders = loadersOf(row, context);
        return loadClaimants(loaders, row.pk as number, (id) => objectById(Organization, id, info, loaders));
      },
    },
    OrganizationAlias: {
      evidence: (alias: Alias, { first }: { first: number }, context) =>
        loadEvidence(loadersOf(alias, context), alias, pageSize('first', first)),
      organization: (alias: Alias, _args: unknown, context: Context, info) =>
        objectById(Organization, alias.organizationId, info, loadersOf(alias, context)),
    },
  };
}
