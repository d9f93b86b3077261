import type { Row } from '../../database/engine';
import type { PartChange } from './Changes';
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

export const VALUE_COLUMNS = ['v0', 'v1', 'v2', 'v3'];

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
export function partsAfter(before: readonly Part[], parts: readonly PartChange[]): Part<Changed>[] {
  const [changing, known] = [finderOf(parts), finderOf(before)];
  const after: Part<Changed>[] = before.filter((old) => !changing(old));
  for (const part of parts) {
    const { currency, member, came, replaced } = part;
    const old = known(part) ?? { count: 0, net: NOTHING, gross: NOTHING };
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
export function looked(part: Part<Changed>, found: (part: InCurrency) => Part | undefined): Part {
  const anew = found(part)!;
  const settled = (basis: Basis): Figures => ({
    ...anew[basis],
    count: part[basis].count,
    sum: part[basis].sum,
  });
  return { ...part, net: settled('net'), gross: settled('gross') };
}

interface InCurrency {
  readonly currency: string | null;
  readonly member: number;
}

const isSame = (a: InCurrency, b: InCurrency): boolean => a.currency === b.currency && a.member === b.member;

/** More are found by their names. */
const FEW = 8;

/** Finds parts of a group by their currency. */
export function finderOf<P extends InCurrency>(parts: readonly P[]): (like: InCurrency) => P | undefined {
  if (parts.length <= FEW) return (like) => parts.find((part) => isSame(part, like));
  const named = new Map(parts.map((part) => [nameOf(part), part]));
  return (like) => named.get(nameOf(like));
}

const nameOf = ({ currency, member }: InCurrency): string => `${member}${currency === null ? '' : ` ${currency}`}`;

function byCurrency(a: InCurrency, b: InCurrency): number {
  if (a.currency === b.currency) return a.member - b.member;
  if (a.currency === null || b.currency === null) return a.currency === null ? 1 : -1;
  return a.currency < b.currency ? -1 : 1;
}
