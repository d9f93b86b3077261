import type { Config } from '../config';
import { Database } from '../database/Database';
import type { Reader } from '../database/engine';
import { withSession } from '../database/session';

/** Lends a database for reading: one state of it, whatever is imported meanwhile. */
export async function reading<T>(url: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  const database = await Database.open(url, { readonly: true });
  try {
    await database.ready();
    const sessions = database.sessions();
    try {
      return await withSession(sessions, work);
    } finally {
      await sessions.end();
    }
  } finally {
    await database.close();
  }
}

/** Opens the database for those who only read. */
export const openToRead = ({ databaseUrl, databaseReplicaUrls: replicaUrls, ...config }: Config): Promise<Database> => {
  const { poolSize, poolWaitMs, statementTimeoutMs } = config;
  return Database.open(databaseUrl, { readonly: true, replicaUrls, poolSize, poolWaitMs, statementTimeoutMs });
};
