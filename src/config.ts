/**
 * Every setting of the program, declared once. `SETTINGS` is the source of the README's table, of `--help` and of
 * `readConfig`, which turns environment variables into a `Config` or names everything that is wrong with them. Nothing
 * here reads `process.env`: the command line hands it over.
 */
import { ConfigError } from './errors';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface Setting<T> {
  /** The environment variable. */
  readonly env: string;
  /** The text that an unset or empty variable stands for. */
  readonly default: string;
  readonly help: string;
  /** Throws an Error whose message completes "`env` must be ...". */
  readonly parse: (text: string) => T;
}

const setting = <T>(env: string, fallback: string, help: string, parse: (text: string) => T): Setting<T> => ({
  env,
  default: fallback,
  help,
  parse,
});

export const SETTINGS = {
  databaseUrl: setting(
    'DATABASE_URL',
    'sqlite:ocds.db',
    'The database: sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
    databaseUrl,
  ),
  databaseReplicaUrls: setting(
    'DATABASE_REPLICA_URLS',
    'none',
    'Streaming replicas of a PostgreSQL DATABASE_URL that answer in its place: none, or postgres:// URLs separated by commas.',
    replicaUrls,
  ),
  host: setting(
    'HOST',
    '127.0.0.1',
    'The address to listen at. The default answers http://localhost on this machine and nobody else, so that nothing is published by accident; 0.0.0.0 answers everybody (in a container, behind a load balancer).',
    hostName,
  ),
  port: setting('PORT', '4000', 'The TCP port to listen at; 0 takes any free one.', wholeNumber(0, 65_535)),
  workers: setting(
    'WORKERS',
    '1',
    'How many processes serve at that port: one for each core is most; 0 starts as many as there are cores.',
    wholeNumber(0, 256),
  ),
  lameDuckSeconds: setting(
    'LAME_DUCK_SECONDS',
    '5',
    'How long the server still takes requests after it was told to stop, while /ready answers 503.',
    wholeNumber(0, 600),
  ),
  drainSeconds: setting(
    'DRAIN_SECONDS',
    '10',
    'How long requests that are being answered may then take before their connections are cut.',
    wholeNumber(0, 600),
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'info',
    'The least serious event that is logged: debug, info, warn, error or silent.',
    oneOf<LogLevel>('debug', 'info', 'warn', 'error', 'silent'),
  ),
  corsOrigins: setting(
    'CORS_ORIGINS',
    '*',
    'The web origins whose pages may query: * (the data is public and no cookie is read), none, or a list separated by commas.',
    origins,
  ),
  inlineTracing: setting(
    'INLINE_TRACING',
    'false',
    'true returns federated traces (ftv1) to whoever asks for them in a header.',
    trueOrFalse,
  ),
  metrics: setting(
    'METRICS',
    'true',
    'false takes /metrics away, where it cannot be kept from the public.',
    trueOrFalse,
  ),
  debugPath: setting(
    'DEBUG_PATH',
    'false',
    'true says in the `extensions` of every answer which way it was found (planner, cache or resolvers), and why.',
    trueOrFalse,
  ),
  planner: setting(
    'PLANNER',
    'true',
    'false lets the resolvers answer everything: the same answers, more slowly.',
    trueOrFalse,
  ),
  resultCacheMb: setting(
    'RESULT_CACHE_MB',
    '0',
    'Megabytes of memory in which each process keeps answers until the next import; 0 keeps none.',
    wholeNumber(0, 100_000),
  ),
  persistedQueries: setting(
    'PERSISTED_QUERIES',
    '1000',
    'How many documents that clients register by their hash (automatic persisted queries) are kept; 0 keeps none.',
    wholeNumber(0, 100_000),
  ),
  persistedDocuments: setting(
    'PERSISTED_DOCUMENTS',
    'none',
    'A manifest of documents that clients may name by their hash, as `npm run manifest` writes it: its path, or none.',
    textOrNone,
  ),
  persistedDocumentsOnly: setting(
    'PERSISTED_DOCUMENTS_ONLY',
    'false',
    'true answers the documents of the manifest and no others.',
    trueOrFalse,
  ),
  apolloKey: setting(
    'APOLLO_KEY',
    'none',
    'The key of a graph in Apollo GraphOS. With APOLLO_GRAPH_REF, usage is reported there; without, nothing is.',
    textOrNone,
  ),
  apolloGraphRef: setting(
    'APOLLO_GRAPH_REF',
    'none',
    'That graph and its variant, such as my-graph@current.',
    graphRef,
  ),
  apolloSchemaReporting: setting(
    'APOLLO_SCHEMA_REPORTING',
    'false',
    'true reports the schema there too: for a graph that is used on its own. A subgraph is published with rover.',
    trueOrFalse,
  ),
  limitsFactor: setting(
    'LIMITS_FACTOR',
    '1',
    'Multiplies how large one operation and its body may be, where all clients are known: see the limits.',
    wholeNumber(1, 1000),
  ),
  statementTimeoutMs: setting(
    'STATEMENT_TIMEOUT_MS',
    '5000',
    'How long one PostgreSQL statement may run, in milliseconds.',
    wholeNumber(1, 600_000),
  ),
  poolSize: setting(
    'POOL_SIZE',
    '10',
    'How many connections one process opens to each PostgreSQL server; each of the WORKERS is a process.',
    wholeNumber(1, 1000),
  ),
  poolWaitMs: setting(
    'POOL_WAIT_MS',
    '2000',
    'How long a query waits for a free PostgreSQL connection, in milliseconds.',
    wholeNumber(1, 600_000),
  ),
};

