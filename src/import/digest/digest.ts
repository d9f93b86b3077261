import { createHash, type Hash } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import type { JsonObject } from '../../ocds/json';
import { Issues } from '../normalise/path';
import type { Incoming } from '../publication';
import { mayLose, tellLost } from './parsingLoss';
import { piecesOf, writtenAgain } from './pieces';

export interface Digest {
  /** By what the release is known again, however it is laid out. */
  readonly hash: string;
  readonly mayLose: boolean;
}

/** What is worked out of releases without a database: here, or on a thread of its own (DigestThread). */
export interface Digester {
  digests(releases: readonly Incoming[]): Promise<Digest[]>;
  /** How each is kept. */
  contents(releases: readonly Incoming[]): Promise<Buffer[]>;
}

export function digestOf(form: Incoming['form'], document: JsonObject, text: string): Digest {
  const hash = createHash('sha256').update(form);
  const may = mayLose(text, hashed(writtenAgain(document, text), hash));
  if (may) hash.update(gaveWay(text));
  return { hash: hash.digest('base64url'), mayLose: may };
}

function* hashed(pieces: Iterable<string>, hash: Hash): Generator<string> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** What the document leaves out, so that a release that differs in nothing else is another. */
function gaveWay(text: string): string {
  const issues = new Issues();
  tellLost(text, issues);
  return issues.list.length > 0 ? JSON.stringify(issues.list) : '';
}

/** Pieces that are compressed each by itself are one text when they stand after each other, but for the end of the last. */
export function contentOf(text: string): Buffer {
  const pieces = piecesOf(text);
  const { Z_FINISH, Z_SYNC_FLUSH } = constants;
  return Buffer.concat(
    pieces.map((piece, i) =>
      deflateRawSync(piece, { level: 1, finishFlush: i === pieces.length - 1 ? Z_FINISH : Z_SYNC_FLUSH }),
    ),
  );
}

export const inPlace: Digester = {
  digests: (releases) => Promise.resolve(releases.map(({ form, document, text }) => digestOf(form, document, text))),
  contents: (releases) => Promise.resolve(releases.map(({ text }) => contentOf(text))),
};
