import type { JsonObject } from '../../src/ocds/json';
import { generated } from './generated';
import { sampleReleases } from './graph';
import { CORPUS, readCorpus, sharedPath } from './shared';

/** The sample, and every so many of the releases beside the repository, or of as many made ones where there are none. */
export function manyReleases(every: number): JsonObject[] {
  const path = sharedPath(CORPUS);
  const more = path ? readCorpus(path).releases : made();
  return [
    ...new Map(
      [...sampleReleases(), ...more.filter((_, i) => i % every === 0)].map((each) => [each.ocid, each]),
    ).values(),
  ];
}

const made = (): JsonObject[] =>
  generated(766)
    .split('\n')
    .map((line) => JSON.parse(line) as JsonObject);
