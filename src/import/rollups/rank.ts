import type { Kept } from '../../entities/rollups';
import type { Figures } from './figures';
import type { Part } from './parts';

export const RANK_COLUMNS = ['ranked', 'total', 'net', 'gross'];

const NONE: readonly unknown[] = RANK_COLUMNS.map(() => null);

/** What the groups of a list are ordered by, in the row of one part. */
export function rankOf({ ranked, list }: Kept, parts: readonly Part[], place: number): readonly unknown[] {
  if (!ranked) return NONE;
  const { member, net, gross } = parts[place]!;
  const total = place === 0 ? parts.reduce((sum, { count }) => sum + count, 0) : null;
  return [list, total, member ? null : shown(net), member ? null : shown(gross)];
}

/** A sum to 15 digits, as totals are shown. One that no double holds comes before or after all others. */
function shown({ sum }: Figures): number | null {
  if (sum === null) return null;
  const rounded = Number(Number(sum).toPrecision(15));
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, rounded));
}
