import type BetterSqlite3 from 'better-sqlite3';
import { sqlite as dialect } from './dialect';
import type { Engine, Row, WriteSession, Written } from './engine';
import { ExactSum } from './ExactSum';
import { translate } from './failures';
import { bindable, flatRows } from './flatRows';
import type { Sql } from './sql';
import { keep, SqliteConnection, type SqliteWriter } from './sqliteWriter';

/**
 * SQLite through better-sqlite3, which is synchronous: promises here are settled when they are made. TypeORM shares one
 * connection among everybody and mixes up overlapping transactions (typeorm 1.1.1, #1884), so writers queue.
 */
export class SqliteEngine implements Engine {
  readonly dialect = dialect;
  private readonly own: SqliteConnection;
  /** Statements that give one value. */
  private readonly plucked = new Map<string, BetterSqlite3.Statement>();
  private queue: Promise<unknown> = Promise.resolve();

  /** @param elsewhere writes in place of `connection`, which is read from then. */
  constructor(
    private readonly connection: BetterSqlite3.Database,
    private readonly elsewhere?: SqliteWriter,
  ) {
    this.own = new SqliteConnection(connection);
  }

  all(statement: Sql): Promise<Row[]> {
    try {
      return Promise.resolve(this.own.rows(statement.write(dialect.placeholder)));
    } catch (error) {
      return Promise.reject(translate(error));
    }
  }

  json({ text, values }: Written): Promise<Buffer> {
    try {
      let statement = this.plucked.get(text);
      if (!statement) {
        statement = this.connection.prepare(`SELECT CAST((${text}) AS BLOB)`).pluck();
        keep(this.plucked, text, statement);
      }
      return Promise.resolve(statement.get(...values.map(bindable)) as Buffer);
    } catch (error) {
      return Promise.reject(translate(error));
    }
  }

  write<T>(work: (session: WriteSession) => Promise<T>): Promise<T> {
    const turn = this.queue.then(() => this.transaction(work));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async transaction<T>(work: (session: WriteSession) => Promise<T>): Promise<T> {
    const writer = this.elsewhere ?? this.own;
    try {
      await writer.begin();
      const endings: (() => Promise<void>)[] = [];
      const result = await work(sessionOf(writer, endings));
      for (const end of endings) await end();
      await writer.commit();
      return result;
    } catch (error) {
      await writer.rollBack();
      throw translate(error);
    }
  }
}

const fail = (error: unknown): never => {
  throw translate(error);
};

function sessionOf(writer: SqliteWriter, endings: (() => Promise<void>)[]): WriteSession {
  const written = (statement: Sql): Written => statement.write(dialect.placeholder);
  return {
    dialect,
    all: (statement) => writer.all(written(statement)).catch(fail),
    async run(statement) {
      writer.run(written(statement));
    },
    async insert(table, columns, rows) {
      for (const some of flatRows(columns, rows)) await writer.insert(table, some);
    },
    async merge(table, rows, meeting) {
      const tail = written(meeting).text;
      for (const some of rows) await writer.insert(table, some, tail);
    },
    last: (end) => void endings.push(end),
  };
}

export const pragmas = (connection: BetterSqlite3.Database, readonly: boolean): void => {
  if (!readonly) {
    connection.pragma('journal_mode = WAL'); // may wait for another program that opens the same new file
    connection.pragma('busy_timeout = 50'); // from here on writers wait by themselves
  }
  connection.pragma('synchronous = NORMAL');
  connection.pragma(`cache_size = ${readonly ? -65536 : -4096}`); // KiB; an import needs its memory for other things
  // What a writer sorts is an index of a whole table (lateIndexes.ts): more than fits in memory.
  connection.pragma(`temp_store = ${readonly ? 'MEMORY' : 'FILE'}`);
  addFunctions(connection);
};

/** What SQLite has not: for JSON numbers as JavaScript writes them, cursors, and exact sums of decimals. */
export function addFunctions(connection: BetterSqlite3.Database): void {
  connection.function('js_number', { deterministic: true }, (value) => (value === null ? null : String(value)));
  connection.function('js_rounded', { deterministic: true }, (value) =>
    value === null ? null : String(Number((value as number).toPrecision(15))),
  );
  connection.function('js_digits', { deterministic: true }, (value) =>
    value === null ? null : digits(value as number),
  );
  connection.function('js_added', { deterministic: true }, (one, other) => added(one as Digits, other as Digits));
  connection.function('js_balance', { deterministic: true }, (more, less) =>
    more === null ? null : balance(more as number, less as number),
  );
  connection.function('base64url', { deterministic: true }, (text) =>
    Buffer.from(text as string).toString('base64url'),
  );
}

const digits = (amount: number): number => Number(amount.toPrecision(15));

/**
 * What two sums of doubles come to, one of them below nothing, in 15 significant digits: as decimals, so that nothing is left of
 * what cancels out, if neither has more than 15 digits. Else these would be further off than the doubles can be.
 */
function balance(more: number, less: number): number {
  if (less === 0) return digits(more);
  const sum = more + less;
  if (!Number.isFinite(sum)) return Number.isFinite(more) ? less : more;
  const exact = new ExactSum();
  exact.add(digits(more));
  exact.add(digits(less));
  const decimal = Number(exact.toString());
  return digits(Math.abs(decimal - sum) <= (more - less) * Number.EPSILON ? decimal : sum);
}

type Digits = string | null;

function added(one: Digits, other: Digits): Digits {
  if (one === null || other === null) return one ?? other;
  const sum = new ExactSum();
  sum.addSum(one);
  sum.addSum(other);
  return sum.toString();
}
