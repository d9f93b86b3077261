import BetterSqlite3 from 'better-sqlite3';
import { Database } from './Database';
import type { Engine } from './engine';
import { addFunctions, SqliteEngine } from './sqlite';

/**
 * Empty, migrated databases in memory, for what is read once and thrown away. Each is a copy of one that was migrated
 * when the program started, and costs well under a millisecond.
 */
export async function scratchDatabases(): Promise<() => Engine> {
  const bytes = await migrated((template) => template.serialize());
  return () => {
    const connection = new BetterSqlite3(bytes);
    addFunctions(connection);
    return new SqliteEngine(connection);
  };
}

/**
 * An empty database with the tables of those names, for more than memory holds: SQLite spills it to a file without a
 * name in the folder for temporary files, which is gone with the process, however that ends.
 */
export async function spillingDatabase(tables: readonly string[]): Promise<{ engine: Engine; close: () => void }> {
  const make = await migrated((template) =>
    template
      .prepare<[string], { sql: string }>(
        'SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(?))',
      )
      .all(JSON.stringify(tables)),
  );
  const connection = new BetterSqlite3('');
  connection.pragma('journal_mode = OFF');
  connection.pragma('cache_size = -32768'); // 32 MiB
  for (const { sql } of make) connection.exec(sql);
  return { engine: new SqliteEngine(connection), close: () => void connection.close() };
}

async function migrated<T>(use: (template: BetterSqlite3.Database) => T): Promise<T> {
  const template = await Database.open('sqlite::memory:');
  await template.migrate();
  try {
    return use(
      (template.source.driver as unknown as { databaseConnection: BetterSqlite3.Database }).databaseConnection,
    );
  } finally {
    await template.close();
  }
}
