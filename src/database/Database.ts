import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Class } from '../entities';
import { ENTITIES } from '../entities';
import { DatabaseError, DatabaseVersionError } from '../errors';
import { connectionLimit } from './connections';
import type { Engine, JsonReader, Reader } from './engine';
import { translate } from './failures';
import { ensureIndexes } from './lateIndexes';
import { MIGRATIONS } from './migrations';
import { LateIndexes } from './migrations/1795722645716-LateIndexes';
import { PostgresEngine } from './postgres';
import { PostgresSessions } from './postgresSessions';
import { type ConnectionOptions, connectionOptions, type ReplicaPool, replicaPool } from './postgresPools';
import { ReplicaSessions } from './ReplicaSessions';
import type { Sessions } from './session';
import { pragmas, SqliteEngine } from './sqlite';
import { SqliteSessions } from './sqliteSessions';
import { SqliteConnection } from './sqliteWriter';
import { sql } from './sql';
import { parseDatabaseUrl, type Location } from './url';
import { WriterThread } from './WriterThread';

/** How a database is opened. */
export interface DatabaseOptions extends ConnectionOptions {
  /** Streaming replicas that sessions read from. */
  replicaUrls?: readonly string[];
}

/** An open database: the engine to read and write by, and TypeORM's data source for migrations and metadata. */
export class Database {
  private constructor(
    readonly source: DataSource,
    readonly engine: Engine,
    private readonly replicas: () => readonly ReplicaPool[],
  ) {}

  /** @throws DatabaseError with one sentence when the database cannot be opened. */
  static async open(url: string, options: DatabaseOptions = {}): Promise<Database> {
    const location = parseDatabaseUrl(url);
    if (options.readonly && location.engine === 'sqlite' && !existsSync(location.path))
      throw new DatabaseError(`There is no database file ${location.path}.`);
    const source = createSource(location, options);
    try {
      await source.initialize();
      compareBytes(source);
    } catch (error) {
      throw translate(error);
    }
    const replicas = (): ReplicaPool[] => (options.replicaUrls ?? []).map((replica) => replicaPool(replica, options));
    return new Database(source, engineOf(source), replicas);
  }

  /**
   * What gives every operation one unchanging state to read. A database in memory has one connection and no other
   * writer, so its engine is read as it is. `log` is told of replicas that fail and come back.
   */
  sessions(log: (event: object) => void = () => undefined): Sessions {
    const { options } = this.source;
    if (options.type === 'postgres') {
      const [pool, replicas] = [poolOf(this.source), this.replicas()];
      return replicas.length > 0 ? new ReplicaSessions(pool, replicas, log) : new PostgresSessions(pool);
    }
    const file = options.database as string;
    if (file === ':memory:') return { open: () => ({ ...readerOf(this.engine), close: nothing }), end: nothing };
    const connect = (): BetterSqlite3.Database => {
      const connection = new BetterSqlite3(file, { readonly: true, timeout: 5000 });
      pragmas(connection, true);
      return connection;
    };
    const version = connectionOf(this.source).prepare<[], number>('PRAGMA data_version').pluck();
    return new SqliteSessions(connect, this.engine, () => version.get()!);
  }

  /** Writes much: where it can, on another thread. Whoever is done with it closes it. */
  writer(started: () => void): { engine: Engine; close(): Promise<void> } {
    const { engine } = this;
    const { options } = this.source;
    if (options.type !== 'better-sqlite3' || options.database === ':memory:') return { engine, close: nothing };
    const connection = connectionOf(this.source);
    const thread = new WriterThread(options.database, new SqliteConnection(connection), () => {
      connection.pragma('shrink_memory'); // what it holds of the file, the thread holds from here on
      started();
    });
    return { engine: new SqliteEngine(connection, thread), close: () => thread.close() };
  }

  /** Brings the database up to this program's version; nothing is changed where it is already. */
  async migrate(): Promise<void> {
    const applied = await this.applied();
    await this.refuseNewer(applied);
    if (applied.length === MIGRATIONS.length) return;
    // Inside the transaction of a writer, so that two programs that start at once do not both do it. SQLite has one
    // connection, which is in that transaction already; PostgreSQL does it in one of its own.
    const transaction = this.engine.dialect.name === 'sqlite' ? 'none' : 'all';
    if (applied.includes(LateIndexes.name)) await ensureIndexes(this.engine); // migrations expect them all
    await this.engine.write(() => this.source.runMigrations({ transaction }));
  }

