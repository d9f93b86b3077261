import { Organization } from '../../entities';
import { isObject, type Json, type JsonObject } from '../../ocds/json';
import { idIn } from '../../ocds/text';
import { isSaid, translated } from './languages';
import { at, type Issues, type Path } from './path';
import type { Reference, Table } from './table';

/*
 * What publishers say in another way than the standard, and that still means one thing: `lotID`, `relatedLot` for
 * `relatedLots`, `[{ "id": "1" }]` for `["1"]`, `title_en` in a release in English without a `title`.
 */

/** The name of one, where the standard has a list: `award` for `awards`. */
export const nameOfOne = (name: string): string[] => (name.endsWith('s') ? [name.slice(0, -1)] : []);

/** What a reference is called elsewhere. */
export function otherNamesOf({ to, property }: Reference): string[] {
  if (to === Organization) return nameOfOne(property);
  const name = to.name;
  const names = [`related${name}`, `related${name}s`, ...idNames(name), ...idNames(name).map((each) => `${each}s`)];
  return names.filter((each) => each !== property);
}

const idNames = (type: string): string[] => ['ID', 'Id'].map((id) => `${type[0]!.toLowerCase()}${type.slice(1)}${id}`);

/** The property that a key of an object stands for: its own, or one that the object does not have; or none. */
export function nameOf(table: Table, object: JsonObject, key: string, language: string): string | undefined {
  const property = table.properties.get(key);
  if (property && !property.standsFor) return key;
  const name = property?.standsFor ?? translated(object, key, language, table.properties);
  if (name === undefined || isSaid(object[name])) return undefined;
  if (property) return otherNameIn(table, object, name) === key ? name : undefined;
  return table.properties.get(name)?.fill && name;
}

/** Of several other names the first counts. */
const otherNameIn = (table: Table, object: JsonObject, name: string): string | undefined =>
  Object.keys(object).find((each) => table.properties.get(each)?.standsFor === name && isSaid(object[each]));

/** The id that an element of a reference is or holds. */
export function idReferred({ to }: Reference, value: Json): string | null {
  if (!isObject(value)) return idIn(value);
  for (const name of ['id', ...idNames(to.name)]) {
    const id = idIn(value[name]);
    if (id !== null) return id;
  }
  return null;
}

/** The value of a reference by local ids as its field holds it, if it says that in another shape. */
export function idsReferred(reference: Reference, value: Json, issues: Issues, up: Path | null, key: string): Json {
  if (reference.key) {
    const one = Array.isArray(value) && value.length === 1 ? value[0]! : value;
    const id = one === value && !isObject(one) ? null : idReferred(reference, one);
    return id === null ? value : told(id, value, issues, up, key);
  }
  if (key !== reference.property && typeof value !== 'object') return [idIn(value)];
  if (isObject(value)) {
    const id = idReferred(reference, value);
    return id === null ? value : [told(id, value, issues, up, key)];
  }
  if (!Array.isArray(value) || !value.some(isObject)) return value;
  return value.map((each, i) => {
    const id = isObject(each) ? idReferred(reference, each) : null;
    return id === null ? each : told(id, each, issues, at(up, key), i);
  });
}

function told(id: string, value: Json, issues: Issues, up: Path | null, key: string | number): Json {
  issues.tell('TYPE_COERCED', up, key, value);
  return id;
}
