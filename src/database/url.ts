import { ConfigError } from '../errors';

/** Where a database is: `sqlite:PATH`, `sqlite::memory:` or `postgres://...`. */
export type Location = { engine: 'sqlite'; path: string } | { engine: 'postgres'; url: string };

/** @throws ConfigError for what names no database. */
export function parseDatabaseUrl(url: string): Location {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length)
    return { engine: 'sqlite', path: url.slice('sqlite:'.length) };
  if (/^postgres(ql)?:\/\//.test(url)) return { engine: 'postgres', url };
  throw new ConfigError('A database URL is sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/NAME.');
}
