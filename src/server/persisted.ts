/**
 * Documents that clients name by their SHA-256 instead of sending them: those of a manifest, known from the start, and
 * those that clients register as they go (automatic persisted queries), of which only so many are kept.
 */
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Kept } from './Kept';

/** The documents of a manifest by hash. */
export type PersistedDocuments = ReadonlyMap<string, string>;

/** Characters that registered documents may have together. */
const MAX_CHARACTERS = 16_000_000;

type Options = NonNullable<Exclude<ApolloServerOptions<BaseContext>['persistedQueries'], false | undefined>>;
type Store = NonNullable<Options['cache']>;

/** Keeps the `max` documents that were asked for last, in the memory of this process. */
export class PersistedStore implements Store {
  private readonly registered: Kept<string>;

  constructor(
    private readonly known: PersistedDocuments,
    max: number,
  ) {
    this.registered = new Kept({ entries: max, room: MAX_CHARACTERS });
  }

  get size(): number {
    return this.registered.size;
  }

  async get(key: string): Promise<string | undefined> {
    return this.known.get(hashOf(key)) ?? this.registered.get(key);
  }

  async set(key: string, document: string): Promise<void> {
    this.registered.set(key, document, document.length);
  }

  async delete(key: string): Promise<boolean> {
    return this.registered.delete(key);
  }
}

/** Apollo puts `apq:` before the hash. */
const hashOf = (key: string): string => key.slice(key.lastIndexOf(':') + 1);

/** @throws GraphQLError for a document that is not in the manifest. */
export function checkListed(listed: PersistedDocuments, hash: string): void {
  if (listed.has(hash)) return;
  throw new GraphQLError('This server answers only the documents of its manifest.', {
    extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED', http: { status: 403 } },
  });
}
