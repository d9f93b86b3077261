import { SETTINGS, readConfig } from '../src/config';
import { ConfigError } from '../src/errors';

const errorFor = (env: Record<string, string>) => {
  try {
    readConfig(env);
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('nothing was refused');
};

describe('configuration', () => {
  it('works with nothing set', () => {
    expect(readConfig({})).toEqual({
      databaseUrl: 'sqlite:ocds.db',
      databaseReplicaUrls: [],
      host: '127.0.0.1',
      port: 4000,
      workers: 1,
      lameDuckSeconds: 5,
      drainSeconds: 10,
      logLevel: 'info',
      corsOrigins: '*',
      inlineTracing: false,
      metrics: true,
      debugPath: false,
      planner: true,
      persistedQueries: 1000,
      persistedDocuments: undefined,
      persistedDocumentsOnly: false,
      apolloKey: undefined,
      apolloGraphRef: undefined,
      apolloSchemaReporting: false,
      limitsFactor: 1,
      statementTimeoutMs: 5000,
      poolSize: 10,
      poolWaitMs: 2000,
      resultCacheMb: 0,
    });
  });

  it('takes an empty or blank variable as unset and ignores spaces around a value', () => {
    expect(readConfig({ PORT: '', HOST: '  ', LOG_LEVEL: ' warn\n' })).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      logLevel: 'warn',
    });
  });

  it('names every wrong setting at once, with what it must be', () => {
    const error = errorFor({ PORT: '80a', LOG_LEVEL: 'loud', POOL_SIZE: '0', INLINE_TRACING: 'yes' });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toMatchInlineSnapshot(
      `"PORT must be a whole number from 0 to 65535, not "80a"; LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud"; INLINE_TRACING must be true or false, not "yes"; POOL_SIZE must be a whole number from 1 to 1000, not "0"."`,
    );
  });

  it.each(['-1', '1.5', '65536', '0x10', '1e3', 'NaN', '٣'])('refuses %s as a port', (PORT) => {
    expect(errorFor({ PORT }).message).toContain('PORT must be a whole number from 0 to 65535');
  });

  it.each(['sqlite:ocds.db', 'sqlite::memory:', 'sqlite:/data/a b.db', 'postgres://u:p@h:5432/d', 'postgresql://h/d'])(
    'accepts the database %s',
    (DATABASE_URL) => expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL),
  );

  it.each(['sqlite:', 'sqlite://ocds.db', 'mysql://h/d', 'ocds.db', 'postgres://u:p@h:port/d'])(
    'refuses the database %s',
    (DATABASE_URL) => expect(errorFor({ DATABASE_URL }).message).toContain('DATABASE_URL must be sqlite:PATH'),
  );

  it('never repeats a database URL, which may hold a password', () => {
    expect(errorFor({ DATABASE_URL: 'postgrez://u:hunter2@h/d' }).message).not.toContain('hunter2');
  });

  it('reads replicas as none or a list, and never repeats them', () => {
    const read = (DATABASE_REPLICA_URLS: string) => readConfig({ DATABASE_REPLICA_URLS }).databaseReplicaUrls;
    expect(read('none')).toEqual([]);
    expect(read('postgres://u:p@a/d, postgresql://b:5433/d')).toEqual(['postgres://u:p@a/d', 'postgresql://b:5433/d']);
    for (const wrong of ['postgres://u:hunter2@a/d,', 'sqlite:a.db', 'postgres://a/d,mysql://u:hunter2@b/d']) {
      const { message } = errorFor({ DATABASE_REPLICA_URLS: wrong });
      expect(message).toContain('DATABASE_REPLICA_URLS must be none, or postgres://');
      expect(message).not.toContain('hunter2');
    }
  });

  it('reads web origins as *, none or a list', () => {
    const read = (CORS_ORIGINS: string) => readConfig({ CORS_ORIGINS }).corsOrigins;
    expect(read('*')).toBe('*');
    expect(read('none')).toEqual([]);
    expect(read('https://a.example, http://localhost:3000')).toEqual(['https://a.example', 'http://localhost:3000']);
  });

  it.each(['https://a.example/', 'a.example', 'https://a.example,*', 'https://a.example,,', 'null'])(
    'refuses the web origins %s',
    (CORS_ORIGINS) => expect(errorFor({ CORS_ORIGINS }).message).toContain('CORS_ORIGINS must be'),
  );

  it.each(['http://localhost', 'a b', 'me@host'])('refuses the host %s', (HOST) => {
    expect(errorFor({ HOST }).message).toContain('HOST must be a host name or an IP address');
  });

  it('reads true and false in any case', () => {
    expect(readConfig({ INLINE_TRACING: 'TRUE' }).inlineTracing).toBe(true);
    expect(readConfig({ INLINE_TRACING: 'False' }).inlineTracing).toBe(false);
  });

  it('declares each setting once, with a help text and a default that its own parser accepts', () => {
    const settings = Object.values(SETTINGS);
    expect(new Set(settings.map(({ env }) => env)).size).toBe(settings.length);
    for (const { env, help, default: fallback, parse } of settings) {
      expect(env).toMatch(/^[A-Z_]+$/);
      expect(help).toMatch(/\.$|\)\.$/);
      expect(() => parse(fallback)).not.toThrow();
    }
  });
});
