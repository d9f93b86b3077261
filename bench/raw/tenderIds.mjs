import { lines } from './lines.mjs';

/**
 * An id for the tender of every ocid in a file of generated releases: the newer the release, the greater. So `ORDER BY id
 * DESC` means "newest first", which is what a full text index gives away for nothing.
 */
export function tenderIds(file) {
  const releases = [];
  for (const line of lines(file)) {
    const [, date, ocid] = /"date":"([^"]+)","ocid":"([^"]+)"/.exec(line);
    releases.push([Date.parse(date), ocid]);
  }
  releases.sort(([a, x], [b, y]) => a - b || (x < y ? 1 : -1)); // of the same second, the smaller ocid counts as newer
  return new Map(releases.map(([, ocid], i) => [ocid, i + 1]));
}