  /** Resolves when the database answers and is migrated; rejects with a DatabaseError otherwise. */
  async ready(reader: Reader = this.engine): Promise<void> {
    const applied = await this.applied(reader);
    if (applied.length < MIGRATIONS.length)
      throw new DatabaseError('The database is not migrated to this version yet: serve and import do it.');
    await this.refuseNewer(applied);
  }

  /** How many connections the server has for programs of all kinds; undefined on SQLite. */
  connectionLimit(): Promise<number | undefined> {
    return connectionLimit(this.engine);
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async refuseNewer(applied: readonly string[]): Promise<void> {
    const known = new Set(MIGRATIONS.map((migration) => migration.name));
    const unknown = applied.find((name) => !known.has(name));
    if (unknown)
      throw new DatabaseVersionError(
        'The database was made by a newer version of ocds-graph. Upgrade ocds-graph to use it.',
      );
  }

  private async applied(reader: Reader = this.engine): Promise<string[]> {
    const table =
      reader.dialect.name === 'sqlite'
        ? sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`
        : sql`SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'`;
    if ((await reader.all(table)).length === 0) return [];
    return (await reader.all(sql`SELECT name FROM migrations ORDER BY id`)).map((row) => row.name as string);
  }
}

const nothing = (): Promise<void> => Promise.resolve();

const readerOf = (engine: Engine): Reader & JsonReader => ({
  dialect: engine.dialect,
  all: (statement) => engine.all(statement),
  json: (statement) => engine.json(statement),
});

function createSource(location: Location, options: DatabaseOptions): DataSource {
  const common = {
    entities: ENTITIES as Class[] as never[],
    migrations: MIGRATIONS as never[],
    migrationsTableName: 'migrations',
  };
  if (location.engine === 'postgres') return new DataSource(postgresOptions(location.url, options, common));
  const source = new DataSource({
    ...common,
    type: 'better-sqlite3',
    database: location.path,
    readonly: !!options.readonly,
    prepareDatabase: (connection: BetterSqlite3.Database) => pragmas(connection, !!options.readonly),
  });
  useSqliteTypes(source);
  return source;
}

function postgresOptions(url: string, options: DatabaseOptions, common: object): DataSourceOptions {
  const {
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMS,
    application_name: applicationName,
    ...extra
  } = connectionOptions(options);
  // Writers copy, which no pipeline takes (pg 8.23.1), and replicas are asked several things in one text.
  const pipeline = !!options.readonly && !options.replicaUrls?.length;
  const more = { ...extra, pipeline };
  return { ...common, type: 'postgres', url, poolSize, connectTimeoutMS, applicationName, extra: more };
}

/** SQLite makes a key the row's own address only if its type is called exactly "integer"; its bytes are a "blob". */
const SQLITE_TYPES: Record<string, string> = { bigint: 'integer', bytea: 'blob' };

function useSqliteTypes(source: DataSource): void {
  const { driver } = source;
  const normalizeType = driver.normalizeType.bind(driver);
  driver.normalizeType = (column) => SQLITE_TYPES[String(column.type)] ?? normalizeType(column);
}

/** Text is compared byte by byte on PostgreSQL too, so that both engines order alike. */
function compareBytes(source: DataSource): void {
  if (source.options.type !== 'postgres') return;
  for (const { columns } of source.entityMetadatas)
    for (const column of columns) if (column.type === 'text') column.collation = 'C';
}

const poolOf = (source: DataSource): Pool => (source.driver as unknown as { master: Pool }).master;

function engineOf(source: DataSource): Engine {
  if (source.options.type === 'postgres') return new PostgresEngine(poolOf(source));
  return new SqliteEngine(connectionOf(source));
}

const connectionOf = (source: DataSource): BetterSqlite3.Database =>
  (source.driver as unknown as { databaseConnection: BetterSqlite3.Database }).databaseConnection;
