import type { Reader } from './engine';
import { sql } from './sql';

/** How many connections the server has for programs of all kinds; undefined on SQLite. */
export async function connectionLimit(reader: Reader): Promise<number | undefined> {
  if (reader.dialect.name === 'sqlite') return undefined;
  // reserved_connections came with PostgreSQL 16.
  const [row] = await reader.all(
    sql`SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0) AS free`,
  );
  return row!.free as number;
}
