/**
 * Documents that clients name by their SHA-256 instead of sending them: those of a manifest, known from the start, and
 * those that clients register as they go (automatic persisted queries), of which only so many are kept.
 */
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** The documents of a manifest by hash. */
export type PersistedDocuments = ReadonlyMap<string, string>;

/** Characters that registered documents may have together. */
const MAX_CHARACTERS = 16_000_000;

type Options = NonNullable<Exclude<ApolloServerOptions<BaseContext>['persistedQueries'], false | undefined>>;
type Store = NonNullable<Options['cache']>;

/** Keeps the `max` documents that were asked for last, in the memory of this process. */
export class PersistedStore implements Store {
  private readonly registered = new Map<string, string>();
  private characters = 0;

  constructor(
    private readonly known: PersistedDocuments,
    private readonly max: number,
  ) {}

  get size(): number {
    return this.registered.size;
  }

  async get(key: string): Promise<string | undefined> {
    const listed = this.known.get(hashOf(key));
    if (listed !== undefined) return listed;
    const found = this.registered.get(key);
    if (found === undefined) return undefined;
    this.registered.delete(key);
    this.registered.set(key, found); // the newest stand last
    return found;
  }

  async set(key: string, document: string): Promise<void> {
    await this.delete(key);
    this.registered.set(key, document);
    this.characters += document.length;
    for (const oldest of this.registered.keys()) {
      if (this.registered.size <= this.max && this.characters <= MAX_CHARACTERS) return;
      await this.delete(oldest);
    }
  }

  async delete(key: string): Promise<boolean> {
    this.characters -= this.registered.get(key)?.length ?? 0;
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
