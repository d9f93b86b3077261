import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/ocds/json';

/*
 * Data beside the repository, ../shared/data: used where they are, and said to be missing where they are not.
 */

const ROOT = join(__dirname, '../..');
const DATA = join(ROOT, '../shared/data');

/** A test over shared data, skipped by name where they are absent. */
export function withShared(name: string, title: string, run: (path: string) => unknown, timeout?: number): void {
  const path = join(DATA, name);
  if (existsSync(path)) test(title, () => run(path) as Promise<void>, timeout);
  else test.skip(`${title} (skipped: there is no ${relative(ROOT, path)})`, () => undefined);
}

/** Where shared data are; undefined where they are absent. */
export function sharedPath(name: string): string | undefined {
  const path = join(DATA, name);
  return existsSync(path) ? path : undefined;
}

export const CORPUS = 'fts-compiled-766.jsonl.gz';

export interface Corpus {
  readonly releases: JsonObject[];
  /** Lines with a bare Infinity, which JSON.parse refuses: reading them is the reader's business. */
  readonly skipped: number;
}

/** The compiled releases of Find a Tender, one a line. */
export function readCorpus(path: string): Corpus {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n');
  const releases = lines.map(parsed).filter((each) => each !== undefined);
  return { releases, skipped: lines.length - releases.length };
}

function parsed(line: string): JsonObject | undefined {
  try {
    return JSON.parse(line) as JsonObject;
  } catch {
    return undefined;
  }
}

export const readJson = (...path: string[]): JsonObject =>
  JSON.parse(readFileSync(join(...path), 'utf8')) as JsonObject;
