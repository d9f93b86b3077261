import type { GraphQLError, GraphQLResolveInfo } from 'graphql';
import { Output, type Written } from './Output';

export type Path = GraphQLResolveInfo['path'];

/** What was written where the output ends. */
export const HERE = Symbol('written here');

/**
 * Part of an answer: written here, null where it is missing, or a promise of where it will have been written. Who throws
 * has written nothing.
 */
export type Text = typeof HERE | null | Promise<Written>;

export const isWaiting = (text: Text): text is Promise<Written> => typeof text === 'object' && text !== null;

/** What one request brings to an operation that was prepared before, and what it collects. */
export class Run {
  readonly errors: GraphQLError[] = [];
  /** The arguments of fields, by the number of the field: they are the same for all parents. */
  readonly args: unknown[] = [];
  readonly output: Output;
  private readonly nulled = new Set<Path | undefined>();

  /** @param size how many bytes the answer may have. */
  constructor(
    readonly context: unknown,
    readonly variables: Record<string, unknown>,
    size: number,
  ) {
    this.output = new Output(size);
  }

  /** Keeps an error, unless what failed lies within something that has failed already, as graphql-js 16.15 does. */
  failed(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.nulled.has(at)) return;
    if (this.nulled.has(undefined)) return;
    this.nulled.add(path);
    this.errors.push(error);
  }

  /** Writes when its turn has come, and says where. */
  later(write: () => Text): Written | Promise<Written> {
    const from = this.output.length;
    const text = write();
    return text === HERE ? this.output.since(from) : text;
  }
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Something that is written piece by piece, from where one of them is still to come. */
export class Pieces {
  private readonly pieces: (Written | Promise<Written>)[] = [];

  constructor(
    private readonly output: Output,
    private from: number,
  ) {}

  /** Adds what was written up to the next value, which is still to come and may have written parts of its own by now. */
  add(to: number, text: Promise<Written>): void {
    this.pieces.push({ from: this.from, to }, text);
    this.from = this.output.length;
  }

  /** Waits for all, as long as graphql-js does. */
  all(): Promise<Written> {
    this.pieces.push(this.output.since(this.from));
    // eslint-disable-next-line @typescript-eslint/await-thenable -- some are there already
    return Promise.all(this.pieces);
  }
}
