import type { Reader } from './engine';

/**
 * What one operation reads: the database as it was at its first statement, however many imports end in between, so that
 * an answer never mixes two states of a release.
 */
export interface ReadSession extends Reader {
  /** Lets go of the state; nothing is read after it. May be called more than once. */
  close(): Promise<void>;
}

/** What gives out sessions. */
export interface Sessions {
  open(): ReadSession;
  /** Closes what the sessions used. */
  end(): Promise<void>;
}
