import type { Pool, PoolClient } from 'pg';
import { postgres as dialect } from './dialect';
import type { Engine, Row, WriteSession, Written } from './engine';
import { translate } from './failures';
import { PostgresWriter } from './PostgresWriter';
import type { Sql } from './sql';
import { nameOfStatement } from './statementNames';

/** A number that all writers of one database agree on: whoever holds it, writes. */
const WRITER = 0x0cd5;

/** PostgreSQL through TypeORM's own pool of pg connections. */
export class PostgresEngine implements Engine {
  readonly dialect = dialect;

  constructor(private readonly pool: Pool) {
    // Without a listener a connection that the server drops while idle ends the process (pg's Pool documentation).
    pool.on('error', ignore);
  }

  async all(statement: Sql): Promise<Row[]> {
    try {
      const { rows } = await this.pool.query<Row>(statement.write(dialect.placeholder));
      return rows;
    } catch (error) {
      throw translate(error);
    }
  }

  async json(statement: Written): Promise<Buffer> {
    try {
      return await askJson(this.pool, statement);
    } catch (error) {
      throw translate(error);
    }
  }

  async write<T>(work: (session: WriteSession) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    let broken: Error | undefined;
    try {
      client = await this.pool.connect();
      client.on('error', ignore); // lost between two statements: the next one says so
      await client.query('BEGIN');
      await client.query(`SELECT pg_advisory_xact_lock(${WRITER})`);
      const endings: (() => Promise<void>)[] = [];
      const writer = new PostgresWriter(client, endings);
      const result = await work(writer);
      for (const end of endings) await end();
      await writer.settled(); // PostgreSQL would commit nothing after a failure, and not say so
      await client.query('COMMIT');
      return result;
    } catch (error) {
      broken = await client?.query('ROLLBACK').then(
        () => undefined,
        (failure: Error) => failure,
      );
      throw translate(error);
    } finally {
      client?.off('error', ignore);
      client?.release(broken);
    }
  }
}

const ignore = (): void => undefined;

/** The one value of the one row of a statement. */
export async function askJson(connection: Pool | PoolClient, statement: Written): Promise<Buffer> {
  const [row] = await askLists<[unknown]>(connection, statement);
  return Buffer.from(String(row![0]));
}

/** The rows of a statement, each as a list. */
export async function askLists<Row extends unknown[]>(
  connection: Pool | PoolClient,
  { text, values }: Written,
): Promise<Row[]> {
  const name = nameOfStatement(text);
  const { rows } = await connection.query<Row>({ name, text, values: [...values], rowMode: 'array' } as never);
  return rows;
}
