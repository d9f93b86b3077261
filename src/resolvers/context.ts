import type { Row, Reader } from '../database/engine';
import type { AsSent } from '../loaders/History';
import { type Loaders } from '../loaders/Loaders';

/** What a resolver may use: nothing but loaders, new for every operation. */
export interface Context {
  readonly loaders: Loaders;
  /** Makes what was published of a process a graph of its own, to be read like the present one. */
  openPast(ocid: string, published: readonly AsSent[]): Promise<Reader>;
}

/** The loaders that a row came from: those of the present, or of the past that the row belongs to. */
export const loadersOf = (row: Row, context: Context): Loaders => (row[PAST] as Loaders | undefined) ?? context.loaders;

/** Where a row of the past keeps its own loaders. */
export const PAST = Symbol('loaders of the past');
