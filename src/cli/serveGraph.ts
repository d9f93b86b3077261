import type { Config } from '../config';
import type { Database } from '../database/Database';
import { scratchDatabases } from '../database/scratch';
import { withSession } from '../database/session';
import { buildSchema } from '../schema/buildSchema';
import { createServer, type ServerOptions } from '../server/createServer';
import { guardProcess } from '../server/guardProcess';
import { countStatements } from './countStatements';
import { createAnswerer } from './createAnswerer';
import { createContext } from './createContext';
import { readManifest } from './readManifest';

export interface Serving {
  readonly url: string;
  /** Answers what is under way, then closes the database too. */
  stop(): Promise<void>;
}

/** Serves a migrated database from this process. What cannot be served is closed. */
export async function serveGraph(
  config: Config,
  database: Database,
  { log, gatherMetrics }: Pick<ServerOptions<object>, 'log' | 'gatherMetrics'>,
): Promise<Serving> {
  const sessions = database.sessions(log);
  const close = async (): Promise<void> => {
    await sessions.end();
    await database.close();
  };
  try {
    const counted = countStatements((wish) => sessions.open(wish));
    const server = createServer({
      schema: buildSchema(),
      context: createContext(counted.open, await scratchDatabases(), config.limitsFactor),
      answer: createAnswerer(database.engine.dialect, config),
      statements: counted.count,
      gatherMetrics,
      documents: await readManifest(config),
      ready: () => withSession(sessions, (session) => database.ready(session)),
      config,
      log,
    });
    guardProcess(log);
    const { url } = await server.listen();
    const stop = async (): Promise<void> => {
      await server.stop();
      await close();
    };
    return { url, stop };
  } catch (error) {
    await close();
    throw error;
  }
}
