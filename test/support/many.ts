import type { JsonObject } from '../../src/ocds/json';
import { sampleReleases } from './graph';
import { CORPUS, readCorpus, sharedPath } from './shared';

/** The sample, and every so many of the releases beside the repository where they are. */
export function manyReleases(every: number): JsonObject[] {
  const path = sharedPath(CORPUS);
  const more = path ? readCorpus(path).releases.filter((_, i) => i % every === 0) : [];
  return [...new Map([...sampleReleases(), ...more].map((each) => [each.ocid, each])).values()];
}
