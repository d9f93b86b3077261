/**
 * Every error that this program raises on purpose. `code` is stable and documented; `message` is one sentence for a
 * person. Anything else that is thrown is a bug and reaches a client only as INTERNAL_SERVER_ERROR.
 */
export abstract class OcdsGraphError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** One or more settings are wrong; the message names each of them. */
export class ConfigError extends OcdsGraphError {
  readonly code = 'CONFIG_INVALID';
}

/** The command line was used wrongly: exit status 2. */
export class UsageError extends OcdsGraphError {
  readonly code = 'USAGE';
}

/** A file, folder or stream cannot be read at all. */
export class SourceError extends OcdsGraphError {
  readonly code = 'SOURCE_UNREADABLE';
}

/** The database cannot be opened, is read-only, is full or has gone away. */
export class DatabaseError extends OcdsGraphError {
  readonly code = 'DATABASE_UNAVAILABLE';
}

/** The database was written by a newer version of this program. */
export class DatabaseVersionError extends OcdsGraphError {
  readonly code = 'DATABASE_VERSION';
}

/** A client asked for something that its arguments do not allow. */
export class UserInputError extends OcdsGraphError {
  readonly code = 'BAD_USER_INPUT';
}

/** An operation is larger than this server answers; `limit` names the row of the README's limits table. */
export class LimitError extends OcdsGraphError {
  readonly code = 'OPERATION_LIMIT_EXCEEDED';
  constructor(
    readonly limit: string,
    readonly max: number,
    message: string,
    readonly actual?: number,
  ) {
    super(message);
  }
}

/** A figure is beyond what a number of JSON holds. */
export class FigureError extends OcdsGraphError {
  readonly code = 'FIGURE_TOO_LARGE';
}

/** The server cannot listen at the address that it was given. */
export class ListenError extends OcdsGraphError {
  readonly code = 'ADDRESS_UNAVAILABLE';
}

/** The processes that serve cannot start, or end again and again. */
export class WorkerError extends OcdsGraphError {
  readonly code = 'WORKERS_END';
}

/** A statement ran longer than it may. */
export class TimeoutError extends OcdsGraphError {
  readonly code = 'TIMEOUT';
}

/** A name that somebody gave, as a message has it: in quotation marks where nothing of it would be seen. */
export const named = (name: string): string => (name.trim() === '' ? JSON.stringify(name) : name);
