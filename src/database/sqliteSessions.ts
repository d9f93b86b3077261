import type BetterSqlite3 from 'better-sqlite3';
import { sqlite as dialect } from './dialect';
import type { JsonReader } from './engine';
import type { ReadSession, Sessions } from './session';
import { SqliteEngine } from './sqlite';

/** A connection that holds one state of the database for all operations that read it at the time. */
class Snapshot {
  readonly engine: SqliteEngine;
  users = 0;
  /** Of the database, when the state was taken. */
  version = 0;

  constructor(private readonly connection: BetterSqlite3.Database) {
    this.engine = new SqliteEngine(connection);
  }

  /** SQLite takes the state at the first statement after BEGIN (https://sqlite.org/isolation.html). */
  renew(version: number): void {
    this.release();
    this.connection.exec('BEGIN');
    this.version = version;
  }

  release(): void {
    if (this.connection.inTransaction) this.connection.exec('COMMIT');
  }

  close(): void {
    this.connection.close();
  }
}

/**
 * Sessions over a SQLite file. Statements are synchronous, so operations only interleave: one connection serves all of
 * them, and a second one those that come while the first still holds a state that is the last no more.
 */
export class SqliteSessions implements Sessions {
  private readonly idle: Snapshot[] = [];
  private current: Snapshot | undefined;

  /**
   * @param latest reads the last state, whatever that is.
   * @param version of the last state: another one after each commit.
   */
  constructor(
    private readonly connect: () => BetterSqlite3.Database,
    private readonly latest: JsonReader,
    private readonly version: () => number,
  ) {}

  open(): ReadSession {
    let snapshot: Snapshot | undefined;
    return {
      dialect,
      all: (statement) => (snapshot ??= this.join()).engine.all(statement),
      // A whole answer sees one state by itself, the last one, unless the operation reads another already.
      json: (statement) => (snapshot?.engine ?? this.latest).json(statement),
      close: () => {
        if (snapshot) this.leave(snapshot);
        snapshot = undefined;
        return Promise.resolve();
      },
    };
  }

  end(): Promise<void> {
    for (const snapshot of [...this.idle, ...(this.current ? [this.current] : [])]) snapshot.close();
    return Promise.resolve();
  }

  private join(): Snapshot {
    const version = this.version();
    let { current } = this;
    if (current && current.users > 0 && current.version !== version) current = this.idle.pop() ?? this.another();
    current ??= this.another();
    if (current.users === 0) current.renew(version);
    current.users++;
    return (this.current = current);
  }

  private another(): Snapshot {
    return new Snapshot(this.connect());
  }

  private leave(snapshot: Snapshot): void {
    snapshot.users--;
    if (snapshot.users > 0) return;
    snapshot.release(); // an old state held on to would keep the write-ahead log from shrinking
    if (snapshot !== this.current) this.idle.push(snapshot);
  }
}
