/**
 * The guard of `_entities`, run before any resolver. Apollo's own resolver starts the work for one representation and
 * may throw at the next, which leaves a promise without an owner: its rejection then ends the process. A list that
 * passes this guard gives it nothing to throw at, and gives the drivers below nothing but strings.
 */
import { UserInputError } from '../errors';
import { LIMITS } from './limits';

/**
 * For each federated type the sets of fields by which it can be referred to: `{ Tender: [['id'], ['ocid', 'localId']] }`.
 * A field inside another is written with a dot.
 */
export type EntityKeys = Readonly<Record<string, readonly (readonly string[])[]>>;

const MAX_KEY_LENGTH = 1024;

/** Throws one UserInputError that says which representation is wrong and why; never repeats what it holds. */
export function checkRepresentations(representations: readonly unknown[], keys: EntityKeys): void {
  const max = LIMITS.representations.value;
  if (representations.length > max) {
    throw new UserInputError(`_entities takes at most ${max} representations, not ${representations.length}.`);
  }
  for (const [index, representation] of representations.entries()) {
    const problem = problemOf(representation, keys);
    if (problem) throw new UserInputError(`representations[${index}] ${problem}.`);
  }
}

function problemOf(representation: unknown, keys: EntityKeys): string | undefined {
  if (typeof representation !== 'object' || representation === null || Array.isArray(representation)) {
    return 'is not an object';
  }
  const typename = valueAt(representation, '__typename');
  const sets = typeof typename === 'string' && Object.hasOwn(keys, typename) ? keys[typename] : undefined;
  if (!sets) return 'has no __typename of an entity of this graph';
  let isReferred = false;
  for (const set of sets) {
    // A key field of another set may be absent or null, so the set that is used must be whole.
    let isWhole = true;
    for (const path of set) {
      const value = valueAt(representation, path) ?? undefined;
      if (value === undefined) isWhole = false;
      else if (!isKeyValue(value))
        return `has a value of ${path} that is not a string of 1 to ${MAX_KEY_LENGTH} characters without NUL`;
    }
    isReferred ||= isWhole;
  }
  if (isReferred) return undefined;
  return `lacks a key: ${sets.map((set) => set.join(' and ')).join(', or ')}`;
}

/** `variation.id` is the `id` of the `variation`; nothing that a prototype has is found. */
function valueAt(object: object, path: string): unknown {
  if (!path.includes('.')) return Object.hasOwn(object, path) ? (object as Record<string, unknown>)[path] : undefined;
  let value: unknown = object;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function isKeyValue(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_KEY_LENGTH && !value.includes('\0');
}
