import { join } from 'node:path';
import type { Config } from '../config';
import { Database } from '../database/Database';
import { scratchDatabases } from '../database/scratch';
import { sql } from '../database/sql';
import { Store } from '../import/Store';
import { Planner } from '../planner/Planner';
import { entityKeys } from '../resolvers/references';
import { buildSchema } from '../schema/buildSchema';
import { createServer, type Server } from '../server/createServer';
import { guardProcess } from '../server/guardProcess';
import { limitsTimes } from '../server/limits';
import { countStatements } from './countStatements';
import { createContext } from './createContext';
import { findInputs, importInputs } from './importInputs';
import { createLog } from './log';
import { say } from './output';
import { readManifest } from './readManifest';

/** The five releases that come with the project. */
const SAMPLE = join(__dirname, '../../data/sample');

const EXAMPLE = '{ organizations(first: 5) { nodes { name tendersAsBuyer { nodes { title status } } } } }';

/** Serves until the process is told to stop. */
export async function serve(config: Config, sample: boolean): Promise<void> {
  const log = createLog(config.logLevel);
  const documents = await readManifest(config);
  const { database, releases } = await open(config, sample);
  const sessions = database.sessions();
  const counted = countStatements(() => sessions.open(), database.engine);
  const planner = new Planner(counted.reader, limitsTimes(config.limitsFactor).objectsRead);
  const server = createServer({
    schema: buildSchema(),
    keys: entityKeys(),
    context: createContext(counted.open, await scratchDatabases(), config.limitsFactor),
    answer: (asked) => planner.answer(asked),
    statements: counted.count,
    documents,
    ready: () => database.ready(),
    config,
    log,
  });
  guardProcess(log);
  const close = async (): Promise<void> => {
    await sessions.end();
    await database.close();
  };
  const { url } = await listenOrClose(server, close);
  const told = untilTold(); // before anybody knows that it runs
  say(`Serving ${releases} ${releases === 1 ? 'release' : 'releases'} at ${url}\nTry: ${EXAMPLE}`);
  await told;
  say('Stopping: answering what is under way.');
  await server.stop();
  await close();
}

/** A database in memory is gone with the connection that made it, so that one serves too. */
const MEMORY = 'sqlite::memory:';

/** Migrates the database, fills an empty one with the sample, and opens it for reading; how many releases it has. */
async function open(config: Config, sample: boolean): Promise<{ database: Database; releases: number }> {
  const database = await Database.open(config.databaseUrl);
  try {
    await database.migrate();
    if (sample && (await count(database)) === 0)
      await importInputs(await findInputs([SAMPLE]), new Store(database.engine));
    const releases = await count(database);
    if (config.databaseUrl === MEMORY) return { database, releases };
    const { poolSize, poolWaitMs, statementTimeoutMs } = config;
    const reading = await Database.open(config.databaseUrl, {
      readonly: true,
      poolSize,
      poolWaitMs,
      statementTimeoutMs,
    });
    await database.close();
    return { database: reading, releases };
  } catch (error) {
    await database.close();
    throw error;
  }
}

const count = async ({ engine }: Database): Promise<number> =>
  Number((await engine.all(sql`SELECT count(*) AS count FROM release`))[0]!.count);

async function listenOrClose(server: Server, close: () => Promise<void>): Promise<{ url: string }> {
  try {
    return await server.listen();
  } catch (error) {
    await close();
    throw error;
  }
}

const untilTold = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
