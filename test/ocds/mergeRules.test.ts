import { isObject, type Json, type JsonObject } from '../../src/ocds/json';
import { OCDS_MERGE_RULES, type MergeAction, expandPaths } from '../../src/ocds/mergeRules';
import { readJson, withShared } from '../support/shared';

describe('a pattern of paths', () => {
  test('stands for each of its alternatives', () => {
    expect(expandPaths('a')).toEqual(['a']);
    expect(expandPaths('{a,b}/{,c/}d').sort()).toEqual(['a/c/d', 'a/d', 'b/c/d', 'b/d']);
    expect(expandPaths('{a/{b,c},d}/e').sort()).toEqual(['a/b/e', 'a/c/e', 'd/e']);
  });
});

describe('the merge rules', () => {
  const pathsOf = (action: MergeAction): string[] =>
    OCDS_MERGE_RULES.filter((rule) => rule.action === action)
      .flatMap(({ paths }) => paths.flatMap(expandPaths))
      .sort();

  test('name each path once, with the clause that they implement', () => {
    for (const action of ['omit', 'replace', 'replaceNamed'] as const) {
      expect(new Set(pathsOf(action)).size).toBe(pathsOf(action).length);
    }
    for (const { clause } of OCDS_MERGE_RULES)
      expect(clause).toMatch(/^https:\/\/standard\.open-contracting\.org\/1\.[01]\//);
  });

  withShared('../ocds/release-schema-1.1-eu-uk.json', 'are those of the release schema with its extensions', (path) => {
    const found = { omit: [] as string[], replace: [] as string[] };
    collect(readJson(path), [], found);
    expect(pathsOf('omit')).toEqual(found.omit.sort());
    expect(pathsOf('replace')).toEqual(found.replace.sort());
  });
});

/** The rules of a schema by https://standard.open-contracting.org/1.1/en/schema/merging/#merging-specification. */
function collect(
  schema: JsonObject,
  path: string[],
  found: Record<'omit' | 'replace', string[]>,
  at: Json = schema,
): void {
  for (const [key, unresolved] of Object.entries((at as JsonObject).properties as JsonObject)) {
    const property = resolved(schema, unresolved);
    const below = [...path, key];
    const items = isObject(property.items) ? resolved(schema, property.items) : {};
    const isList = types(property).includes('array');
    if (property.omitWhenMerged === true) found.omit.push(below.join('/'));
    else if (isList && (property.wholeListMerge === true || types(items).some((type) => type !== 'object'))) {
      found.replace.push(below.join('/'));
    } else if (isList && items.properties && !('id' in (items.properties as JsonObject)))
      found.replace.push(below.join('/'));
    else if (isList && items.properties) collect(schema, below, found, items);
    else if (property.properties) collect(schema, below, found, property);
  }
}

function resolved(schema: JsonObject, property: Json): JsonObject {
  const { $ref, ...own } = property as JsonObject;
  if (typeof $ref !== 'string') return own;
  return { ...resolved(schema, (schema.definitions as JsonObject)[$ref.replace('#/definitions/', '')]!), ...own };
}

function types({ type }: JsonObject): Json[] {
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}
