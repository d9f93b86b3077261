import type { Pool, PoolClient } from 'pg';
import { postgres as dialect } from './dialect';
import type { Row, Written } from './engine';
import { translate } from './failures';
import { askJson } from './postgres';
import { beginReading, planning, planningOfJson, planningOfRows, type Planning } from './postgresPools';
import type { ReadSession, Sessions } from './session';
import type { Sql } from './sql';
import { nameOfStatement } from './statementNames';
import { Together } from './Together';

/** Sessions over PostgreSQL: each a read-only transaction on a connection of its own, taken at the first statement. */
export class PostgresSessions implements Sessions {
  private readonly closing = new Set<Promise<void>>();
  private readonly together: Together;

  constructor(private readonly pool: Pool) {
    this.together = new Together(pool);
  }

  open(): ReadSession {
    return new PostgresSession(this.pool, this.together, this.closing);
  }

  async end(): Promise<void> {
    await Promise.all(this.closing);
  }
}

const ignore = (): void => undefined;

class PostgresSession implements ReadSession {
  readonly dialect = dialect;
  private client: Promise<PoolClient> | undefined;
  private begun: Promise<unknown> | undefined;
  private broken: Error | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private mode: Planning = 'force_generic_plan';

  constructor(
    private readonly pool: Pool,
    private readonly together: Together,
    private readonly closing: Set<Promise<void>>,
  ) {}

  all(statement: Sql, steady = false): Promise<Row[]> {
    const { text, values } = statement.write(dialect.placeholder);
    const name = nameOfStatement(text);
    return this.ask(async (client) => (await client.query<Row>({ name, text, values })).rows, planningOfRows(steady));
  }

  /** A whole answer sees one state by itself: where nothing else is read, nor said of plans, it needs no transaction. */
  async json(statement: Written): Promise<Buffer> {
    if (this.client || !statement.steady)
      return this.ask((client) => askJson(client, statement), planningOfJson(statement));
    try {
      return await this.together.json(statement);
    } catch (error) {
      throw translate(error);
    }
  }

  private async ask<T>(send: (client: PoolClient) => Promise<T>, mode: Planning): Promise<T> {
    try {
      const client = await (this.client ??= this.begin(mode));
      this.plan(client, mode);
      const [answer] = await Promise.all([
        this.inTurn(client, () => send(client)),
        this.begun, // it went ahead, and the statement means nothing without it
      ]);
      return answer;
    } catch (error) {
      this.broken ??= error as Error; // of which all that fails after it is a consequence
      throw translate(this.broken);
    }
  }

  /** The answer is not kept waiting for the end of what it has read. */
  close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    if (client) {
      const closed = this.finish(client).finally(() => this.closing.delete(closed));
      this.closing.add(closed);
    }
    return Promise.resolve();
  }

  private async finish(client: Promise<PoolClient>): Promise<void> {
    try {
      const connection = await client;
      const failure = await this.inTurn(connection, () => connection.query(this.broken ? 'ROLLBACK' : 'COMMIT')).then(
        () => undefined,
        (error: Error) => error,
      );
      connection.off('error', ignore);
      connection.release(failure);
    } catch {
      // It never connected: the statement that wanted it has said so.
    }
  }

  private async begin(mode: Planning): Promise<PoolClient> {
    this.mode = mode;
    const client = await this.pool.connect();
    client.on('error', ignore); // lost between two statements: the next one says so
    this.begun = this.inTurn(client, () => client.query(beginReading(mode)));
    this.begun.catch(() => undefined); // whoever sends a statement hears of it
    return client;
  }

  private plan(client: PoolClient, mode: Planning): void {
    if (mode === this.mode) return;
    this.mode = mode;
    this.inTurn(client, () => client.query(planning(mode))).catch(ignore); // the statement behind it hears of it
  }

  /** In a pipeline statements go one behind the other, and none waits for the answer to the one before. */
  private inTurn<T>(client: PoolClient, send: () => Promise<T>): Promise<T> {
    if (client.pipeline) return send();
    const sent = this.turn.then(send);
    this.turn = sent.catch(() => undefined);
    return sent;
  }
}
