import { join } from 'node:path';
import type { Config } from '../config';
import { Database } from '../database/Database';
import { ensureIndexes } from '../database/lateIndexes';
import { sql } from '../database/sql';
import { ensureRollups } from '../import/rollups/Rollups';
import { Store } from '../import/Store';
import { findInputs, importInputs } from './importInputs';

/** The five releases that come with the project. */
const SAMPLE = join(__dirname, '../../data/sample');

/** Migrates the database and fills an empty one with the sample; how many releases it has. It is open for writing. */
export async function prepareDatabase(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  sample: boolean,
): Promise<{ database: Database; releases: number }> {
  const database = await openToWrite(databaseUrl);
  try {
    await ensureIndexes(database.engine);
    if (sample && (await count(database)) === 0)
      await importInputs(await findInputs([SAMPLE]), new Store(database.engine));
    return { database, releases: await count(database) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Opens the database for those who import: with all tables and totals, but for indexes that a first load has left out. */
export async function openToWrite(databaseUrl: string): Promise<Database> {
  const database = await Database.open(databaseUrl);
  try {
    await database.migrate();
    await ensureRollups(database.engine);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

const count = async ({ engine }: Database): Promise<number> =>
  Number((await engine.all(sql`SELECT count(*) AS count FROM release`))[0]!.count);
