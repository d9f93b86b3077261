import type { Row } from '../../database/engine';
import type { GroupChange } from './Changes';
import { BASES, changed, NOTHING, type Basis, type Changed, type Figures } from './figures';

/** One row of a group: what it comes to in one currency. */
export interface Part<F = Figures> {
  readonly currency: string | null;
  readonly member: number;
  readonly count: number;
  readonly net: F;
  readonly gross: F;
}

const FIGURES = ['Count', 'Sum', 'Min', 'Max'];

export const PART_COLUMNS = [
  'currency',
  'member',
  'count',
  ...BASES.flatMap((basis) => FIGURES.map((each) => basis + each)),
];

/** Written out: there are tens of thousands in each transaction. */
export const cellsOf = ({ currency, member, count, net, gross }: Part): unknown[] => [
  currency,
  member,
  count,
  net.count,
  net.sum,
  net.min,
  net.max,
  gross.count,
  gross.sum,
  gross.min,
  gross.max,
];

export const partIn = (row: Row): Part => ({
  currency: row.currency as string | null,
  member: Number(row.member),
  count: row.count as number,
  net: figuresIn(row, 'net'),
  gross: figuresIn(row, 'gross'),
});

const figuresIn = (row: Row, basis: Basis): Figures => ({
  count: row[`${basis}Count`] as number,
  sum: row[`${basis}Sum`] as string | null,
  min: row[`${basis}Min`] as number | null,
  max: row[`${basis}Max`] as number | null,
});

/** The rows of a group after its change, in an order that only they decide. */
export function partsAfter(before: readonly Part[], { parts }: GroupChange): Part<Changed>[] {
  const after: Part<Changed>[] = before.filter((old) => !parts.some((part) => isSame(part, old)));
  for (const part of parts) {
    const { currency, member, came, replaced } = part;
    const old = before.find((each) => isSame(each, part)) ?? { count: 0, net: NOTHING, gross: NOTHING };
    const count = old.count + came.count + (replaced ? replaced.added.length - replaced.removed.length : 0);
    if (count > 0)
      after.push({
        currency,
        member,
        count,
        net: changed(old.net, part, 'net'),
        gross: changed(old.gross, part, 'gross'),
      });
  }
  return after.length > 1 ? after.sort(byCurrency) : after;
}

export const isKnown = (part: Part<Changed>): part is Part =>
  [part.net, part.gross].every(({ min, max }) => min !== undefined && max !== undefined);

export function withoutExtremes(part: Part<Changed>): Part {
  const [net, gross] = BASES.map((basis) => ({ ...part[basis], min: null, max: null })) as [Figures, Figures];
  return { ...part, net, gross };
}

/** The same with its extremes as the group's objects have them. */
export function looked(part: Part<Changed>, found: readonly Row[]): Part {
  const row = found.find((each) => isSame(part, partIn(each)))!;
  const settled = (basis: Basis): Figures => ({
    ...figuresIn(row, basis),
    count: part[basis].count,
    sum: part[basis].sum,
  });
  return { ...part, net: settled('net'), gross: settled('gross') };
}

type InCurrency = Pick<Part, 'currency' | 'member'>;

const isSame = (a: InCurrency, b: InCurrency): boolean => a.currency === b.currency && a.member === b.member;

function byCurrency(a: InCurrency, b: InCurrency): number {
  if (a.currency === b.currency) return a.member - b.member;
  if (a.currency === null || b.currency === null) return a.currency === null ? 1 : -1;
  return a.currency < b.currency ? -1 : 1;
}
