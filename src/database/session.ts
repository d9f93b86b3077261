import type { JsonReader, Reader } from './engine';

/**
 * What one operation reads: the database as it was at its first statement, however many imports end in between, so that
 * an answer never mixes two states of a release.
 */
export interface ReadSession extends Reader, JsonReader {
  /** The import that the state is of, where there are replicas; undefined before the first statement. */
  imported?(): number | undefined;
  /** Lets go of the state; nothing is read after it. May be called more than once. */
  close(): Promise<void>;
}

/** What is asked of the state that a session reads. */
export interface Wish {
  /** The number of an import (import_state) that a client has seen: the state must not be older. */
  readonly atLeast?: number | undefined;
}

/** What gives out sessions. */
export interface Sessions {
  open(wish?: Wish): ReadSession;
  /** Closes what the sessions used. */
  end(): Promise<void>;
}

/** Lends a session for some work. */
export async function withSession<T>(sessions: Sessions, work: (session: ReadSession) => Promise<T>): Promise<T> {
  const session = sessions.open();
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
