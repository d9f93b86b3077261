import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Award, Contract, Lot, Organization, Release, Tender } from '../entities';
import { Node } from '../entities/objects';
import type { Class } from '../entities/registry';
import { always, shown } from '../entities/shown';
import type { Hit } from '../loaders/Finder';
import type { Found } from '../loaders/found';
import { selectedOfConnection } from '../loaders/selection';
import { matchIn, type Match } from '../ocds/highlight';
import { enumName } from '../ocds/codelist';
import { searchOf, type SearchArgs } from '../query/arguments';
import { SEARCHED, TEXTS } from '../query/search';
import { PageInfo } from './connection';
import type { Context } from './context';
import { pageResolvers, type Resolvers } from './edgeFields';
import { filterOf } from './filterInputs';
import { objectsAt } from './objectsAt';

/** What can be found, as the schema says it. */
const SAYS = new Map<Class, string>([
  [Tender, 'Tenders, by title, ids and description.'],
  [Lot, 'Lots, by title and description.'],
  [Award, 'Awards, by title and description.'],
  [Contract, 'Contracts, by title and description.'],
  [Organization, 'Organizations, by name and register id, or else the id that a release gives.'],
]);

const SearchType = Object.fromEntries(SEARCHED.map(({ name }) => [enumName(name), name]));
registerEnumType(SearchType, {
  name: 'SearchType',
  description: 'What can be searched for.',
  valuesConfig: Object.fromEntries(SEARCHED.map((type) => [enumName(type.name), { description: SAYS.get(type)! }])),
});

/** The classes by name, and the fields that are looked into. */
const FOUND = new Map([...TEXTS].map(([type, fields]) => [type.name, { type, fields }]));

@ObjectType({ description: 'Something that a search found.' })
class SearchResult {
  @Field(() => SearchType, always('What it is.'))
  type: string;

  @Field(() => Node, shown('The object itself.'))
  node: unknown;

  @Field(() => String, shown('The field in which the words were found first.'))
  field: string | null;

  @Field(() => String, shown('The words around the match, the match itself between `**`.'))
  fragment: string | null;
}

@ObjectType({ description: 'Something that a search found, with its place in the list.' })
class SearchResultEdge {
  @Field(() => String, always('The place of the result: give it to `after` to go on from here.'))
  cursor: string;

  @Field(() => SearchResult, always('The result.'))
  node: SearchResult;
}

@ObjectType({ description: 'A page of what a search found, the best first.' })
export class SearchResultConnection {
  @Field(() => [SearchResult], always('The results of the page.'))
  nodes: SearchResult[];

  @Field(() => [SearchResultEdge], always('The results of the page with their cursors.'))
  edges: SearchResultEdge[];

  @Field(() => PageInfo, always('Where the page stands in the list.'))
  pageInfo: PageInfo;

  @Field(() => Int, always('How much was found in all. Counted only when asked for.'))
  totalCount: number;
}

export const SEARCH_DESCRIPTION =
  'Looks for words in titles, names, descriptions and identifiers. All words must be there, accents and case aside; ' +
  '"quoted words" must stand together, and `bridg*` finds what begins so. What has all of them in its title, name or ' +
  'identifiers comes first, and among equals what belongs to the newest release.';

/** Gives a field the arguments of a search. */
export function declareSearchArgs(prototype: object, name: string): void {
  const filter = filterOf(Release);
  const args: [name: string, type: () => unknown, nullable: boolean, description: string][] = [
    ['text', () => String, false, 'The words to look for.'],
    ['types', () => [SearchType], true, 'What to look for; everything if nothing is said.'],
    [
      'filter',
      () => filter,
      true,
      'What must hold of the release of what is found. Organizations stand in none: they are left out if it asks anything.',
    ],
    ['first', () => Int, true, 'How many results the page has at most: 1 to 100, and 20 if nothing is said.'],
    ['after', () => String, true, 'The cursor that the page begins after: the `endCursor` of the page before.'],
  ];
  args.forEach(([arg, of, nullable, description], i) => {
    Arg(arg, of as () => typeof String, { nullable, description })(prototype, name, i);
  });
}

export const search = (
  _root: unknown,
  args: SearchArgs,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<Found> => {
  const { rows } = selectedOfConnection(info);
  return loaders.finder.search(searchOf(args), rows);
};

export function searchResolvers(): Resolvers {
  const matches = new WeakMap<Hit, Promise<Match | null>>();
  const read = async ({ type, objectPk, terms }: Hit, { loaders }: Context): Promise<Match | null> => {
    const found = FOUND.get(type)!;
    const row = await loaders.byKey(found.type, objectPk, found);
    return row && matchIn(found.fields, row, terms);
  };
  const matchOf = (hit: Hit, context: Context): Promise<Match | null> => {
    let match = matches.get(hit);
    if (!match) matches.set(hit, (match = read(hit, context)));
    return match;
  };
  return {
    ...pageResolvers('SearchResult'),
    SearchResult: {
      node: async ({ type, objectPk }: Hit, _args: unknown, { loaders }: Context, info: GraphQLResolveInfo) => {
        const of = FOUND.get(type)!.type;
        const objects = objectsAt(of, info);
        const row = await loaders.byKey(of, objectPk, objects.asked(info), objects.ahead(info, loaders));
        return row && { __typename: type, ...row };
      },
      field: async (hit: Hit, _args: unknown, context: Context) => (await matchOf(hit, context))?.field ?? null,
      fragment: async (hit: Hit, _args: unknown, context: Context) => (await matchOf(hit, context))?.fragment ?? null,
    },
  };
}
