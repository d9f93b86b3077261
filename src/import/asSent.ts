import { isDeepStrictEqual } from 'node:util';
import { Release } from '../entities';
import { fieldsOf } from '../entities/registry';
import { publishedAt } from '../ocds/effective';
import type { JsonObject } from '../ocds/json';
import type { MergeWarning } from '../ocds/merge';
import { tellLost } from './digest/parsingLoss';
import type { ImportIssue } from './issues';
import { fieldReader, type FieldReader } from './normalise/part';
import { Issues } from './normalise/path';

/** A release with what is needed to tell what was wrong with it. */
export interface Sent {
  readonly document: JsonObject;
  readonly hash: string;
  readonly text: string;
  /** Whether JSON.parse may have left something out of its text. */
  readonly mayLose: boolean;
}

/** Issues of one process that are kept: whoever repeats keys, or writes long numbers, does so often. */
const ROOM = 1000;

let tag: FieldReader | undefined;

/** What only releases as they were sent can tell: a compiled release has other tags, and parsing leaves things out. */
export function issuesAsSent(releases: readonly Sent[], shown: JsonObject): readonly ImportIssue[] {
  const issues = new Issues(ROOM);
  const order = ({ document, hash }: Sent): string => `${publishedAt(document)} ${hash}`;
  for (const { document, text, mayLose } of releases.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))) {
    if (mayLose) tellLost(text, issues);
    tag ??= fieldReader(fieldsOf(Release).find(({ name }) => name === 'tag')!);
    if (document !== shown && document.tag !== undefined) tag(document.tag, issues, null, 'tag');
  }
  return issues.list;
}

/** What merging the releases had to decide, but for what is told of the compiled release as well. */
export const issuesOfMerging = (warnings: readonly MergeWarning[], told: readonly ImportIssue[]): ImportIssue[] =>
  warnings
    .map(({ code, path, value, releaseId }) => ({ code, path, value: value ?? releaseId ?? null }))
    .filter((issue) => !told.some((each) => isDeepStrictEqual(each, issue)));
