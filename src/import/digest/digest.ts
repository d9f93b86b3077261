import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { JsonObject } from '../../ocds/json';
import type { Incoming } from '../publication';

/** What is worked out of releases without a database: here, or on a thread of its own (DigestThread). */
export interface Digester {
  /** By what each release is known again, however it is laid out. */
  hashes(releases: readonly Incoming[]): Promise<string[]>;
  /** How each is kept. */
  contents(releases: readonly Incoming[]): Promise<Buffer[]>;
}

export const hashOf = (form: Incoming['form'], document: JsonObject): string =>
  createHash('sha256').update(form).update(JSON.stringify(document)).digest('base64url');

export const contentOf = (text: string): Buffer => deflateRawSync(text, { level: 1 });

export const inPlace: Digester = {
  hashes: (releases) => Promise.resolve(releases.map(({ form, document }) => hashOf(form, document))),
  contents: (releases) => Promise.resolve(releases.map(({ text }) => contentOf(text))),
};
