import { Release } from '../entities';
import { fieldsByName } from '../entities/registry';
import { canonicalText } from '../ocds/canonical';
import type { JsonObject } from '../ocds/json';
import type { MergeWarning } from '../ocds/merge';
import { storable } from '../ocds/text';
import { tellLost } from './digest/parsingLoss';
import type { ImportIssue } from './issues';
import { fieldReader, type FieldReader } from './normalise/part';
import { Issues } from './normalise/path';

/** A release with what is needed to tell what was wrong with it. */
export interface Sent {
  document: JsonObject;
  readonly hash: string;
  text: string;
  /** Whether JSON.parse may have left something out of its text. */
  readonly mayLose: boolean;
}

/** Issues of one process that are kept: whoever repeats keys, or writes long numbers, does so often. */
const ROOM = 1000;

let tag: FieldReader | undefined;

/**
 * What only releases as they were sent can tell: a compiled release has other tags and one ocid, and parsing leaves things
 * out. They are added in the order of their instants.
 */
export class IssuesAsSent {
  private readonly issues = new Issues(ROOM);
  /** Where what is told of the tags of a release stands in the list, by its hash. */
  private readonly tags = new Map<string, readonly [start: number, count: number]>();
  /** What was told of: ocids that cannot be stored, and so may be those of several processes. */
  private readonly ocids = new Set<string>();

  /** Adds all releases of one instant. */
  add(simultaneous: readonly Sent[]): void {
    for (const { document, hash, text, mayLose } of simultaneous.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))) {
      if (mayLose) tellLost(text, this.issues);
      this.tellOcid(document.ocid as string);
      const start = this.issues.list.length;
      tag ??= fieldReader(fieldsByName(Release).get('tag')!);
      if (document.tag !== undefined) tag(document.tag, this.issues, null, 'tag');
      const count = this.issues.list.length - start;
      if (count > 0) this.tags.set(hash, [start, count]);
    }
  }

  private tellOcid(ocid: string): void {
    if (ocid === storable(ocid) || this.ocids.has(ocid)) return;
    this.ocids.add(ocid);
    this.issues.tell('TEXT_CLEANED', null, 'ocid', ocid);
  }

  /** @param shown the hash of the release that is shown as it was sent: its tags are read with the rest of it. */
  list(shown: string | undefined): readonly ImportIssue[] {
    const { list } = this.issues;
    return list.toSpliced(...((shown !== undefined && this.tags.get(shown)) || ([0, 0] as const)));
  }
}

/** What merging the releases had to decide, but for what is told of the compiled release as well. */
export function issuesOfMerging(warnings: readonly MergeWarning[], told: readonly ImportIssue[]): ImportIssue[] {
  if (warnings.length === 0) return [];
  const codes = new Set<string>(warnings.map(({ code }) => code));
  const known = new Set(
    told
      .map(asMerged)
      .filter(({ code }) => codes.has(code))
      .map(canonical),
  );
  return warnings
    .map(({ code, path, value, releaseId }) => ({ code, path, value: value ?? releaseId ?? null }))
    .filter((issue) => !known.has(canonical(issue)));
}

const canonical = ({ code, path, value }: ImportIssue): string => canonicalText([code, path, value]);

/** A date that is no text is told once: as a value of another type, or as no date. */
const asMerged = (issue: ImportIssue): ImportIssue =>
  issue.path === 'date' && issue.code === 'WRONG_TYPE' ? { ...issue, code: 'INVALID_DATE' } : issue;
