import { randomUUID } from 'node:crypto';
import type BetterSqlite3 from 'better-sqlite3';
import { Client } from 'pg';
import { Database } from '../../src/database/Database';
import { MIGRATIONS } from '../../src/database/migrations';

/** Every test of behaviour runs on both engines. */
export const ENGINES = ['sqlite', 'postgres'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A busy machine takes its time to make a database. */
if (typeof jest !== 'undefined') jest.setTimeout(60_000); // scripts use this too

/** A new, empty, migrated database of one's own. */
export async function freshDatabase(engine: EngineName): Promise<Database> {
  const database = await Database.open(engine === 'sqlite' ? 'sqlite::memory:' : await created(await migrated()));
  const sqlite = sqliteOf(database.source);
  if (sqlite && asMigrated) sqlite.exec(asMigrated);
  await database.migrate();
  if (sqlite) asMigrated ??= textOf(sqlite);
  return database;
}

const sqliteOf = ({ driver }: Database['source']): BetterSqlite3.Database | undefined =>
  (driver as { databaseConnection?: BetterSqlite3.Database }).databaseConnection;

/** What the migrations made of the first SQLite database: the others are made so at once, for hundreds are. */
let asMigrated: string | undefined;

/** A database as statements, of which `migrations` alone has rows. */
function textOf(sqlite: BetterSqlite3.Database): string {
  const objects = sqlite.prepare<[], string>(
    `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow' OR name LIKE 'sqlite_%')`,
  );
  const rows = sqlite.prepare<[], string>(
    `SELECT format('INSERT INTO migrations VALUES (%d, %d, %Q)', id, timestamp, name) FROM migrations`,
  );
  return ['BEGIN', ...objects.pluck().all(), ...rows.pluck().all(), 'COMMIT'].join(';\n');
}

/** Takes all rows out of a database, at once. */
export async function empty({ source }: Database): Promise<void> {
  const text = source.entityMetadatas.map(({ tableName }) => `DELETE FROM "${tableName}"`).join('; ');
  const sqlite = sqliteOf(source);
  if (sqlite) sqlite.exec(text);
  else await source.query(text);
}

/** Where a new, empty database is. */
export const freshUrl = (engine: EngineName): Promise<string> =>
  engine === 'sqlite' ? Promise.resolve('sqlite::memory:') : created('template1');

/** Takes back all migrations from the one of that title on. */
export async function takeBack({ source }: Database, title: string): Promise<void> {
  for (let left = MIGRATIONS.findIndex(({ name }) => name.startsWith(title)); left < MIGRATIONS.length; left++)
    await source.undoLastMigration({ transaction: 'all' });
}

async function created(template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return `${process.env.TEST_POSTGRES_URL!}/${name}`;
}

/** The PostgreSQL database that others are copies of: the first who asks migrates it, for that takes seconds. */
const migrated = (): Promise<string> =>
  onServer(async (client) => {
    await client.query('SELECT pg_advisory_lock(1)'); // until the session ends
    const { rowCount } = await client.query(`SELECT FROM pg_database WHERE datname = 'migrated'`);
    if (rowCount === 0) {
      const url = await created('template1');
      const database = await Database.open(url);
      await database.migrate().finally(() => database.close());
      await client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} RENAME TO migrated`);
    }
    return 'migrated';
  });

async function onServer<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(`${process.env.TEST_POSTGRES_URL!}/postgres`);
  await client.connect();
  return use(client).finally(() => client.end());
}
