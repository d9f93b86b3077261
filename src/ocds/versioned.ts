import { canonicalText } from './canonical';
import { isObject, type Json, type JsonObject } from './json';
import { setOwnValue } from './values';

/*
 * A versioned release holds each value that the releases of its process ever gave, with the id, the date and the tag of
 * the release: https://standard.open-contracting.org/1.1/en/schema/merging/#versioned-values. So it can be taken apart
 * into those releases, as far as they said something new.
 */

/** What a value says: in all releases the same, or in each release, by its key. */
type Said = { readonly always: Json } | { readonly by: ReadonlyMap<string, Json> };

/** What a version tells of its release, by the name that the release has for it. */
const IDENTITY = { id: 'releaseID', date: 'releaseDate', tag: 'releaseTag' } as const;

const OF_VERSION = new Set<string>([...Object.values(IDENTITY), 'value']);

/** Whether some value in it is a list of versions. */
export function holdsVersions(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isVersion(value) || Object.values(value).some(holdsVersions);
}

/** The releases that a versioned release is made of; undefined where something would get lost, or there are none. */
export function takenApart(versioned: JsonObject): JsonObject[] | undefined {
  const apart = new Apart();
  const said = apart.object(versioned);
  if (apart.isLossy || 'always' in said) return undefined;
  const releases: JsonObject[] = [];
  for (const [key, document] of said.by) {
    const { ocid, ...rest } = document as JsonObject;
    const identity = apart.releases.get(key)!;
    const isOther = ([field, value]: [string, Json]): boolean =>
      field in rest && canonicalText(rest[field]!) !== canonicalText(value);
    if (Object.entries(identity).some(isOther)) return undefined;
    releases.push({ ...(ocid !== undefined && { ocid }), ...identity, ...rest });
  }
  return releases;
}

const isVersion = (value: Json): value is JsonObject =>
  isObject(value) && 'releaseDate' in value && 'releaseTag' in value && 'value' in value;

/** One versioned release, while it is taken apart. */
class Apart {
  /** By their keys. */
  readonly releases = new Map<string, JsonObject>();
  /** A version says more than a release can, or a release has two values in one place. */
  isLossy = false;

  /** What has no versions, as ids have none, is said by each release that says something of the object around it. */
  object(object: JsonObject): Said {
    const members = Object.entries(object).map(([name, value]) => ({ name, said: this.value(value) }));
    return spread(object, members, () => ({}), setOwnValue);
  }

  private value(value: Json): Said {
    if (isObject(value)) return this.object(value);
    if (!Array.isArray(value) || value.length === 0) return { always: value };
    if (value.every(isVersion)) return this.versions(value);
    const items = value.map((item) => ({ name: '', said: this.value(item) }));
    const said = spread(value, items, () => [], addItem);
    // Merge tools of old versioned each value of a list of texts by its place: which texts a release left is not said.
    if (!value.every(isObject) && 'by' in said && said.by.size > 1) this.isLossy = true;
    return said;
  }

  private versions(versions: readonly JsonObject[]): Said {
    const by = new Map<string, Json>();
    for (const version of versions) {
      const identity: JsonObject = {};
      for (const [field, name] of Object.entries(IDENTITY)) if (name in version) identity[field] = version[name]!;
      const key = canonicalText(identity);
      this.isLossy ||= by.has(key) || Object.keys(version).some((name) => !OF_VERSION.has(name));
      this.releases.set(key, identity);
      by.set(key, version.value!);
    }
    return { by };
  }
}

/** What each release says of an object or a list, from what it says of its parts. */
function spread<T extends Json>(
  whole: Json,
  parts: readonly { readonly name: string; readonly said: Said }[],
  begin: () => T,
  add: (to: T, name: string, value: Json) => void,
): Said {
  const by = new Map<string, T>();
  for (const { said } of parts)
    if ('by' in said) for (const key of said.by.keys()) if (!by.has(key)) by.set(key, begin());
  if (by.size === 0) return { always: whole };
  for (const { name, said } of parts) {
    if ('by' in said) for (const [key, value] of said.by) add(by.get(key)!, name, value);
    else for (const to of by.values()) add(to, name, said.always);
  }
  return { by };
}

const addItem = (to: Json[], _name: string, value: Json): number => to.push(value);
