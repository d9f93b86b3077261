import { Arg, Int } from 'type-graphql';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { UserInputError } from '../errors';
import { decodeCursor } from '../query/cursor';
import type { Filter } from '../query/filter';
import { listName, positionKinds, type Page } from '../query/list';
import { filterOf } from './filterInputs';
import { orderOf, orderTerms, type OrderInput } from './orderInputs';

export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

/** The arguments of every list, as GraphQL has coerced them. */
export interface ListArgs {
  filter?: Filter | null;
  orderBy?: OrderInput[] | null;
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** Gives a field the arguments of a list. */
export function declareListArgs(prototype: object, name: string, type: Class): void {
  const [filter, order] = [filterOf(type), orderOf(type)];
  const args: [name: string, type: () => unknown, description: string][] = [
    ['filter', () => filter, 'Only objects of which this holds.'],
    ['orderBy', () => [order], 'The order of the list, one step after the other; ties are broken by id.'],
    [
      'first',
      () => Int,
      `How many objects the page has at most: 1 to ${MAX_PAGE}, and ${DEFAULT_PAGE} if nothing is said.`,
    ],
    ['after', () => String, 'The cursor that the page begins after: the `endCursor` of the page before.'],
    [
      'last',
      () => Int,
      `The same from the end of the list, or up to \`before\`: 1 to ${MAX_PAGE}. Not with \`first\`.`,
    ],
    ['before', () => String, 'The cursor that the page ends before: the `startCursor` of the page after.'],
  ];
  args.forEach(([arg, of, description], i) => {
    Arg(arg, of as () => typeof String, { nullable: true, description })(prototype, name, i);
  });
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
    filter: args.filter ?? undefined,
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
