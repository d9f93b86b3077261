import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { JsonObject } from '../../ocds/json';
import { Issues } from '../normalise/path';
import type { Incoming } from '../publication';
import { mayLose, tellLost } from './parsingLoss';

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
  const again = JSON.stringify(document);
  const hash = createHash('sha256').update(form).update(again);
  const may = mayLose(text, again);
  if (may) hash.update(gaveWay(text));
  return { hash: hash.digest('base64url'), mayLose: may };
}

/** What the document leaves out, so that a release that differs in nothing else is another. */
function gaveWay(text: string): string {
  const issues = new Issues();
  tellLost(text, issues);
  return issues.list.length > 0 ? JSON.stringify(issues.list) : '';
}

export const contentOf = (text: string): Buffer => deflateRawSync(text, { level: 1 });

export const inPlace: Digester = {
  digests: (releases) => Promise.resolve(releases.map(({ form, document, text }) => digestOf(form, document, text))),
  contents: (releases) => Promise.resolve(releases.map(({ text }) => contentOf(text))),
};
