import type { Reader, Row } from '../database/engine';
import type { Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { FigureError } from '../errors';
import { figuresIn, totals, totalsInOrder, type Grouping } from '../query/groups';
import type { ListQuery } from '../query/list';
import type { Budget } from './Loaders';
import { keysOf, readLists } from './lists';
import type { Place, PlacedList, Places } from './places';
import { selectedFields } from './selection';

/** A list whose pages, totals and groups can be asked for. */
export interface Listed extends PlacedList {
  readonly type: Class;
  readonly edge?: Edge | undefined;
  readonly query: ListQuery;
}

/** One figure of values in one currency and on one basis. */
export interface Figure {
  readonly currency: string | null;
  readonly basis: 'NET' | 'GROSS';
  /** An error fails the field, if it is asked for. */
  readonly amount: number | FigureError;
  readonly count: number;
  readonly missing: number;
}

/** What a list, or a group of it, comes to. */
export interface Total {
  readonly count: number;
  readonly memberships: number;
  readonly sum: readonly Figure[];
  readonly avg: readonly Figure[];
  readonly min: readonly Figure[];
  readonly max: readonly Figure[];
}

export interface GroupTotal extends Total {
  readonly values: readonly (string | null)[];
}

/** Counts and sums of lists, for all parents of a level in one statement. */
export class Totals {
  constructor(
    private readonly reader: Reader,
    private readonly budget: Budget,
    private readonly places: Places,
  ) {}

  async total(list: Listed, includeMemberships: boolean, info: Place): Promise<Total> {
    const found = await this.rows(list, includeMemberships, info);
    return totalOf(found, includeMemberships);
  }

  async groups(list: Listed, includeMemberships: boolean, info: Place, grouping: Grouping): Promise<GroupTotal[]> {
    const groups = new Map<unknown, Row[]>();
    for (const row of await this.rows(list, includeMemberships, info, grouping)) {
      const own = groups.get(row._group);
      if (own) own.push(row);
      else groups.set(row._group, [row]);
    }
    return [...groups.values()].map((rows) => ({
      ...totalOf(rows, includeMemberships),
      values: grouping.by.map((_, i) => (rows[0]![`_v${i}`] as string | null) ?? null),
    }));
  }

  private rows(list: Listed, includeMemberships: boolean, info: Place, grouping?: Grouping): Promise<Row[]> {
    const { dialect } = this.reader;
    const figures = figuresIn([...selectedFields(info, info.fieldNodes).keys()]);
    const statement = (own: readonly Listed[]): Sql => {
      const asked = { ...own[0]!, includeMemberships, ...figures };
      return grouping ? totalsInOrder(dialect, asked, keysOf(own), grouping) : totals(dialect, asked, keysOf(own));
    };
    const read = (lists: readonly Listed[]): Promise<Row[][]> =>
      readLists(this.reader, lists, statement, (rows) => this.budget.take(rows.length));
    return this.places.lists(info, 'totals', () => read).load(list);
  }
}

const BASES = { NET: 'net', GROSS: 'gross' } as const;

function totalOf(rows: readonly Row[], includeMemberships: boolean): Total {
  const count = add(rows, 'count');
  const memberships = add(rows, 'memberships');
  const considered = includeMemberships ? count : count - memberships;
  const own = includeMemberships ? rows : rows.filter((row) => Number(row.memberships) === 0);
  const spent = own.toSorted((a, b) => byCurrency(a.currency as string | null, b.currency as string | null));
  const figures = (amount: (row: Row, basis: string) => number | FigureError): Figure[] =>
    spent.flatMap((row) =>
      Object.entries(BASES).flatMap(([basis, column]) => {
        const summed = Number(row[`${column}Count`]);
        if (summed === 0) return [];
        const { currency } = row as { currency: string | null };
        return [
          {
            currency,
            basis: basis as Figure['basis'],
            amount: amount(row, column),
            count: summed,
            missing: considered - summed,
          },
        ];
      }),
    );
  return {
    count,
    memberships,
    sum: figures((row, basis) => rounded(Number(row[`${basis}Sum`]))),
    avg: figures((row, basis) => rounded(digits(Number(row[`${basis}Sum`])) / Number(row[`${basis}Count`]))),
    min: figures((row, basis) => Number(row[`${basis}Min`])),
    max: figures((row, basis) => Number(row[`${basis}Max`])),
  };
}

const add = (rows: readonly Row[], column: string): number => rows.reduce((sum, row) => sum + Number(row[column]), 0);

/** SQLite adds doubles and PostgreSQL decimals: they agree to 15 digits, which is all that a double holds of a decimal. */
const digits = (amount: number): number => Number(amount.toPrecision(15));

const rounded = (amount: number): number | FigureError =>
  Number.isFinite(amount) ? digits(amount) : new FigureError('The amounts come to more than a number can be here.');

/** Byte by byte, as the databases order them; no currency last. */
function byCurrency(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
