import { once } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { postgres as dialect } from './dialect';
import type { Engine, Row, WriteSession, Written } from './engine';
import { translate } from './failures';
import { name, raw, sql, type Sql } from './sql';
import { nameOfStatement } from './statementNames';
import { usedColumns } from './usedColumns';

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
      const own = session(client);
      const result = await work({ ...own, last: (end) => void endings.push(end) });
      for (const end of endings) await end();
      await own.settled(); // PostgreSQL would commit nothing after a failure, and not say so
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

/** `settled` when all that was sent has arrived; it rejects with the first that did not. */
type ClientSession = Omit<WriteSession, 'last'> & { settled(): Promise<unknown> };

/**
 * While the server takes in the rows of one COPY, those of the next are written out here. What follows goes behind it on
 * the same connection, and waits for it too: the first failure is the one that is told.
 */
function session(client: PoolClient): ClientSession {
  let copying: Promise<unknown> = Promise.resolve();
  const query = async (statement: Sql): Promise<Row[]> => {
    const [{ rows }] = await Promise.all([client.query<Row>(statement.write(dialect.placeholder)), copying]);
    return rows;
  };
  return {
    dialect,
    all: query,
    run: async (statement) => void (await query(statement)),
    settled: () => copying,
    async insert(table, columns, rows, meeting) {
      if (rows.length === 0) return;
      const used = usedColumns(columns.length, rows);
      const names = used.map((i) => `"${columns[i]}"`).join(',');
      if (meeting) return void (await query(sql`${fromJson(table, names, objectsOf(columns, used, rows))} ${meeting}`));
      let text = copyLines(used, rows, 0);
      await copying;
      const stream = client.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`));
      const done = once(stream, 'finish');
      done.catch(ignore); // whoever sends the next statement, or commits, hears of it
      copying = done;
      for (let from = COPY_ROWS; from < rows.length; from += COPY_ROWS) {
        if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done]);
        text = copyLines(used, rows, from);
      }
      stream.end(text);
    },
  };
}

/** COPY takes nothing but rows that are new. */
const fromJson = (table: string, names: string, json: string): Sql =>
  sql`INSERT INTO ${name(table)} (${raw(names)}) SELECT ${raw(names)} FROM json_populate_recordset(NULL::${name(table)}, ${json})`;

const objectsOf = (
  columns: readonly string[],
  used: readonly number[],
  rows: readonly (readonly unknown[])[],
): string => JSON.stringify(rows.map((row) => Object.fromEntries(used.map((i) => [columns[i]!, row[i]]))));

const COPY_ROWS = 1000;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Rows in COPY's text format (PostgreSQL documentation, COPY, "Text Format"). */
function copyLines(used: readonly number[], rows: readonly (readonly unknown[])[], from: number): string {
  let text = '';
  for (const row of rows.slice(from, from + COPY_ROWS)) {
    let before = '';
    for (const column of used) {
      text += before + copyValue(row[column]);
      before = '\t';
    }
    text += '\n';
  }
  return text;
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
