import { availableParallelism } from 'node:os';
import type { Config } from '../config';
import type { Database } from '../database/Database';
import { ConfigError } from '../errors';
import { createLog } from './log';
import { prepareDatabase } from './openDatabase';
import { counted, say } from './output';
import { openToRead } from './reading';
import { readManifest } from './readManifest';
import type { Serving } from './serveGraph';
import { untilTold } from './untilTold';
import { Workers } from './Workers';

const EXAMPLE = '{ organizations(first: 5) { nodes { name tendersAsBuyer { nodes { title status } } } } }';

/** A database in memory is gone with the connection that made it, so that one serves too. */
const MEMORY = 'sqlite::memory:';

/** Serves until the process is told to stop. */
export async function serve(config: Config, sample: boolean): Promise<void> {
  const count = config.workers || availableParallelism();
  if (config.workers !== 1 && config.databaseUrl === MEMORY)
    throw new ConfigError('A database in memory belongs to one process, so WORKERS must be 1.');
  if (config.databaseReplicaUrls.length > 0 && config.databaseUrl.startsWith('sqlite:'))
    throw new ConfigError('DATABASE_REPLICA_URLS must be none, for DATABASE_URL is no PostgreSQL.');
  await readManifest(config);
  const { database, releases } = await prepareDatabase(config, sample);
  await warnOfConnections(database, config, count);
  const log = createLog(config.logLevel);
  if (config.databaseUrl !== MEMORY) await database.close();
  const told = untilTold(); // before anybody knows that it runs
  const serving: Serving & { lost?: Promise<never> } =
    count > 1
      ? await Workers.start(config, count, log)
      : await serveHere(config, config.databaseUrl === MEMORY ? database : await openToRead(config), log);
  const by = count > 1 ? ` by ${count} workers` : '';
  say(`Serving ${counted(releases, 'release')} at ${serving.url}${by}\nTry: ${EXAMPLE}`);
  try {
    await Promise.race([told, ...(serving.lost ? [serving.lost] : [])]);
    say('Stopping: answering what is under way.');
  } finally {
    await serving.stop();
  }
}

/** Who has others serve needs nothing of what serves. */
async function serveHere(config: Config, database: Database, log: (event: object) => void): Promise<Serving> {
  const { serveGraph } = await import('./serveGraph.js');
  return serveGraph(config, database, { log });
}

/** A server that has too few connections refuses them under load, and not before. */
async function warnOfConnections(database: Database, { poolSize }: Config, workers: number): Promise<void> {
  const free = await database.connectionLimit();
  if (free === undefined || workers * poolSize <= free) return;
  const pools = workers > 1 ? `${workers} workers with POOL_SIZE ${poolSize}` : `POOL_SIZE ${poolSize}`;
  say(
    `Warning: ${pools} may open ${workers * poolSize} connections, but the PostgreSQL server has ${free} for all its clients. ` +
      `Lower POOL_SIZE to ${Math.max(1, Math.floor(free / workers))} or less, or raise max_connections there.`,
  );
}
