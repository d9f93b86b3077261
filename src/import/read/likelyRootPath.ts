import { isObject, type Json } from '../../ocds/json';

/** Publishers wrap releases in an answer and a result, search engines and GraphQL in more. */
const DEEPEST = 6;

/** A step into numbered objects, or objects by their ocids, which are read as a list. */
const NUMBERED = /\.(?:\d+|ocds-[^.]*)$/;

/** Where in a value that is no release the first one seems to be, as a root path; undefined where nothing looks like one. */
export function likelyRootPath(value: Json): string | undefined {
  let level: { readonly value: Json; readonly path: readonly string[] }[] = [{ value, path: [] }];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const found = level.find((each) => each.path.length > 0 && holdsRelease(each.value));
    if (found) return found.path.join('.').replace(NUMBERED, '');
    level = level.flatMap(({ value: outer, path }) =>
      within(outer).map(([key, inner]) => ({ value: inner, path: [...path, key] })),
    );
  }
  return undefined;
}

const holdsRelease = (value: Json): boolean =>
  isObject(value) &&
  (typeof value.ocid === 'string' ||
    Array.isArray(value.releases) ||
    Array.isArray(value.records) ||
    isObject(value.compiledRelease));

/** The values inside that a root path leads to; the first of a list stands for all. */
function within(value: Json): [key: string, value: Json][] {
  if (Array.isArray(value)) return value.slice(0, 1).map((each) => ['item', each]);
  return isObject(value) ? Object.entries(value).filter(([key]) => !key.includes('.')) : [];
}
