import type { Engine, Reader, WriteSession } from './engine';
import { name, raw, sql, type Sql } from './sql';

/*
 * Indexes are made several times faster from a full table than row by row. They can be left out for as long as rows only
 * come to the database; the statements that make them are kept in `import_state`, so that whoever opens it next can make
 * them. Each is dropped and made in a transaction of its own: killed at any time, the list says what is missing.
 * Meanwhile readers are answered the same, only more slowly.
 */

/** Those that only make reading faster, of tables that are not partitioned: whatever migrations and people have made. */
const INDEXES: Record<Reader['dialect']['name'], Sql> = {
  sqlite: sql`SELECT name, tbl_name AS "table", sql FROM sqlite_master
    WHERE type = 'index' AND sql LIKE 'CREATE INDEX %' ORDER BY name`,
  postgres: sql`SELECT c.relname AS name, t.relname AS "table", pg_get_indexdef(c.oid) AS sql
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'i' AND NOT c.relispartition AND NOT i.indisunique
    ORDER BY 1`,
};

/** Leaves out all indexes but unique ones and those of some tables. */
export async function dropIndexes(engine: Engine, but: ReadonlySet<string>): Promise<void> {
  while (await engine.write((session) => dropNext(session, but)));
}

/** Another import may be doing the same: what there is is known only inside the transaction. */
async function dropNext(session: WriteSession, but: ReadonlySet<string>): Promise<boolean> {
  const indexes = (await session.all(INDEXES[session.dialect.name])) as { name: string; table: string; sql: string }[];
  const next = indexes.find(({ table }) => !but.has(table));
  if (!next) return false;
  await remember(session, [...(await missing(session)), next.sql]);
  await session.run(sql`DROP INDEX ${name(next.name)}`);
  return true;
}

/** Makes what was left out, if anything was. */
export async function ensureIndexes(engine: Engine): Promise<void> {
  while ((await missing(engine)).length > 0) await engine.write(makeNext);
}

/** The same inside a transaction. */
export async function makeIndexes(session: WriteSession): Promise<void> {
  while (await makeNext(session));
}

async function makeNext(session: WriteSession): Promise<boolean> {
  const [next, ...rest] = await missing(session);
  if (next === undefined) return false;
  await session.run(raw(next));
  await remember(session, rest);
  return true;
}

async function missing(reader: Reader): Promise<string[]> {
  const [state] = await reader.all(sql`SELECT "lateIndexes" FROM import_state`);
  return JSON.parse((state?.lateIndexes as string | null | undefined) ?? '[]') as string[];
}

const remember = (session: WriteSession, statements: readonly string[]): Promise<void> =>
  session.run(
    sql`UPDATE import_state SET "lateIndexes" = ${statements.length > 0 ? JSON.stringify(statements) : null}`,
  );
