import { Arg, Int } from 'type-graphql';
import type { Class } from '../entities/registry';
import { DEFAULT_PAGE, MAX_PAGE } from '../query/arguments';
import { filterOf } from './filterInputs';
import { orderOf } from './orderInputs';

export { DEFAULT_PAGE };

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
