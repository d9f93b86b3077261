import { createAnswerer } from '../../src/cli/createAnswerer';
import { createContext } from '../../src/cli/createContext';
import { countStatements } from '../../src/cli/countStatements';
import { type Config, readConfig } from '../../src/config';
import type { Database } from '../../src/database/Database';
import { scratchDatabases } from '../../src/database/scratch';
import { Store } from '../../src/import/Store';
import { createServer, type ServerOptions } from '../../src/server/createServer';
import type { EngineName } from './engines';
import { freshDatabase } from './engines';
import { incoming, sampleReleases, theSchema } from './graph';

/** What a test asks over HTTP. */
export interface Answer {
  data?: any;
  errors?: { message: string; extensions: { code: string } }[];
}

export interface Service {
  readonly url: string;
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  stop(): Promise<void>;
}

/** The server of the graph as the command line puts it together, with the sample releases, at a free port. */
export interface ServedGraph extends Service {
  /** Operations asked for and statements run since the last `reset`. */
  counted(): { operations: number; statements: number };
  reset(): void;
}

type Served = ReturnType<ReturnType<typeof createContext>>;

export const TEST_CONFIG = readConfig({ PORT: '0', LAME_DUCK_SECONDS: '0', DRAIN_SECONDS: '1' });

export async function serveGraph(
  engine: EngineName | Database,
  options: Partial<ServerOptions<Served>> & { config?: Config } = {},
): Promise<ServedGraph> {
  const own = typeof engine === 'string';
  const database = own ? await freshDatabase(engine) : engine;
  if (own) await new Store(database.engine).store(incoming(sampleReleases()));
  const sessions = database.sessions();
  const { open, count } = countStatements((wish) => sessions.open(wish));
  const makeContext = createContext(open, await scratchDatabases());
  const before = { operations: 0, statements: 0 };
  let operations = 0;
  const server = createServer({
    schema: theSchema(),
    context: () => {
      operations++;
      return makeContext();
    },
    ready: () => database.ready(),
    config: TEST_CONFIG,
    log: () => {},
    answer: createAnswerer(database.engine.dialect, options.config ?? TEST_CONFIG),
    statements: count,
    ...options,
  });
  const { url } = await server.listen();
  return {
    url,
    ask: (query, variables) => ask(url, query, variables),
    counted: () => ({ operations: operations - before.operations, statements: count() - before.statements }),
    reset: () => void Object.assign(before, { operations, statements: count() }),
    stop: async () => {
      await server.stop();
      await sessions.end();
      await database.close();
    },
  };
}

export async function ask(url: string, query: string, variables?: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}
