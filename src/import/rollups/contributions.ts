import { Document } from '../../entities';
import { MARKET_NOTICES, mayBeMembership } from '../../entities/memberships';
import { hasValue, type Class } from '../../entities/registry';
import type { Dimension } from '../../entities/dimensions';
import { keptOf, keptTypes } from '../../entities/rollups';
import type { Json } from '../../ocds/json';
import { tableOf } from '../normalise/table';
import { hundredthsOf } from '../../database/ExactSum';
import { numbersReader, type Rows } from './follow';
import type { Changes, Move } from './Changes';
import { Moves } from './Moves';

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

/** The columns that say which object it is, and what it adds. */
export const ownColumns = (type: Class): readonly string[] => [
  'id',
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
  const placesOf = (each: readonly Dimension[]): number[] => each.map((dimension) => dimensions.indexOf(dimension));
  const shared = placesOf(dimensions.filter(isShared));
  const lists = kept.map((each) => [each, placesOf(each.by)] as const);
  const amountsOf = amountsReader(type);
  const id = tableOf(type).column('id');
  return (rows, changes, move) => {
    const moves = changes.movesOf(type, () => {
      const groups = lists.map(([each, places]) => changes.listOf(each, places));
      return new Moves(shared, groups);
    });
    const numbered = dimensions.map((each) => changes.numbersOf(each));
    const markets = marketsAmong(rows);
    for (const row of rows.of(type)) {
      const amounts = amountsOf(row, markets);
      const numbers = numbersOf(row, rows, numbered);
      moves.add({ id: row[id], numbers, amounts, kind: changes.kindOf(amounts), move }, changes);
    }
  };
}

/** Whether so few values of a dimension are there that most objects share theirs with many, in all such dimensions. */
const isShared = ({ few, node, span }: Dimension): boolean => (!!few && !node) || span === 'year';

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
