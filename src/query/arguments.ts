/** The arguments of lists, as GraphQL has coerced them, and what they ask for: the same for whoever answers. */

import { Release } from '../entities';
import { dimensionsOf } from '../entities/dimensions';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { UserInputError } from '../errors';
import { instantOf, NO_INSTANT } from '../ocds/instant';
import { asked } from './asked';
import { decodeCursor, SEARCH } from './cursor';
import type { Filter } from './filter';
import type { GroupOrder, Grouping } from './groups';
import { listName, positionKinds, type Page } from './list';
import { currencyOf, orderTerms, type OrderInput } from './orderKeys';
import { SEARCH_POSITION, SEARCHED, termsOf, type Search } from './search';

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;
export const MAX_DIMENSIONS = 2;
export const MAX_IDS = 100;

/** The arguments of every list, as GraphQL has coerced them. */
export interface ListArgs {
  filter?: Filter | null;
  orderBy?: OrderInput[] | null;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** The arguments of `groups`. */
export interface GroupsArgs {
  by: string[];
  orderBy?: { by: string; direction: 'ASC' | 'DESC'; currency?: string | null } | null;
  first: number;
  includeMemberships?: boolean;
}

/** @throws UserInputError for pages out of range, cursors of other lists, and ends that contradict each other. */
export function pageOf(type: Class, edge: Edge | undefined, args: ListArgs): Page {
  const backward = given(args.last);
  if (backward && given(args.first)) throw new UserInputError('Give "first" or "last", not both.');
  if (backward ? given(args.after) : given(args.before))
    throw new UserInputError(
      backward
        ? '"after" goes with "first", "before" with "last".'
        : '"before" goes with "last", "after" with "first".',
    );
  const size = backward ? pageSize('last', args.last) : pageSize('first', args.first);
  const order = orderTerms(type, args.orderBy);
  const cursor = backward ? args.before : args.after;
  const list = listName(type, edge, order);
  return {
    list,
    // Where a reference has words of its own, any filter at all asks for what is there.
    filter: edge?.words ? (args.filter ?? undefined) : asked(type, args.filter),
    order,
    size,
    backward,
    position: given(cursor)
      ? decodeCursor(cursor, list, positionKinds(type, edge, order), backward ? 'before' : 'after')
      : undefined,
  };
}

/** @throws UserInputError for a page that is too small or too large. */
export function pageSize(argument: string, size: number | null | undefined): number {
  const objects = size ?? DEFAULT_PAGE;
  if (objects < 1 || objects > MAX_PAGE)
    throw new UserInputError(`"${argument}" must be from 1 to ${MAX_PAGE}, not ${objects}.`);
  return objects;
}

const given = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

/** @throws UserInputError for more dimensions or groups than there may be, and for a sum without a currency. */
export function groupingOf(type: Class, { by, orderBy, first }: GroupsArgs): Grouping {
  if (by.length < 1 || by.length > MAX_DIMENSIONS || new Set(by).size < by.length)
    throw new UserInputError(`"by" takes one dimension, or ${MAX_DIMENSIONS} different ones.`);
  const asked = orderBy ?? { by: 'COUNT', direction: 'DESC' };
  const currency = currencyOf(asked, asked.by.startsWith('SUM'));
  const orders: Record<string, GroupOrder['by']> = { COUNT: 'count', KEY: 'key', SUM_NET: 'net', SUM_GROSS: 'gross' };
  const order: GroupOrder = { by: orders[asked.by]!, descending: asked.direction === 'DESC', currency };
  return { by: by.map((name) => dimensionsOf(type).get(name)!), order, first: pageSize('first', first) };
}

/** @throws UserInputError for more ids than a page has. */
export function idsOf({ ids }: { readonly ids: readonly string[] }): readonly string[] {
  if (ids.length > MAX_IDS) throw new UserInputError(`"ids" takes at most ${MAX_IDS} ids, not ${ids.length}.`);
  return ids;
}

/** The arguments of `search`. */
export interface SearchArgs {
  text: string;
  types?: string[] | null;
  filter?: Filter | null;
  first?: number | null;
  after?: string | null;
}

/** @throws UserInputError where the text has nothing to look for, and for pages as above. */
export function searchOf(args: SearchArgs): Search {
  return {
    types: args.types ?? SEARCHED.map((type) => type.name),
    filter: asked(Release, args.filter),
    size: pageSize('first', args.first),
    position: args.after ? decodeCursor(args.after, SEARCH, SEARCH_POSITION, 'after') : undefined,
    ...termsOf(args.text),
  };
}

/** The arguments of `timeline`. */
export interface SpanArgs {
  from?: string | null;
  to?: string | null;
}

/** Instants, in UTC. */
export interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** @throws UserInputError for what is no date. */
export const spanOf = ({ from, to }: SpanArgs): Span => ({ from: instantIn('from', from), to: instantIn('to', to) });

function instantIn(argument: string, time: string | null | undefined): string | undefined {
  if (!given(time)) return undefined;
  const instant = instantOf(time);
  if (!instant) throw new UserInputError(`"${argument}" ${NO_INSTANT}.`);
  return instant.utc;
}

export const isWithin = ({ instant }: { readonly instant: string }, { from, to }: Span): boolean =>
  (from === undefined || instant >= from) && (to === undefined || instant < to);
