import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Row } from '../database/engine';
import { Award, Classification, Contract, ImportIssue, Lot, Organization, Region, Release, Tender } from '../entities';
import { DateTime } from '../entities/DateTime';
import { segment } from '../entities/keys';
import { Node } from '../entities/objects';
import type { Class } from '../entities/registry';
import { BY_ID_OR_ALIAS } from '../loaders/organizations';
import { idsOf, MAX_IDS } from '../query/arguments';
import { classesOfId } from '../query/references';
import { connectionOf } from './connection';
import type { Context } from './context';
import { list, type Resolvers } from './edgeFields';
import { releaseAsOf } from './history';
import { declareListArgs } from './listArgs';
import { objectById } from './objectsAt';
import { declareSearchArgs, search, SEARCH_DESCRIPTION, SearchResultConnection } from './search';

/** The lists at the root, by field. */
const LISTS: Record<string, { type: Class; description: string }> = {
  releases: { type: Release, description: 'All contracting processes, by ocid.' },
  tenders: { type: Tender, description: 'All tenders, by id.' },
  lots: { type: Lot, description: 'All lots, by id.' },
  awards: { type: Award, description: 'All awards, by id.' },
  contracts: { type: Contract, description: 'All contracts, by id.' },
  organizations: { type: Organization, description: 'All organizations, by id.' },
  classifications: {
    type: Classification,
    description: 'All codes of classification schemes that a release names, by id.',
  },
  regions: { type: Region, description: 'All regions and countries that a release names, by id.' },
  importIssues: {
    type: ImportIssue,
    description: 'All that could not be typed, linked or trusted when releases were imported, process by process.',
  },
};

@Resolver()
export class RootResolver {
  @Query(() => Release, { nullable: true, description: 'The contracting process with that ocid, or null.' })
  release(
    @Arg('ocid', () => String, { description: 'The global id of the process; case matters.' }) ocid: string,
    @Arg('asOf', () => DateTime, {
      nullable: true,
      description: 'Answer with the process as it was published at that time, in a graph where nothing else exists.',
    })
    asOf: string | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Row | null> {
    if (asOf) return releaseAsOf(ocid, asOf, context, info);
    return objectById(Release, segment(ocid), info, context.loaders);
  }

  @Query(() => Tender, { nullable: true, description: 'The tender of the process with that ocid, or null.' })
  tender(
    @Arg('ocid', () => String, { description: 'The global id of the process; case matters.' }) ocid: string,
    @Ctx() { loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Row | null> {
    return objectById(Tender, `${segment(ocid)}/tender`, info, loaders);
  }

  @Query(() => Organization, {
    nullable: true,
    description: 'The organization with that id or, if no organization has it as its own, with that alias; or null.',
  })
  organization(
    @Arg('id', () => ID, { description: 'Its id in a register, such as `GB-COH-01234567`; case matters.' }) id: string,
    @Ctx() { loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Row | null> {
    return objectById(Organization, id, info, loaders, BY_ID_OR_ALIAS);
  }

  @Query(() => Node, { nullable: true, description: 'The object with that id, whatever it is, or null.' })
  node(
    @Arg('id', () => ID, { description: 'The `id` of any object.' }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Row | null> {
    return anyNode(id, context, info);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'The objects with those ids, in their order, null for unknown ones.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: `The ids of any objects: at most ${MAX_IDS}.` }) ids: string[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(Row | null)[]> {
    return Promise.all(idsOf({ ids }).map((id) => anyNode(id, context, info)));
  }
}

async function anyNode(id: string, { loaders }: Context, info: GraphQLResolveInfo): Promise<Row | null> {
  for (const type of classesOfId(id)) {
    const row = await objectById(type, id, info, loaders);
    if (row) return { __typename: type.name, ...row };
  }
  return null;
}

/** Gives the root its lists, and its search. */
export function declareLists(): void {
  declareSearchArgs(RootResolver.prototype, 'search');
  declareField('search', () => SearchResultConnection, SEARCH_DESCRIPTION);
  for (const [name, { type, description }] of Object.entries(LISTS)) {
    declareListArgs(RootResolver.prototype, name, type);
    const connection = connectionOf(type);
    declareField(name, () => connection, description);
  }
}

/** Gives the root a field that is resolved below. */
function declareField(name: string, type: () => Class, description: string): void {
  const prototype = RootResolver.prototype as object;
  Object.defineProperty(prototype, name, { value: () => undefined, configurable: true });
  Query(type, { description })(prototype, name, Object.getOwnPropertyDescriptor(prototype, name)!);
}

export function listResolvers(): Resolvers {
  return {
    Node: { __resolveType: (row: { __typename: string }) => row.__typename },
    Query: { ...Object.fromEntries(Object.entries(LISTS).map(([name, { type }]) => [name, list(type)])), search },
  };
}
