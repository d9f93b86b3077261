import { setTimeout as sleep } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import type { Row, Written } from './engine';
import { bindable, type FlatRows } from './flatRows';

/** Statements and one transaction at a time on one connection, wherever that is. */
export interface SqliteWriter {
  begin(): Promise<void>;
  all(statement: Written): Promise<Row[]>;
  /** What fails may be told by the next call that waits for an answer: of all but `run` and `insert`. */
  run(statement: Written): void;
  /** Waits where there is much to do already. */
  insert(table: string, rows: FlatRows, tail?: string): Promise<void>;
  commit(): Promise<void>;
  rollBack(): Promise<void>;
}

const STATEMENTS = 500;

/** How long a writer waits for that of another process, and how long it leaves the thread to others between two tries. */
const PATIENCE = { total: 120_000, pause: 10 };

/**
 * How many values one statement inserts: calls cost more than rows in a narrow table, and in one with a full text index
 * each writes out what that holds in memory (SQLite 3.53, fts5SavepointMethod).
 */
const PARAMETERS = 256;

/** Writes in this thread: better-sqlite3 is synchronous, so that promises are settled when they are made. */
export class SqliteConnection implements SqliteWriter {
  private readonly statements = new Map<string, BetterSqlite3.Statement>();
  private readonly reading = new Map<string, Reading>();

  constructor(private readonly connection: BetterSqlite3.Database) {}

  /** Takes the lock of writers. SQLite would wait for it in the only thread; here others go on meanwhile. */
  async begin(): Promise<void> {
    for (const end = Date.now() + PATIENCE.total; ; await sleep(PATIENCE.pause)) {
      try {
        return void this.prepare('BEGIN IMMEDIATE').run();
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'SQLITE_BUSY' || Date.now() > end) throw error;
      }
    }
  }

  rows({ text, values }: Written): Row[] {
    let reading = this.reading.get(text);
    if (!reading) keep(this.reading, text, (reading = new Reading(this.connection.prepare(text))));
    return reading.rows(values.map(bindable));
  }

  async all(statement: Written): Promise<Row[]> {
    return this.rows(statement);
  }

  run({ text, values }: Written): void {
    this.prepare(text).run(...values.map(bindable));
  }

  /**
   * `OR FAIL` leaves behind what a statement did before it failed, which goes with the transaction. For a statement of several
   * rows that undoes itself SQLite writes each page that it changes to a journal before, as it was (SQLite 3.53, OP_Transaction).
   */
  async insert(table: string, { columns, cells }: FlatRows, tail = ''): Promise<void> {
    const names = columns.map((column) => `"${column}"`).join(',');
    const row = `(${columns.map(() => '?').join(',')})`;
    const into = (count: number): BetterSqlite3.Statement =>
      this.prepare(
        `INSERT OR FAIL INTO "${table}" (${names}) VALUES ${Array<string>(count).fill(row).join(',')} ${tail}`,
      );
    const width = columns.length;
    const together = width * Math.max(1, Math.floor(PARAMETERS / width));
    let from = 0;
    if (together > width)
      for (const many = into(together / width); from + together <= cells.length; from += together)
        many.run(cells.slice(from, from + together));
    for (const one = into(1); from < cells.length; from += width) one.run(cells.slice(from, from + width));
  }

  async commit(): Promise<void> {
    this.prepare('COMMIT').run();
  }

  /** A disk that is full may end the transaction by itself, or fail again here: the file is sound either way. */
  async rollBack(): Promise<void> {
    try {
      if (this.connection.inTransaction) this.prepare('ROLLBACK').run();
    } catch {
      this.connection.close();
    }
  }

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

/** Keeps a prepared statement, in place of the one that was kept first where there are many. */
export function keep<S>(statements: Map<string, S>, text: string, statement: S): void {
  if (statements.size >= STATEMENTS) statements.delete(statements.keys().next().value!);
  statements.set(text, statement);
}
