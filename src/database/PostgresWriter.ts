import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyText } from './copyText';
import { postgres as dialect } from './dialect';
import type { Row, WriteSession } from './engine';
import { join, name, sql, type Sql } from './sql';
import { usedColumns } from './usedColumns';

type Rows = readonly (readonly unknown[])[];

/** Rows that wait in a table of their own to come to another, which may have some of them. */
interface Waiting {
  readonly table: string;
  readonly columns: readonly string[];
  readonly meeting: Sql;
}

/** For fewer rows no table is made. */
const MANY = 200;

/**
 * Writes in a transaction. While the server takes in the rows of one COPY, those of the next are written out here. What
 * follows goes behind it on the same connection, and waits for it too: the first failure is the one that is told.
 *
 * COPY takes nothing but rows that are new. Where some may be there, many wait in a temporary table, and go on before anything
 * else is asked; few go as JSON, and all where such tables may not be made. JSON takes the server longer.
 */
export class PostgresWriter implements WriteSession {
  readonly dialect = dialect;
  private copying: Promise<unknown> = Promise.resolve();
  private waiting: Waiting | undefined;
  private mayWait: boolean | undefined;

  constructor(
    private readonly client: PoolClient,
    private readonly endings: (() => Promise<void>)[],
  ) {}

  async all(statement: Sql): Promise<Row[]> {
    await this.goOn();
    return this.query(statement);
  }

  async run(statement: Sql): Promise<void> {
    await this.all(statement);
  }

  async insert(table: string, columns: readonly string[], rows: Rows, meeting?: Sql): Promise<void> {
    if (rows.length === 0) return;
    const { waiting } = this;
    const isNext = waiting?.table === table && waiting.columns === columns && waiting.meeting === meeting;
    if (!isNext) await this.goOn();
    if (!meeting) return this.copy(table, columns, rows);
    if (!isNext) {
      if (rows.length < MANY || !(await this.mayMakeTables())) return this.insertJson(table, columns, rows, meeting);
      await this.query(sql`CREATE TEMPORARY TABLE ${waitingFor(table)} (LIKE ${name(table)}) ON COMMIT DROP`);
      this.waiting = { table, columns, meeting };
    }
    return this.copy(nameOfWaiting(table), columns, rows);
  }

  last(end: () => Promise<void>): void {
    this.endings.push(end);
  }

  /** Ends when all that was sent has arrived, and fails as the first that did not. */
  async settled(): Promise<void> {
    await this.goOn();
    await this.copying;
  }

  private async query(statement: Sql): Promise<Row[]> {
    const [{ rows }] = await Promise.all([this.client.query<Row>(statement.write(dialect.placeholder)), this.copying]);
    return rows;
  }

  private async copy(table: string, columns: readonly string[], rows: Rows): Promise<void> {
    const used = usedColumns(columns.length, rows);
    const texts = copyText(rows, used);
    let next = texts.next();
    await this.copying;
    const names = used.map((i) => `"${columns[i]}"`).join(',');
    const stream = this.client.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`));
    const done = once(stream, 'finish');
    done.catch(ignore); // whoever sends the next statement, or commits, hears of it
    this.copying = done;
    while (!next.done) {
      const isRoom = stream.write(next.value);
      next = texts.next();
      if (!next.done && !isRoom) await Promise.race([once(stream, 'drain'), done]);
    }
    stream.end();
  }

  /** Has the rows that wait come to their table. */
  private async goOn(): Promise<void> {
    if (!this.waiting) return;
    const { table, columns, meeting } = this.waiting;
    this.waiting = undefined;
    const from = waitingFor(table);
    await this.query(inserted(table, columns, from, meeting));
    await this.query(sql`DROP TABLE ${from}`);
  }

  private async insertJson(table: string, columns: readonly string[], rows: Rows, meeting: Sql): Promise<void> {
    const used = usedColumns(columns.length, rows);
    const names = used.map((i) => columns[i]!);
    const json = JSON.stringify(rows.map((row) => Object.fromEntries(used.map((i) => [columns[i]!, row[i]]))));
    const from = sql`json_populate_recordset(NULL::${name(table)}, ${json})`;
    await this.query(inserted(table, names, from, meeting));
  }

  private async mayMakeTables(): Promise<boolean> {
    if (this.mayWait === undefined) {
      const [found] = await this.query(sql`SELECT has_database_privilege(current_database(), 'TEMPORARY') AS may`);
      this.mayWait = found!.may === true;
    }
    return this.mayWait;
  }
}

const nameOfWaiting = (table: string): string => `${table} waiting`;
const waitingFor = (table: string): Sql => name(nameOfWaiting(table));

function inserted(table: string, columns: readonly string[], from: Sql, meeting: Sql): Sql {
  const names = join(columns.map(name), ', ');
  return sql`INSERT INTO ${name(table)} (${names}) SELECT ${names} FROM ${from} ${meeting}`;
}

const ignore = (): void => undefined;
