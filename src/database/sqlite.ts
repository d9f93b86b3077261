import { setTimeout as sleep } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import { sqlite as dialect } from './dialect';
import type { Engine, Row, WriteSession, Written } from './engine';
import { translate } from './failures';
import { sql, type Sql } from './sql';
import { usedColumns } from './usedColumns';

const STATEMENTS = 500;

/** How long a writer waits for that of another process, and how long it leaves the thread to others between two tries. */
const PATIENCE = { total: 120_000, pause: 10 };

/**
 * SQLite through better-sqlite3, which is synchronous: promises here are settled when they are made. TypeORM shares one
 * connection among everybody and mixes up overlapping transactions (typeorm 1.1.1, #1884), so writers queue.
 */
export class SqliteEngine implements Engine {
  readonly dialect = dialect;
  private readonly statements = new Map<string, BetterSqlite3.Statement>();
  private readonly reading = new Map<string, Reading>();
  /** Those that give one value. */
  private readonly plucked = new Map<string, BetterSqlite3.Statement>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly connection: BetterSqlite3.Database) {}

  all(statement: Sql): Promise<Row[]> {
    try {
      const { text, values } = statement.write(dialect.placeholder);
      let reading = this.reading.get(text);
      if (!reading) keep(this.reading, text, (reading = new Reading(this.connection.prepare(text))));
      return Promise.resolve(reading.rows(values.map(bindable)));
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
    try {
      await this.begin();
      const endings: (() => Promise<void>)[] = [];
      const last = (end: () => Promise<void>): void => void endings.push(end);
      const { insert } = this;
      const result = await work({ dialect, all: (s) => this.all(s), run: (s) => this.run(s), insert, last });
      for (const end of endings) await end();
      this.prepare('COMMIT').run();
      return result;
    } catch (error) {
      this.rollBack();
      throw translate(error);
    }
  }

  /** Takes the lock of writers. SQLite would wait for it in the only thread; here others go on meanwhile. */
  private async begin(): Promise<void> {
    for (const end = Date.now() + PATIENCE.total; ; await sleep(PATIENCE.pause)) {
      try {
        return void this.prepare('BEGIN IMMEDIATE').run();
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'SQLITE_BUSY' || Date.now() > end) throw error;
      }
    }
  }

  /** A disk that is full may end the transaction by itself, or fail again here: the file is sound either way. */
  private rollBack(): void {
    try {
      if (this.connection.inTransaction) this.prepare('ROLLBACK').run();
    } catch {
      this.connection.close();
    }
  }

  private run(statement: Sql): Promise<void> {
    const { text, values } = statement.write(dialect.placeholder);
    this.prepare(text).run(...values.map(bindable));
    return Promise.resolve();
  }

  private readonly insert: WriteSession['insert'] = (table, columns, rows) => {
    if (rows.length === 0) return Promise.resolve();
    const used = usedColumns(columns.length, rows);
    const names = used.map((i) => `"${columns[i]}"`).join(',');
    const row = `(${used.map(() => '?').join(',')})`;
    const into = (count: number): BetterSqlite3.Statement =>
      this.prepare(`INSERT INTO "${table}" (${names}) VALUES ${Array<string>(count).fill(row).join(',')}`);
    const together = Math.max(1, Math.floor(PARAMETERS / used.length));
    let from = 0;
    if (together > 1)
      for (const many = into(together); from + together <= rows.length; from += together)
        many.run(values(used, rows, from, from + together));
    for (const one = into(1); from < rows.length; from++) one.run(values(used, rows, from, from + 1));
    return Promise.resolve();
  };

  /** Compiling a statement costs more than running most of them; the oldest gives way. */
  private prepare(text: string): BetterSqlite3.Statement {
    let statement = this.statements.get(text);
    if (statement) return statement;
    keep(this.statements, text, (statement = this.connection.prepare(text)));
    return statement;
  }
}

/** A statement that finds rows. The driver would look up the name of each column anew for each row. */
class Reading {
  private readonly columns: readonly string[];

  constructor(private readonly statement: BetterSqlite3.Statement) {
    this.columns = statement
      .raw()
      .columns()
      .map(({ name }) => name);
  }

  rows(values: readonly unknown[]): Row[] {
    return (this.statement.all(...values) as unknown[][]).map((found) => {
      const row: Row = {};
      for (let i = 0; i < found.length; i++) row[this.columns[i]!] = found[i];
      return row;
    });
  }
}

function keep<S>(statements: Map<string, S>, text: string, statement: S): void {
  if (statements.size >= STATEMENTS) statements.delete(statements.keys().next().value!);
  statements.set(text, statement);
}

/** How many values one statement inserts: calls cost more than rows in a narrow table. */
const PARAMETERS = 64;

function values(used: readonly number[], rows: readonly (readonly unknown[])[], from: number, to: number): unknown[] {
  const all: unknown[] = [];
  for (let i = from; i < to; i++) for (const column of used) all.push(bindable(rows[i]![column]));
  return all;
}

const bindable = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

export const pragmas = (connection: BetterSqlite3.Database, readonly: boolean): void => {
  if (!readonly) {
    connection.pragma('journal_mode = WAL'); // may wait for another program that opens the same new file
    connection.pragma('busy_timeout = 50'); // from here on writers wait by themselves
  }
  connection.pragma('synchronous = NORMAL');
  connection.pragma(`cache_size = ${readonly ? -65536 : -16384}`); // KiB; an import needs its memory for other things
  // What a writer sorts is an index of a whole table (lateIndexes.ts): more than fits in memory.
  connection.pragma(`temp_store = ${readonly ? 'MEMORY' : 'FILE'}`);
  addFunctions(connection);
};

/** What JSON needs and SQLite has not: numbers as JavaScript writes them, and cursors. */
function addFunctions(connection: BetterSqlite3.Database): void {
  connection.function('js_number', { deterministic: true }, (value) => (value === null ? null : String(value)));
  connection.function('js_rounded', { deterministic: true }, (value) =>
    value === null ? null : String(Number((value as number).toPrecision(15))),
  );
  connection.function('js_digits', { deterministic: true }, (value) =>
    value === null ? null : Number((value as number).toPrecision(15)),
  );
  connection.function('base64url', { deterministic: true }, (text) =>
    Buffer.from(text as string).toString('base64url'),
  );
}

export const ping = sql`SELECT 1 AS one`;
