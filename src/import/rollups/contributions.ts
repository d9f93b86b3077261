import { Document } from '../../entities';
import { MARKET_NOTICES, mayBeMembership } from '../../entities/memberships';
import { hasValue, type Class } from '../../entities/registry';
import { keptOf, keptTypes } from '../../entities/rollups';
import type { Json } from '../../ocds/json';
import { tableOf } from '../normalise/table';
import { hundredthsOf } from '../../database/ExactSum';
import { numbersReader, type Rows } from './follow';
import type { Changes, Move } from './Changes';

/** What one object adds to the totals of every group that it stands in. */
export interface Amounts {
  readonly currency: string | null;
  readonly member: 0 | 1;
  readonly net: number | null;
  readonly gross: number | null;
  /** The same as they are summed, made out once for all groups; undefined where they are too fine or too large. */
  readonly netHundredths: number | undefined;
  readonly grossHundredths: number | undefined;
}

const VALUE = ['valueCurrency', 'valueAmount', 'valueAmountGross'] as const;

/** The columns that say what an object adds. */
export const amountColumns = (type: Class): readonly string[] => [
  ...(hasValue(type) ? VALUE : []),
  ...(mayBeMembership(type) ? ['releasePk'] : []),
];

type Reader = (rows: Rows, changes: Changes, move: Move) => void;

let readers: Reader[] | undefined;

/** Adds all that the objects of releases add to any totals, or takes it away. */
export function contribute(rows: Rows, changes: Changes, move: Move): void {
  readers ??= keptTypes().map(readerOf);
  for (const read of readers) read(rows, changes, move);
}

function readerOf(type: Class): Reader {
  const kept = keptOf(type);
  const dimensions = [...new Set(kept.flatMap(({ by }) => by))];
  const numbersOf = numbersReader(type, dimensions);
  const lists = kept.map((each) => [each, each.by.map((dimension) => dimensions.indexOf(dimension))] as const);
  const amountsOf = amountsReader(type);
  return (rows, changes, move) => {
    const groups = lists.map(([each, places]) => [changes.listOf(each), places] as const);
    const numbered = dimensions.map((each) => changes.numbersOf(each));
    const markets = marketsAmong(rows);
    for (const row of rows.of(type)) {
      const amounts = amountsOf(row, markets);
      const numbers = numbersOf(row, rows, numbered);
      const object = { numbers, amounts, kind: changes.kindOf(amounts), move };
      for (const [list, places] of groups) changes.add(list, places, object);
    }
  };
}

function amountsReader(type: Class): (row: readonly unknown[], markets: ReadonlySet<unknown>) => Amounts {
  const table = tableOf(type);
  const release = mayBeMembership(type) ? table.column('releasePk') : undefined;
  const [currency, net, gross] = hasValue(type) ? VALUE.map((name) => table.column(name)) : [];
  const cell = <T extends Json>(row: readonly unknown[], place: number | undefined): T | null =>
    place === undefined ? null : ((row[place] as T | undefined) ?? null);
  const inHundredths = (amount: number | null): number | undefined =>
    amount === null ? undefined : hundredthsOf(amount);
  return (row, markets) => {
    const amounts = { net: cell<number>(row, net), gross: cell<number>(row, gross) };
    return {
      currency: cell<string>(row, currency),
      member: release !== undefined && markets.has(row[release]) ? 1 : 0,
      ...amounts,
      netHundredths: inHundredths(amounts.net),
      grossHundredths: inHundredths(amounts.gross),
    };
  };
}

/** The releases that are dynamic markets. */
function marketsAmong(rows: Rows): ReadonlySet<unknown> {
  const table = tableOf(Document);
  const [release, notice] = ['releasePk', 'noticeType'].map((name) => table.column(name)) as [number, number];
  const markets = rows.of(Document).filter((row) => MARKET_NOTICES.includes(row[notice] as string));
  return new Set(markets.map((row) => row[release]));
}
