import type { GraphQLFieldResolver } from 'graphql';
import { Arg, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Row } from '../database/engine';
import { dimensionsOf, type Dimension } from '../entities/dimensions';
import { hasValue, type Class } from '../entities/registry';
import { always } from '../entities/shown';
import type { Found } from '../loaders/found';
import type { ListRequest } from '../query/readers';
import { fieldsAt } from '../loaders/selection';
import type { GroupTotal, Total } from '../loaders/Totals';
import { groupingOf, MAX_DIMENSIONS, MAX_PAGE, pageOf, type GroupsArgs, type ListArgs } from '../query/arguments';
import { Aggregate, GroupKey, GroupOrder, ValueAggregate, ValueGroupOrder } from './aggregateTypes';
import type { Context } from './context';
import { Connection, objectById } from './objectsAt';
import { orderOf } from './orderInputs';

/*
 * `aggregate` and `groups` of every connection. A group leads on to its members by a condition beside the list's
 * filter: one statement for all groups of a level.
 */

const DEFAULT_GROUPS = 10;

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<never, Context>>>;
type Argument = [name: string, type: () => unknown, nullable: boolean, description: string, defaultValue?: unknown];

/** A group as its fields read it: what it comes to, and the list and the grouping that it is of. */
interface Grouped extends GroupTotal {
  readonly list: NonNullable<Found['list']>;
  readonly by: readonly Dimension[];
}

const MEMBERSHIPS: Argument = [
  'includeMemberships',
  () => Boolean,
  false,
  'Whether the figures take in memberships of dynamic markets, by which nothing is bought.',
  false,
];

/** Gives a connection type its totals and groups. `connection` is the type of lists of `to` without words. */
export function declareAggregates(prototype: object, to: Class, connection: Class): void {
  const valued = hasValue(to);
  declareArgs(prototype, 'aggregate', valued ? [MEMBERSHIPS] : []);
  const type = valued ? ValueAggregate : Aggregate;
  Field(() => type, always('What the whole list comes to. Computed only when asked for.'))(prototype, 'aggregate');
  if (dimensionsOf(to).size === 0 || prototype !== connection.prototype) return;
  const group = groupOf(to, type, connection);
  const by = groupByOf(to);
  const order = valued ? ValueGroupOrder : GroupOrder;
  declareArgs(prototype, 'groups', [
    ['by', () => [by], false, `What the objects of a group have in common: ${MAX_DIMENSIONS} dimensions at most.`],
    ['orderBy', () => order, true, 'The order of the groups: by count, the greatest first, if nothing is said.'],
    ['first', () => Int, false, `How many groups there are at most: 1 to ${MAX_PAGE}.`, DEFAULT_GROUPS],
    ...(valued ? [MEMBERSHIPS] : []),
  ]);
  const description =
    'The list in groups. An object with several values of a dimension stands in each of their groups, whole.';
  Field(() => [group], always(description))(prototype, 'groups');
}

function declareArgs(prototype: object, field: string, args: readonly Argument[]): void {
  args.forEach(([name, type, nullable, description, defaultValue], i) => {
    const options = { nullable, description, ...(defaultValue !== undefined && { defaultValue }) };
    Arg(name, type as () => typeof String, options)(prototype, field, i);
  });
}

function groupByOf(type: Class): object {
  const dimensions = dimensionsOf(type);
  const by = Object.fromEntries([...dimensions.keys()].map((each) => [each, each]));
  registerEnumType(by, {
    name: `${type.name}GroupBy`,
    description: `What a list of ${type.name} can be grouped by.`,
    valuesConfig: Object.fromEntries([...dimensions].map(([name, { description }]) => [name, { description }])),
  });
  return by;
}

function groupOf(to: Class, aggregate: typeof Aggregate, connection: Class): Class {
  const group: Class = class extends aggregate {};
  ObjectType(`GroupOf${to.name}`, { description: `Objects of a list of ${to.name} that have something in common.` })(
    group,
  );
  const prototype = group.prototype as object;
  Field(() => [GroupKey], always('What they have in common, in the order of `by`.'))(prototype, 'keys');
  declareArgs(prototype, 'members', [
    ['first', () => Int, true, `How many objects the page has at most: 1 to ${MAX_PAGE}.`],
    ['after', () => String, true, 'The cursor that the page begins after: the `endCursor` of the page before.'],
    ['orderBy', () => [orderOf(to)], true, 'The order of the objects; ties are broken by id.'],
  ]);
  Field(() => connection, always('The objects themselves, as a list of their own.'))(prototype, 'members');
  return group;
}

const NOTHING: Total = { count: 0, memberships: 0, sum: [], avg: [], min: [], max: [] };

/** The resolvers of a connection type over `to`. */
export const totalResolvers = (to: Class): Resolvers[string] =>
  ({ aggregate, groups: groups(to) }) as Resolvers[string];

const aggregate: GraphQLFieldResolver<Found, Context, { includeMemberships?: boolean }> = async (
  found,
  args,
  _context,
  info,
) => {
  if (fieldsAt(info).every((name) => name === 'count' || name === '__typename')) return { count: await found.count() };
  return found.total?.(args.includeMemberships ?? false, info) ?? NOTHING;
};

const groups =
  (type: Class): GraphQLFieldResolver<Found, Context, GroupsArgs> =>
  async ({ list }, args, _context, info): Promise<Grouped[]> => {
    const grouping = groupingOf(type, args);
    if (!list) return [];
    const found = await list.loaders.totals.groups(list, args.includeMemberships ?? false, info, grouping);
    return found.map((each) => ({ ...each, list, by: grouping.by }));
  };

/** The resolvers of groups and of what they have in common. */
export function groupResolvers(types: readonly Class[]): Resolvers {
  const of = Object.fromEntries(
    types.filter((type) => dimensionsOf(type).size > 0).map((type) => [`GroupOf${type.name}`, { keys, members }]),
  );
  return { ...of, GroupKey: { label, node } };
}

interface Key {
  readonly dimension: string;
  readonly value: string | null;
  readonly of: Dimension;
  readonly group: Grouped;
}

const keys = (group: Grouped): Key[] =>
  group.by.map((of, i) => ({ dimension: of.name, value: group.values[i] ?? null, of, group }));

const label: GraphQLFieldResolver<Key, Context> = async ({ value, of, group }) => {
  if (value === null || !of.node) return value;
  const { type, id, label: field } = of.node;
  const row = await group.list.loaders.byId(type, id(value), { fields: [field] });
  return row?.[field] as unknown;
};

const node: GraphQLFieldResolver<Key, Context> = async ({ value, of, group }, _args, _context, info) => {
  if (value === null || !of.node) return null;
  const { type, id } = of.node;
  const row: Row | null = await objectById(type, id(value), info, group.list.loaders);
  return row && { __typename: type.name, ...row };
};

const members: GraphQLFieldResolver<Grouped, Context, ListArgs> = ({ list, by, values }, args, _context, info) => {
  const { type, edge, query, loaders } = list;
  const variant = `${list.variant}${JSON.stringify([by.map(({ name }) => name), values])}`;
  const connection = Connection.at(type, info, false); // an object may stand in several groups
  const request = (): ListRequest => connection.request({ ...pageOf(type, edge, args), filter: query.filter }, info);
  const ahead = (objects: readonly (Row | null)[]): Promise<void> => connection.objects.read(objects, info, loaders);
  const within = [...(query.within ?? []), { by, values }];
  return loaders.members({ ...list, variant }, within, info, request, ahead);
};
