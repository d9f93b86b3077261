import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyCells, copyText } from './copyText';
import { postgres as dialect } from './dialect';
import type { Row, WriteSession } from './engine';
import type { FlatRows } from './flatRows';
import { join, name, sql, type Sql } from './sql';
import { usedColumns } from './usedColumns';

type Rows = readonly (readonly unknown[])[];

/** Rows that wait in a table of their own to come to another, which may have some of them. */
interface Waiting {
  readonly table: string;
  readonly columns: Set<string>;
  readonly meeting: Sql;
}

/** For fewer rows no table is made. */
const MANY = 200;

/** How many lists of values go by one COPY. */
const TOGETHER = 8;

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

  async insert(table: string, columns: readonly string[], rows: Rows): Promise<void> {
    if (rows.length === 0) return;
    await this.goOn();
    const used = usedColumns(columns.length, rows);
    const names = used.map((i) => columns[i]!);
    return this.copy(table, names, copyText(rows, used));
  }

  async merge(table: string, rows: Iterable<FlatRows>, meeting: Sql): Promise<void> {
    const together: FlatRows[] = [];
    for (const some of rows) {
      const isLast = together.length === TOGETHER || (together[0] && together[0].columns !== some.columns);
      if (isLast) await this.mergeAll(table, together.splice(0), meeting);
      together.push(some);
    }
    if (together.length > 0) await this.mergeAll(table, together, meeting);
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

  /** Rows that have the same columns. */
  private async mergeAll(table: string, rows: readonly FlatRows[], meeting: Sql): Promise<void> {
    const { columns } = rows[0]!;
    if (this.waiting?.table !== table || this.waiting.meeting !== meeting) {
      await this.goOn();
      const count = rows.reduce((sum, { cells }) => sum + cells.length / columns.length, 0);
      if (count < MANY || !(await this.mayMakeTables())) return this.mergeJson(table, columns, rows, meeting);
      await this.query(sql`CREATE TEMPORARY TABLE ${waitingFor(table)} (LIKE ${name(table)}) ON COMMIT DROP`);
      this.waiting = { table, columns: new Set(), meeting };
    }
    for (const column of columns) this.waiting.columns.add(column);
    return this.copy(nameOfWaiting(table), columns, textsOf(rows));
  }

  private async copy(table: string, columns: readonly string[], texts: Iterator<string>): Promise<void> {
    let next = texts.next();
    await this.copying;
    const names = columns.map((column) => `"${column}"`).join(',');
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
    await this.query(inserted(table, [...columns], from, meeting));
    await this.query(sql`DROP TABLE ${from}`);
  }

  private async mergeJson(
    table: string,
    columns: readonly string[],
    rows: readonly FlatRows[],
    meeting: Sql,
  ): Promise<void> {
    const objects: Record<string, unknown>[] = [];
    for (const { cells } of rows)
      for (let from = 0; from < cells.length; from += columns.length)
        objects.push(Object.fromEntries(columns.map((column, i) => [column, cells[from + i]])));
    const from = sql`json_populate_recordset(NULL::${name(table)}, ${JSON.stringify(objects)})`;
    await this.query(inserted(table, columns, from, meeting));
  }

  private async mayMakeTables(): Promise<boolean> {
    if (this.mayWait === undefined) {
      const [found] = await this.query(sql`SELECT has_database_privilege(current_database(), 'TEMPORARY') AS may`);
      this.mayWait = found!.may === true;
    }
    return this.mayWait;
  }
}

function* textsOf(rows: readonly FlatRows[]): Generator<string> {
  for (const { columns, cells } of rows) yield copyCells(cells, columns.length);
}

const nameOfWaiting = (table: string): string => `${table} waiting`;
const waitingFor = (table: string): Sql => name(nameOfWaiting(table));

function inserted(table: string, columns: readonly string[], from: Sql, meeting: Sql): Sql {
  const names = join(columns.map(name), ', ');
  return sql`INSERT INTO ${name(table)} (${names}) SELECT ${names} FROM ${from} ${meeting}`;
}

const ignore = (): void => undefined;
