import { DatabaseError, OcdsGraphError, TimeoutError } from '../errors';

/** Driver codes (SQLite's names, PostgreSQL's SQLSTATE, the socket's) to one sentence for a person. */
const SENTENCES: [pattern: RegExp, sentence: string][] = [
  [/^SQLITE_FULL$|^53100$|^ENOSPC$/, 'The disk of the database is full.'],
  [/^SQLITE_READONLY|^25006$/, 'The database is read-only.'],
  [/^SQLITE_BUSY|^SQLITE_LOCKED|^55P03$/, 'The database is busy: another process is writing to it.'],
  [/^SQLITE_CANTOPEN|^EACCES$|^EISDIR$|^EEXIST$|^ENOTDIR$|^EROFS$/, 'The database file cannot be opened.'],
  [/^SQLITE_CORRUPT|^SQLITE_NOTADB/, 'The database file is damaged or is not a database.'],
  [/^SQLITE_IOERR/, 'The database file cannot be read or written.'],
  [/^28/, 'The database refused the user name or the password.'],
  [/^42501$/, 'The user of the database may not do this.'],
  [/^3D000$/, 'The database does not exist on that server.'],
  [/^53300$/, 'The database server has no free connections.'],
  [
    /^08|^57P0[123]$|^ECONN|^ENOTFOUND$|^EAI_AGAIN$|^EHOSTUNREACH$|^ETIMEDOUT$|^EPIPE$/,
    'The database does not answer.',
  ],
];

const NO_CONNECTION = /timeout exceeded when trying to connect|Connection terminated|not queryable|Query read timeout/;

/** SQLSTATEs and socket errors after which another server may still answer; 40001: a replica undid what we read. */
const GONE = /^08|^53300$|^57P0|^40001$|^E[A-Z]+$/;

/** Whether it is the server that failed, not the statement. */
export function isGone(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  return (typeof code === 'string' && GONE.test(code)) || NO_CONNECTION.test(message ?? '');
}

/**
 * What a driver throws, as an error of ours where it says something about the database itself; anything else is a bug
 * and stays as it is. The driver's own words stay in `cause`, for the log.
 */
export function translate(error: unknown): Error {
  if (error instanceof OcdsGraphError) return error;
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === '57014') return new TimeoutError('The database took too long to answer.', { cause: error });
  const known = typeof code === 'string' && SENTENCES.find(([pattern]) => pattern.test(code));
  if (known) return new DatabaseError(known[1], { cause: error });
  if (message && NO_CONNECTION.test(message))
    return new DatabaseError('The database does not answer.', { cause: error });
  return error as Error;
}
