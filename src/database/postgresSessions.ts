import type { Pool, PoolClient } from 'pg';
import { postgres as dialect } from './dialect';
import type { Row, Written } from './engine';
import { translate } from './failures';
import { askJson } from './postgres';
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

const ignore = (): void => undefined;

class PostgresSession implements ReadSession {
  readonly dialect = dialect;
  private client: Promise<PoolClient> | undefined;
  private broken: Error | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  all(statement: Sql): Promise<Row[]> {
    return this.inTurn(async (client) => (await client.query<Row>(statement.write(dialect.placeholder))).rows);
  }

  /** A whole answer sees one state by itself: where nothing else was read, it needs no transaction. */
  async json(statement: Written): Promise<string> {
    if (this.client) return this.inTurn((client) => askJson(client, statement));
    try {
      return await askJson(this.pool, statement);
    } catch (error) {
      throw translate(error);
    }
  }

  /** One connection answers one statement at a time. */
  private inTurn<T>(ask: (client: PoolClient) => Promise<T>): Promise<T> {
    const answer = this.turn.then(() => this.ask(ask));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async ask<T>(ask: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      return await ask(await (this.client ??= this.begin()));
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
      connection.off('error', ignore);
      connection.release(failure);
    } catch {
      // It never connected: the statement that wanted it has said so.
    }
  }

  private async begin(): Promise<PoolClient> {
    const client = await this.pool.connect();
    client.on('error', ignore); // lost between two statements: the next one says so
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}
