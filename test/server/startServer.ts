import { readConfig } from '../../src/config';
import { type ServerConfig, type ServerOptions, createServer } from '../../src/server/createServer';
import { exampleGraph } from './exampleGraph';

interface GraphQLAnswer {
  status: number;
  body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[];
  };
}

const running: (() => Promise<void>)[] = [];
// A failing test must not leave a server that keeps the run from ending. `hostileProcess.ts` runs outside jest.
if (typeof afterAll === 'function') afterAll(() => Promise.all(running.map((stop) => stop())));

/** The example graph over real HTTP at a free port, with no time to wait when it stops; the end of the test file stops it. */
export async function startServer(
  overrides: Partial<ServerOptions<object>> & { settings?: Partial<ServerConfig> } = {},
) {
  const { settings, ...options } = overrides;
  const example = exampleGraph();
  const logs: Record<string, unknown>[] = [];
  /** The log's lines about operations, apart from the others. */
  const operations: Record<string, unknown>[] = [];
  const config = { ...readConfig({ PORT: '0', LAME_DUCK_SECONDS: '0', DRAIN_SECONDS: '1' }), ...settings };
  const server = createServer({
    schema: example.schema,
    context: () => ({}),
    ready: async () => {},
    config,
    log: (event) => {
      const line = event as Record<string, unknown>;
      (line['event'] === 'operation' ? operations : logs).push(line);
    },
    ...options,
  });
  running.push(server.stop);
  const { url } = await server.listen();
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const query = async (query: string, variables?: Record<string, unknown>): Promise<GraphQLAnswer> => {
    const response = await post({ query, variables });
    return { status: response.status, body: (await response.json()) as GraphQLAnswer['body'] };
  };
  return { url, base: new URL('/', url).href, stop: server.stop, calls: example.calls, logs, operations, post, query };
}

export type Started = Awaited<ReturnType<typeof startServer>>;
