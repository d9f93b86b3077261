import type { WriteSession } from '../database/engine';
import { name, sql } from '../database/sql';
import { perTransaction } from './perTransaction';

/** The greatest keys of tables: nobody else gives any while a transaction writes. */
const greatest = perTransaction(() => new Map<string, number>());

/** Takes as many keys of a table as are asked for: all after the one that is the answer. */
export async function takeKeys(session: WriteSession, table: string, count: number): Promise<number> {
  const known = greatest(session);
  const last = known.get(table) ?? (await greatestKey(session, table));
  known.set(table, last + count);
  return last;
}

/** The greatest key of a table, 0 where it has none. */
export async function greatestKey(session: WriteSession, table: string): Promise<number> {
  const [top] = await session.all(sql`SELECT max(pk) AS pk FROM ${name(table)}`);
  return Number(top?.pk ?? 0);
}
