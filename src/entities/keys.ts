import { createHash } from 'node:crypto';

/**
 * Database keys. A release has a small number of its own for life; whatever stands inside it has
 * `release * SPAN + place`, `place` being its turn among its kind in document order. So a release's rows lie together,
 * sort as published, are replaced by range, and need no sequence.
 */
export const SPAN = 2 ** 20;

/** The key of the `place`-th object of its kind inside a release. */
export const keyInRelease = (releasePk: number, place: number): number => releasePk * SPAN + place;

/** The key of the release that a key inside a release belongs to. */
export const releaseOf = (pk: number): number => Math.floor(pk / SPAN);

/** Longer ones are cut: an index of PostgreSQL takes no more than 2,704 bytes, for all segments of an id together. */
const LONGEST = 400;

/**
 * A local id as a segment of a path: percent-encoded, `~` too, since `~2` marks a second object of the same id, and
 * `~` with a hash one that was too long.
 */
export function segment(localId: string): string {
  const whole = encodeURIComponent(localId.toWellFormed()).replaceAll('~', '%7E');
  if (whole.length <= LONGEST) return whole;
  return `${whole.slice(0, LONGEST / 2)}~${createHash('sha256').update(whole).digest('base64url')}`;
}
