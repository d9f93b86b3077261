import { once } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { postgres as dialect } from './dialect';
import type { Engine, Row, WriteSession, Written } from './engine';
import { translate } from './failures';
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
      const result = await work({ ...session(client), last: (end) => void endings.push(end) });
      for (const end of endings) await end();
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
  const { text, values } = statement;
  const name = nameOfStatement(text);
  const { rows } = await connection.query<[unknown]>({ name, text, values: [...values], rowMode: 'array' } as never);
  return Buffer.from(String(rows[0]![0]));
}

function session(client: PoolClient): Omit<WriteSession, 'last'> {
  const query = async (statement: Sql): Promise<Row[]> =>
    (await client.query<Row>(statement.write(dialect.placeholder))).rows;
  return {
    dialect,
    all: query,
    run: async (statement) => void (await query(statement)),
    async insert(table, columns, rows) {
      if (rows.length === 0) return;
      const names = columns.map((column) => `"${column}"`).join(',');
      const stream = client.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`));
      const done = once(stream, 'finish');
      for (let from = 0; from < rows.length; from += COPY_ROWS) {
        const text = rows
          .slice(from, from + COPY_ROWS)
          .map(copyLine)
          .join('');
        if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done]);
      }
      stream.end();
      await done;
    },
  };
}

const COPY_ROWS = 1000;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One line of COPY's text format (PostgreSQL documentation, COPY, "Text Format"). */
const copyLine = (row: readonly unknown[]): string => row.map(copyValue).join('\t') + '\n';

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
