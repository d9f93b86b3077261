import { RELATIONS } from './edges';
import { segment } from './keys';
import type { Class } from './registry';
import type { Relation } from './relation';
import { Release } from './Release';

type Containment = NonNullable<Relation['contains']>;

const containments = RELATIONS.flatMap((relation) => relation.contains ?? []);
const inside = new Map<Class, Map<string, Containment>>();
for (const each of containments) {
  const own = inside.get(each.from) ?? new Map<string, Containment>();
  inside.set(each.from, own.set(each.property, each));
}

/** The objects that a class of objects holds, by OCDS property. */
export const containedIn = (type: Class): ReadonlyMap<string, Containment> =>
  inside.get(type) ?? new Map<string, Containment>();

/** Whether the ids of a class are paths, in which what is published is percent-encoded. */
export const hasPath = (type: Class): boolean => type === Release || containments.some(({ to }) => to === type);

/** The class of the object that a path leads to: `ocds-1/tender/lots/2` is a Lot. Undefined for what is no path. */
export function classOfPath(id: string): Class | undefined {
  const [ocid, ...rest] = id.split('/');
  if (!ocid) return undefined;
  let type: Class = Release;
  while (rest.length > 0) {
    const next = inside.get(type)?.get(rest.shift()!);
    if (!next || (next.many && rest.shift() === undefined)) return undefined;
    type = next.to;
  }
  return type;
}

/** The path of an object that only one place of a document can hold: how `ocid` and `localId` make an id. */
export function pathOf(type: Class, ocid: string, localId: string): string | undefined {
  const steps: string[] = [];
  for (let each = type; each !== Release;) {
    const holders = containments.filter(({ to }) => to === each);
    const [holder] = holders;
    if (holders.length !== 1 || !holder || (holder.many && each !== type)) return undefined;
    steps.unshift(holder.property, ...(holder.many ? [segment(localId)] : []));
    each = holder.from;
  }
  return [segment(ocid), ...steps].join('/');
}

/** Whether a release has one of the class, under the release's own key. */
export const hasReleaseKey = (type: Class): boolean =>
  type === Release || containments.some(({ to, key, from }) => to === type && key === 'pk' && hasReleaseKey(from));
