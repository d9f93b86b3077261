import type { Pool, PoolClient } from 'pg';
import { postgres as dialect } from './dialect';
import type { Row } from './engine';
import { translate } from './failures';
import type { ReadSession, Sessions } from './session';
import type { Sql } from './sql';

/** Sessions over PostgreSQL: each a read-only transaction on a connection of its own, taken at the first statement. */
export class PostgresSessions implements Sessions {
  constructor(private readonly pool: Pool) {}

  open(): ReadSession {
    return new PostgresSession(this.pool);
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

class PostgresSession implements ReadSession {
  readonly dialect = dialect;
  private client: Promise<PoolClient> | undefined;
  private broken: Error | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  /** One connection answers one statement at a time. */
  all(statement: Sql): Promise<Row[]> {
    const rows = this.turn.then(() => this.ask(statement));
    this.turn = rows.catch(() => undefined);
    return rows;
  }

  private async ask(statement: Sql): Promise<Row[]> {
    try {
      const client = await (this.client ??= this.begin());
      const { rows } = await client.query<Row>(statement.write(dialect.placeholder));
      return rows;
    } catch (error) {
      this.broken = error as Error;
      throw translate(error);
    }
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (!client) return;
    try {
      const connection = await client;
      const failure = await connection.query(this.broken ? 'ROLLBACK' : 'COMMIT').then(
        () => undefined,
        (error: Error) => error,
      );
      connection.release(failure);
    } catch {
      // It never connected: the statement that wanted it has said so.
    }
  }

  private async begin(): Promise<PoolClient> {
    const client = await this.pool.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return client;
  }
}
