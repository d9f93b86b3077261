import { canonicalText, plainText } from './canonical';
import { instantOf } from './instant';
import { type JsonObject } from './json';

/** A release with what its place in the history depends on. */
export interface DatedRelease {
  readonly release: JsonObject;
  /** UTC, or an empty text where the release has no date that can be read. */
  readonly utc: string;
  content?: string;
}

function dated(release: JsonObject): DatedRelease {
  const { date } = release;
  return { release, utc: (typeof date === 'string' && instantOf(date)?.utc) || '' };
}

/**
 * The releases of one process in chronological order, whatever order they come in:
 * https://standard.open-contracting.org/1.1/en/schema/merging/#merge-routine, step 2. Those that say the same in all
 * respects come once.
 */
export function inOrder(releases: readonly JsonObject[]): DatedRelease[] {
  // Of releases that differ in the order of their keys, it must not hang on their own order which one stays.
  const spelling = (a: DatedRelease, b: DatedRelease): number =>
    a.release === b.release ? 0 : compareText(plainText(a.release), plainText(b.release));
  const sorted = releases.map(dated).sort((a, b) => compareDated(a, b) || spelling(a, b));
  return sorted.filter((each, i) => {
    const previous = sorted[i - 1];
    return !previous || compareDated(previous, each) !== 0;
  });
}

/**
 * Dates are compared as instants, not as text. The standard leaves ties open: they go by release id, then by content. A
 * release without a usable date comes first, so that it never overrides a dated one.
 */
function compareDated(a: DatedRelease, b: DatedRelease): number {
  if (a.utc !== b.utc) return a.utc < b.utc ? -1 : 1;
  if (a.release === b.release) return 0;
  return compareText(idText(a.release), idText(b.release)) || compareText(contentText(a), contentText(b));
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function idText({ id }: JsonObject): string {
  return typeof id === 'string' ? id : canonicalText(id ?? null);
}

/** Computed only for releases that are equal in date and id, and once for each. */
function contentText(each: DatedRelease): string {
  each.content ??= canonicalText(each.release);
  return each.content;
}
