import type { Dialect } from './dialect';
import type { FlatRows } from './flatRows';
import type { Sql } from './sql';

// A row's columns are known only to who wrote the statement.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Row = Record<string | symbol, any>;

/** What reading needs of a database: one statement, its rows. */
export interface Reader {
  readonly dialect: Dialect;
  /** @param steady whether one plan of it is good for any values, and worth keeping: planning takes longer than finding. */
  all(statement: Sql, steady?: boolean): Promise<Row[]>;
}

/** A statement, written out for one engine. */
export interface Written {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether one plan of it is good for any values. */
  readonly steady?: boolean;
  /** Whether it asks for ranges. */
  readonly ranged?: boolean;
}

/**
 * Runs statements of one row with one text, and gives its UTF-8 as it is: a long text takes longer to read and to write
 * again than to find. Each statement sees one state of the database by itself.
 */
export interface JsonReader {
  readonly dialect: Dialect;
  json(statement: Written): Promise<Buffer>;
}

/** What writing may do inside its transaction. */
export interface WriteSession extends Reader {
  run(statement: Sql): Promise<void>;
  /** Inserts many rows by the engine's fastest way; `rows` hold values in the order of `columns`. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void>;
  /**
   * The same of rows of which some may be there. They are made as they are taken in.
   * @param meeting says what becomes of a row that is there: `ON CONFLICT` and what follows. No row may come twice by the same
   *   one: all that come by it, one call after the other, may be put into one statement.
   */
  merge(table: string, rows: Iterable<FlatRows>, meeting: Sql): Promise<void>;
  /** Has something done last in the transaction, when all else has gone well. */
  last(work: () => Promise<void>): void;
}

/** A database engine: reads, and one transaction at a time. */
export interface Engine extends Reader, JsonReader {
  /** Runs `work` in one transaction: all of it or nothing. A second writer waits until the first is done. */
  write<T>(work: (session: WriteSession) => Promise<T>): Promise<T>;
}
