import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import type { Reading, WordIndex, WordQuery } from '../database/words';
import { Release } from '../entities';
import { SPAN } from '../entities/keys';
import type { Position } from './cursor';
import { filterSql, type Asking } from './filter';
import { beyondAlong, orderBy, type OrderStep } from './order';
import { SEARCHED, type Search } from './search';
import { all, any } from './walk';

/*
 * The documents that a search finds, rank by rank, and the ways to the newest of them. Which one is taken, the statement
 * finds when it runs: each but the last has a condition, and gives no row where another is taken.
 */

/** What matches in titles, names and identifiers; then what matches elsewhere. */
export const RANKS = [0, 1] as const;
export type Rank = (typeof RANKS)[number];

/** Where the documents of a rank have the words. */
const WHERE = ['titles', 'elsewhere'] as const;

/** What decides between the ways. */
export interface Measure extends Reading {
  /** For each row of a page so many documents, the newest ones, are looked through before the index is asked for all. */
  readonly near: number;
  /** The same where it is known that they will probably do. */
  readonly far: number;
  /** So many documents are looked through in the time in which one that the index finds is read and sorted. */
  readonly dear: number;
  /** So many in place of each of these where they are sieved. */
  readonly sieved: number;
}

export const MEASURE: Measure = { near: 50, far: 150, dear: 1, sieved: 5, words: 32, documents: 20 };

/** How equally good documents, called `d`, are ordered. */
export const STEPS: readonly OrderStep[] = [
  { expression: raw('d.instant'), descending: true },
  { expression: raw('d.id'), descending: false },
];

type Way = 'none' | 'few' | 'tested' | 'listed';

/** A way to the rows of a rank, and when it is taken. */
type Choice = readonly [is: Sql, way: Way];

/** Some of the ways: the tables that they read, when each is taken, and the rows of each that has some. */
interface Ways {
  readonly tables: readonly Sql[];
  readonly choices: readonly Choice[];
  readonly rows: readonly Sql[];
  /** What the conditions are told of, in one row. */
  readonly from?: Sql;
}

const NO_WAYS: Ways = { tables: [], choices: [], rows: [] };

/** The newest documents of a rank, as far as they fill a page. */
export class RankRows {
  private readonly query: WordQuery;
  private readonly documents: Sql;
  private readonly matches: Sql;
  private readonly newestFirst: Sql;
  /** How many documents are tried, the newest first. */
  private readonly many: Sql;
  private readonly dear: Sql;
  private readonly sieve: ReturnType<NonNullable<WordIndex['sieve']>>;

  constructor(
    private readonly dialect: Dialect,
    private readonly search: Search,
    private readonly rank: Rank,
    private readonly limit: Sql,
    measure: Measure,
  ) {
    const { words } = dialect;
    this.query = queryOf(search, WHERE[rank]);
    this.documents = all([typed(search.types), after(rank, search.position)]);
    this.matches = all([words.matches(this.query), filtered(dialect, search, 'each', dialect.existsEach)]);
    this.newestFirst = orderBy(dialect, STEPS, false);
    const { near, far, dear, sieved } = measure;
    this.sieve = words.sieve?.(this.query);
    const times = this.sieve ? sieved : 1;
    this.dear = raw(String(dear * times));
    this.many = raw(String((words.counts ? far : near) * times * (search.size + 1)));
  }

  /** The tables `found0` and `found1`, and what leads to them. */
  tables(): Sql {
    const { dialect, rank, limit } = this;
    const counted = this.counted();
    const tested = this.tested(counted);
    const filled: Choice[] = rank === 0 ? [] : [[sql`(SELECT count(*) FROM found0) >= ${limit}`, 'none']];
    // To count by reading the index takes longer than to try the newest.
    const isDear = !dialect.words.counts && rank === 0;
    const choices = [...filled, ...(isDear ? [tested, counted] : [counted, tested]).flatMap((each) => each.choices)];
    const found = join(
      [this.listed(choices.length > 0), ...counted.rows, ...tested.rows].map((way) => sql`SELECT * FROM (${way})`),
      ' UNION ALL ',
    );
    return join(
      [
        ...tested.tables,
        ...(choices.length > 0 ? [this.way(choices, counted.from)] : []),
        sql`${this.table('found')} AS MATERIALIZED (SELECT d.*, ${raw(String(rank))} AS rank FROM (${found}) d)`,
      ],
      ', ',
    );
  }

  private table(name: string): Sql {
    return raw(`${name}${this.rank}`);
  }

