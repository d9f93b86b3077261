import { bareOf, fieldsOf, type Class, type FieldInfo } from '../../entities/registry';
import { instantOf } from '../../ocds/instant';
import { isObject, type Json, type JsonObject } from '../../ocds/json';
import { amountsOf, withCurrency } from './currencies';
import { LANGUAGE, translated } from './languages';
import { at, type Issues, type Path } from './path';
import { numberOf, scalarReader } from './scalars';

/** Reads the published value of one field: what the column or the JSON of a part holds for it. */
export type FieldReader = (value: Json, issues: Issues, up: Path | null, key: string) => Json;

/** The reader of a field of any kind, lists too. */
export function fieldReader(field: FieldInfo): FieldReader {
  if (field.kind === 'part') return field.list ? partList(field.part!) : partObject(field.part!);
  const read = scalarReader(field);
  if (!field.list) return read;
  return (value, issues, up, key) => {
    const list = listOf(value, issues, up, key);
    if (!list) return null;
    return list.map((each) => read(each.value, issues, each.up, each.key)).filter((each) => each !== null);
  };
}

function partObject(part: () => Class): FieldReader {
  let read: PartReader | undefined;
  return (value, issues, up, key) => {
    const found = objectOf(wholeOf(part(), value, issues, up, key), issues, up, key);
    return found && (read ??= partReader(part()))(found.object, issues, found.path);
  };
}

function partList(part: () => Class): FieldReader {
  let read: PartReader | undefined;
  return (value, issues, up, key) => {
    const list = listOf(value, issues, up, key);
    if (!list) return null;
    const parts: Json[] = [];
    for (const each of list) {
      const found = objectOf(wholeOf(part(), each.value, issues, each.up, each.key), issues, each.up, each.key);
      if (found) parts.push((read ??= partReader(part()))(found.object, issues, found.path));
    }
    return parts;
  };
}

interface PartField {
  readonly field: FieldInfo;
  readonly read: FieldReader;
}

function put(
  result: JsonObject,
  { field, read }: PartField,
  published: Json,
  issues: Issues,
  path: Path,
  key: string,
): void {
  const value = read(published, issues, path, key);
  if (value === null) return;
  result[field.name] = value;
  if (field.kind === 'timestamp') result[`${field.name}Instant`] = instantOf(value as string)!.utc;
}

type PartReader = (object: JsonObject, issues: Issues, path: Path) => JsonObject;

const partReaders = new Map<Class, PartReader>();

/** The reader of a class without a table: an object of its fields, by their names in GraphQL, and of the instants of its dates. */
function partReader(type: Class): PartReader {
  const known = partReaders.get(type);
  if (known) return known;
  const fields = new Map<string, PartField>(
    fieldsOf(type).map((field) => [field.published ?? field.name, { field, read: fieldReader(field) }]),
  );
  const amounts = amountsOf(type);
  const reader: PartReader = (published, issues, path) => {
    const object = withCurrency(amounts, published, issues, path);
    const result: JsonObject = {};
    const nameOf = (key: string): string | undefined =>
      fields.has(key) ? key : translated(object, key, issues.language, fields);
    readAll(object, issues, path, fields, nameOf, (key, name) =>
      put(result, fields.get(name)!, object[key]!, issues, path, key),
    );
    issues.meet(type, result, path);
    return result;
  };
  partReaders.set(type, reader);
  return reader;
}

/**
 * Reads all that an object says: first what stands under the names of its fields, then what goes by other names. `known` are
 * its fields, `nameOf` says which of them is meant.
 */
export function readAll(
  object: JsonObject,
  issues: Issues,
  path: Path | null,
  known: ReadonlyMap<string, unknown>,
  nameOf: (key: string) => string | undefined,
  read: (key: string, name: string) => void,
): void {
  let others: [key: string, name: string][] | undefined;
  for (const key of Object.keys(object)) {
    const name = nameOf(key);
    if (name === undefined) tellUnknown(object[key]!, issues, path, key, known);
    else if (name === key) read(key, name);
    else (others ??= []).push([key, name]);
  }
  for (const [key, name] of others ?? []) {
    issues.tell('OTHER_NAME', path, key, object[key]!);
    read(key, name);
  }
}

