import type { PartChange, Replaced } from './Changes';
import { ExactSum } from '../../database/ExactSum';

export const BASES = ['net', 'gross'] as const;
export type Basis = (typeof BASES)[number];

/** What the amounts of a group on one basis come to. */
export interface Figures {
  readonly count: number;
  readonly sum: string | null;
  readonly min: number | null;
  readonly max: number | null;
}

export const NOTHING: Figures = { count: 0, sum: null, min: null, max: null };

/** The figures after a change. An extreme is undefined where the old one went, and only the rows know the next. */
export type Changed = Omit<Figures, 'min' | 'max'> & { min: number | null | undefined; max: number | null | undefined };

export function changed(before: Figures, part: PartChange, basis: Basis): Changed {
  const came = part.came[basis];
  let after = before;
  if (came) {
    const { count, min, max } = came;
    const sum = sumOf(before);
    sum.addSum(came.sum);
    after = {
      count: before.count + count,
      sum: sum.toString(),
      min: before.min === null ? min : Math.min(before.min, min),
      max: before.max === null ? max : Math.max(before.max, max),
    };
  }
  return part.replaced ? replaced(after, part.replaced, basis) : after;
}

function replaced(before: Figures, part: Replaced, basis: Basis): Changed {
  const { came, went } = netted(part, basis);
  const isAllNew = before.count === sizeOf(went);
  const count = before.count + sizeOf(came) - sizeOf(went);
  if (count === 0) return NOTHING;
  const sum = sumOf(before);
  for (const [amount, times] of came) sum.add(amount, times);
  for (const [amount, times] of went) sum.add(amount, -times);
  const min = extreme(isAllNew ? null : before.min, came, went, (a, b) => a < b);
  const max = extreme(isAllNew ? null : before.max, came, went, (a, b) => a > b);
  return { count, sum: sum.toString(), min, max };
}

function sumOf({ sum: before }: Figures): ExactSum {
  const sum = new ExactSum();
  if (before !== null) sum.addSum(before);
  return sum;
}

/** How often each amount came or went. */
type Amounts = ReadonlyMap<number, number>;

/** What both came and went is left out. */
function netted({ added, removed }: Replaced, basis: Basis): { came: Amounts; went: Amounts } {
  const came = new Map<number, number>();
  const went = new Map<number, number>();
  for (const { [basis]: amount } of added) if (amount !== null) came.set(amount, (came.get(amount) ?? 0) + 1);
  for (const { [basis]: amount } of removed) {
    if (amount === null) continue;
    const left = came.get(amount);
    if (left === undefined) went.set(amount, (went.get(amount) ?? 0) + 1);
    else if (left === 1) came.delete(amount);
    else came.set(amount, left - 1);
  }
  return { came, went };
}

const sizeOf = (amounts: Amounts): number => [...amounts.values()].reduce((size, times) => size + times, 0);

function extreme(
  before: number | null,
  came: Amounts,
  went: Amounts,
  beats: (a: number, b: number) => boolean,
): number | null | undefined {
  let newest: number | null = null;
  for (const amount of came.keys()) if (newest === null || beats(amount, newest)) newest = amount;
  if (before === null) return newest;
  if (newest !== null && !beats(before, newest)) return newest;
  return went.has(before) ? undefined : before;
}

/** Whether nothing is left of a change when what came and went is set against each other. */
export function isVoid({ came, replaced: change }: PartChange): boolean {
  if (came.count > 0) return false;
  if (!change) return true;
  if (change.added.length !== change.removed.length) return false;
  return BASES.every((basis) => {
    const both = netted(change, basis);
    return both.came.size === 0 && both.went.size === 0;
  });
}
