import type { JsonObject } from '../../src/ocds/json';

/** Midnight of a day of January 2020. */
export const day = (n: number): string => `2020-01-${String(n).padStart(2, '0')}T00:00:00Z`;

/** Releases of one process, one a day, with these contents. */
export const releases = (...contents: JsonObject[]): JsonObject[] =>
  contents.map((content, i) => ({ ocid: 'ocds-1', id: `r${i + 1}`, date: day(i + 1), tag: ['tender'], ...content }));