/** Tells of every leaf of what no field is known for. `known` are the fields beside it. */
function tellUnknown(
  value: Json,
  issues: Issues,
  up: Path | null,
  key: string | number,
  known?: ReadonlyMap<string, unknown>,
): void {
  if (typeof value === 'string' && LANGUAGE.test(String(key)) && known?.has(String(key).replace(LANGUAGE, '')))
    return issues.tell('TRANSLATION', up, key, value);
  const path = at(up, key);
  let isEmpty = true;
  for (const [each, inner] of entriesOf(value)) {
    tellUnknown(inner, issues, path, each);
    isEmpty = false;
  }
  if (isEmpty) issues.tell('UNKNOWN_FIELD', up, key, value);
}

const entriesOf = (value: Json): Iterable<[string | number, Json]> =>
  Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];

/** The part that a text or a number stands for: `"procuringEntity": "The Council"`, `"value": 1000`. */
export function wholeOf(type: Class, value: Json, issues: Issues, up: Path | null, key: string | number): Json {
  const field = typeof value === 'object' ? undefined : bareOf(type);
  const isSaid = field && (field.kind === 'decimal' ? numberOf(value) !== undefined : saysText(value));
  if (!isSaid) return value;
  issues.tell('TYPE_COERCED', up, key, value);
  return { [field.published ?? field.name]: field.kind === 'decimal' ? numberOf(value)! : value };
}

const saysText = (value: Json): boolean => typeof value === 'string' && value.trim() !== '';

/** The object that a value is, or the first that it holds in the wrong shape, and where it stands; null without one. */
export function objectOf(
  value: Json,
  issues: Issues,
  up: Path | null,
  key: string | number,
): { object: JsonObject; path: Path } | null {
  if (isObject(value)) return { object: value, path: at(up, key) };
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  const first = Array.isArray(value) ? value.findIndex(isObject) : -1;
  issues.tell(first < 0 ? 'WRONG_TYPE' : 'EXPECTED_OBJECT', up, key, value);
  return first < 0 ? null : { object: (value as JsonObject[])[first]!, path: at(at(up, key), first) };
}

/** An element of a list, and where it stands in the document. */
export interface Place {
  readonly value: Json;
  readonly up: Path | null;
  readonly key: string | number;
}

const NUMBER = /^\d+$/;

/**
 * The list that a value is, or that it stands for: one value, an object of numbered objects, or a list with lists in it,
 * which are read as if their values stood in it. An object of nothing is how PHP may write a list of nothing, and like
 * that says nothing.
 */
export function listOf(value: Json, issues: Issues, up: Path | null, key: string | number): Place[] | null {
  if (value === null) return null;
  const path = at(up, key);
  if (Array.isArray(value)) return placesIn(value, issues, path);
  const inner = isObject(value) ? Object.entries(value) : undefined;
  if (inner?.length === 0) return [];
  issues.tell('EXPECTED_ARRAY', up, key, value);
  if (!inner?.every(([each, held]) => NUMBER.test(each) && isObject(held))) return [{ value, up, key }];
  return inner.map(([each, held]) => ({ value: held, up: path, key: each }));
}

function placesIn(list: readonly Json[], issues: Issues, up: Path): Place[] {
  const places = list.map((value, key) => ({ value, up, key }));
  if (!list.some(Array.isArray)) return places;
  return places.flatMap((place) => {
    if (!Array.isArray(place.value)) return [place];
    issues.tell('EXPECTED_ARRAY', up, place.key, place.value);
    return place.value.map((value, key) => ({ value, up: at(up, place.key), key }));
  });
}