  private way(choices: readonly Choice[], known: Sql | undefined): Sql {
    const whens = choices.map(([is, way]) => sql`WHEN ${is} THEN ${raw(`'${way}'`)}`);
    const from = known ? sql` FROM (${known}) k` : raw('');
    return sql`${this.table('way')} AS MATERIALIZED (SELECT CASE ${join(whens, ' ')} ELSE 'listed' END AS name${from})`;
  }

  /** Where a LIMIT is 0 nothing is done at all. */
  private limitOf(way: Way): Sql {
    return sql`CASE WHEN (SELECT name FROM ${this.table('way')}) = ${raw(`'${way}'`)} THEN ${this.limit} ELSE 0 END`;
  }

  /** The ways that follow from how many documents match. */
  private counted(): Ways {
    const { query, limit, many, dear } = this;
    const { words } = this.dialect;
    const few = words.few?.(query);
    if (few) {
      const read = sql`search_document d WHERE d.pk IN ${few.keys} AND ${this.documents} AND ${this.matches}`;
      const rows = [sql`SELECT ${words.found} FROM ${read} ${this.newestFirst} LIMIT ${this.limitOf('few')}`];
      return { ...NO_WAYS, choices: [[sql`${few.count} IS NOT NULL`, 'few']], rows };
    }
    if (!words.counts) return NO_WAYS;
    const enough = sql`least(expected * ${dear}, ${many} * 2 / 3)`;
    return {
      ...NO_WAYS,
      choices: [
        [sql`most = 0`, 'none'],
        [sql`${limit} * documents > expected * ${enough}`, 'listed'],
      ],
      from: words.counts(query),
    };
  }

  /** The newest documents one after the other, where they fill the page before they have become too many. */
  private tested(counted: Ways): Ways {
    const { rank, limit, newestFirst } = this;
    const { words } = this.dialect;
    if (words.isOrdered(this.query)) return NO_WAYS;
    const table = this.table('tested');
    const each = { condition: this.documents, order: newestFirst, limit: this.many };
    const newest =
      this.sieve?.(each) ??
      sql`SELECT * FROM search_document d WHERE ${each.condition} ${each.order} LIMIT ${each.limit}`;
    // SQLite fills a table before it looks at the way; PostgreSQL only when it reads it, and plans better for a fixed limit.
    const isKnown = any([sql`(SELECT count(*) FROM tested0) >= ${limit}`, ...counted.choices.map(([is]) => is)]);
    const tries = !words.counts && rank > 0 ? sql`CASE WHEN ${isKnown} THEN 0 ELSE ${limit} END` : limit;
    return {
      tables: [
        sql`${table} AS MATERIALIZED (SELECT ${words.found} FROM (${newest}) d WHERE ${this.matches} ${newestFirst} LIMIT ${tries})`,
      ],
      choices: [[sql`(SELECT count(*) FROM ${table}) >= ${limit}`, 'tested']],
      rows: [sql`SELECT * FROM ${table} LIMIT ${this.limitOf('tested')}`],
    };
  }

  /** What the index finds when it is asked for all. */
  private listed(isOneOfMany: boolean): Sql {
    const { dialect, search, rank, limit } = this;
    const { position } = search;
    return dialect.words.newest(this.query, {
      condition: position || search.filter ? all([after(rank, position), filtered(dialect, search)]) : undefined,
      order: this.newestFirst,
      limit: isOneOfMany ? this.limitOf('listed') : limit,
      most: limit,
      ...(position?.[0] === rank && { until: String(position[1] ?? '') }),
    });
  }
}

export const queryOf = (search: Search, where: WordQuery['where']): WordQuery => ({
  terms: search.terms,
  open: search.open,
  where,
  types: typesOf(search),
});

/** The classes that are looked for, unless it is all there are. */
const typesOf = ({ types }: Search): readonly string[] | undefined =>
  SEARCHED.every(({ name }) => types.includes(name)) ? undefined : types;

const typed = (types: readonly string[]): Sql => any(types.map((type) => sql`d.type = ${type}`));

/** The documents of a rank that come after a position. */
function after(rank: Rank, position: Position | undefined): Sql {
  if (!position) return sql`TRUE`;
  const [last, ...rest] = position;
  if (last === rank) return beyondAlong(STEPS, rest, false);
  return last !== null && rank > Number(last) ? sql`TRUE` : sql`FALSE`;
}

/** What must hold of the release that a document stands in. */
export function filtered(
  dialect: Dialect,
  { filter }: Search,
  asking: Asking = 'each',
  exists = (rows: Sql) => sql`EXISTS (${rows})`,
): Sql {
  if (!filter) return sql`TRUE`;
  const holds = filterSql(dialect, Release, filter, 'r', asking);
  return exists(sql`SELECT 1 FROM release r WHERE r.pk = d.pk / ${raw(String(SPAN))} AND ${holds}`);
}
