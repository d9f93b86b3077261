import type { GraphQLError, GraphQLResolveInfo } from 'graphql';

export type Path = GraphQLResolveInfo['path'];

/** Part of an answer as JSON: null where it is missing, a promise where it is not known yet. */
export type Text = string | null | Promise<string | null>;

/** The parts of a list, each as JSON. */
export type Parts = readonly (string | null)[];

/**
 * A value as JSON, before its errors are told. A list that has waited is put together by who waits for it: one more
 * `then` would let another error be the first.
 */
export type Completed = string | null | Promise<string | null | Parts>;

/** What one request brings to an operation that was prepared before, and what it collects. */
export class Run {
  readonly errors: GraphQLError[] = [];
  /** The arguments of fields, by the number of the field: they are the same for all parents. */
  readonly args: unknown[] = [];
  private readonly nulled = new Set<Path | undefined>();

  constructor(
    readonly context: unknown,
    readonly variables: Record<string, unknown>,
  ) {}

  /** Keeps an error, unless what failed lies within something that has failed already, as graphql-js 16.15 does. */
  failed(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.nulled.has(at)) return;
    if (this.nulled.has(undefined)) return;
    this.nulled.add(path);
    this.errors.push(error);
  }
}

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Waits for those that are promises, as long as graphql-js does. */
export const all = (parts: readonly Text[]): Promise<Parts> =>
  // eslint-disable-next-line @typescript-eslint/await-thenable -- some are there already
  Promise.all(parts);
