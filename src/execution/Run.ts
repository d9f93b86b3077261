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

/** Something that is written piece by piece, some of which are still to come. */
export class Pieces {
  /** From the first that is still to come. */
  private pieces: (Written | Promise<Written>)[] | undefined;
  private readonly start: number;
  private from: number;
  private to: number;

  constructor(private readonly output: Output) {
    this.start = this.from = this.to = output.length;
  }

  get wait(): boolean {
    return this.pieces !== undefined;
  }

  /** Writes what stands before the next value, or at the end. */
  ascii(text: string): void {
    this.output.ascii(text);
    this.to = this.output.length;
  }

  /** Adds that value. One that is still to come may have written parts of its own by now. */
  add(text: Text): void {
    if (text === HERE) return;
    if (text === null) return this.output.ascii('null');
    (this.pieces ??= []).push({ from: this.from, to: this.to }, text);
    this.from = this.output.length;
  }

  /** Waits for all, as long as graphql-js does. */
  all(): Promise<Written> {
    this.pieces!.push({ from: this.from, to: this.to });
    // eslint-disable-next-line @typescript-eslint/await-thenable -- some are there already
    return Promise.all(this.pieces!);
  }

  /** Takes back what was written. */
  drop(): void {
    this.output.length = this.start;
  }
}
