import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Database } from '../../src/database/Database';

/** Every test of behaviour runs on both engines. */
export const ENGINES = ['sqlite', 'postgres'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A busy machine takes its time to make a database. */
if (typeof jest !== 'undefined') jest.setTimeout(60_000); // scripts use this too

/** A new, empty, migrated database of one's own. */
export async function freshDatabase(engine: EngineName): Promise<Database> {
  const database = await Database.open(await freshUrl(engine));
  await database.migrate();
  return database;
}

/** Where a new, empty database is. */
export async function freshUrl(engine: EngineName): Promise<string> {
  if (engine === 'sqlite') return 'sqlite::memory:';
  const server = process.env.TEST_POSTGRES_URL!;
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client(`${server}/postgres`);
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return `${server}/${name}`;
}