export type Config = { readonly [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['parse']> };

/** Reads every setting; a variable that is unset, empty or blank means its default. Throws one ConfigError for all. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const wrong: string[] = [];
  const entries = Object.entries<Setting<unknown>>(SETTINGS).map(([key, { env: name, default: fallback, parse }]) => {
    try {
      return [key, parse(env[name]?.trim() || fallback)];
    } catch (error) {
      wrong.push(`${name} must be ${(error as Error).message}`);
      return [key, undefined];
    }
  });
  if (wrong.length > 0) throw new ConfigError(`${wrong.join('; ')}.`);
  return Object.fromEntries(entries) as Config;
}

const expected = (what: string, text: string) => new Error(`${what}, not ${JSON.stringify(text)}`);

function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < min || number > max)
      throw expected(`a whole number from ${min} to ${max}`, text);
    return number;
  };
}

function oneOf<T extends string>(...values: T[]) {
  return (text: string): T => {
    const found = values.find((value) => value === text.toLowerCase());
    if (!found) throw expected(`one of ${values.join(', ')}`, text);
    return found;
  };
}

function trueOrFalse(text: string): boolean {
  if (!/^(true|false)$/i.test(text)) throw expected('true or false', text);
  return text.toLowerCase() === 'true';
}

function textOrNone(text: string): string | undefined {
  return text === 'none' ? undefined : text;
}

function graphRef(text: string): string | undefined {
  if (!/^[\w-]+(@[\w-]+)?$/.test(text))
    throw expected('none or a graph and its variant, such as my-graph@current', text);
  return textOrNone(text);
}

function hostName(text: string): string {
  if (/[\s/@]/.test(text)) throw expected('a host name or an IP address', text);
  return text;
}

/** Does not repeat the text: it may hold a password. */
function databaseUrl(text: string): string {
  if (/^sqlite:.+/.test(text) && !text.startsWith('sqlite://')) return text;
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE');
}

/** Does not repeat the text either. */
function replicaUrls(text: string): readonly string[] {
  if (text === 'none') return [];
  const urls = text.split(',').map((part) => part.trim());
  if (urls.every((url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url))) return urls;
  throw new Error('none, or postgres://USER:PASSWORD@HOST:PORT/DATABASE, more than one separated by commas');
}

function origins(text: string): '*' | readonly string[] {
  if (text === '*') return '*';
  if (text === 'none') return [];
  return text.split(',').map((part) => {
    const origin = part.trim();
    if (!/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw expected("*, none or origins such as 'https://example.org' separated by commas", origin);
    }
    return origin;
  });
}
