import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../src/ocds/json';
import { compileRelease } from '../../src/ocds/merge';
import { takenApart } from '../../src/ocds/versioned';
import { readJson, withShared } from '../support/shared';

const at = (n: number, value: Json): JsonObject => ({
  releaseID: `r${n}`,
  releaseDate: `2020-01-0${n}T00:00:00Z`,
  releaseTag: n === 1 ? ['tender'] : ['tenderUpdate'],
  value,
});

const VERSIONED: JsonObject = {
  ocid: 'ocds-213czf-1',
  language: [at(1, 'en')],
  parties: [
    { id: '1', name: [at(1, 'A'), at(3, 'B')], roles: [at(1, ['buyer'])] },
    { id: '2', name: [at(2, 'C')] },
    { id: '3' },
  ],
  tender: {
    id: [at(1, 't')],
    title: [at(1, 'one'), at(2, null), at(3, 'three')],
    items: [{ id: '1', additionalClassifications: [at(2, [{ id: 'x' }])], quantity: [at(2, 1.5)] }],
    documents: [],
    ['__proto__']: [at(2, 'own')],
  },
};

const identity = (n: number): JsonObject => {
  const { releaseID: id, releaseDate: date, releaseTag: tag } = at(n, null);
  return { ocid: 'ocds-213czf-1', id: id!, date: date!, tag: tag! };
};

test('a versioned release is the releases that it is made of, each with what it said anew', () => {
  const proto = JSON.parse('{"__proto__": "own"}') as JsonObject;
  expect(takenApart(JSON.parse(JSON.stringify(VERSIONED)) as JsonObject)).toEqual([
    {
      ...identity(1),
      language: 'en',
      parties: [{ id: '1', name: 'A', roles: ['buyer'] }, { id: '3' }],
      tender: { id: 't', title: 'one', documents: [] },
    },
    {
      ...identity(3),
      parties: [{ id: '1', name: 'B' }, { id: '3' }],
      tender: { title: 'three', documents: [] },
    },
    {
      ...identity(2),
      parties: [{ id: '2', name: 'C' }, { id: '3' }],
      tender: {
        title: null,
        items: [{ id: '1', additionalClassifications: [{ id: 'x' }], quantity: 1.5 }],
        documents: [],
        ...Object.defineProperty({}, '__proto__', { value: proto['__proto__'], enumerable: true }),
      },
    },
  ]);
});

test('merged again, they have the last values', () => {
  const { compiled, warnings } = compileRelease(takenApart(VERSIONED)!);
  expect(warnings).toEqual([]);
  expect(compiled).toMatchObject({
    id: 'ocds-213czf-1-2020-01-03T00:00:00Z',
    parties: [{ id: '1', name: 'B', roles: ['buyer'] }, { id: '3' }, { id: '2', name: 'C' }],
    tender: { id: 't', title: 'three', items: [{ id: '1', quantity: 1.5 }] },
  });
});

test.each<[string, JsonObject]>([
  ['without versions', { ocid: 'x', tender: { title: 'a' } }],
  ['in which a version says more than a release can', { ocid: 'x', title: [{ ...at(1, 'a'), note: 'b' }] }],
  ['in which a release has two values in one place', { ocid: 'x', title: [at(1, 'a'), at(1, 'b')] }],
  ['in which each text of a list has versions of several releases', { ocid: 'x', roles: [[at(1, 'a')], [at(2, 'b')]] }],
  ['whose own date is another than that of its release', { ocid: 'x', date: 7, title: [at(1, 'a')] }],
])('one %s is not taken apart', (_name, versioned) => {
  expect(takenApart(versioned)).toBeUndefined();
});

test('one in which each text of a list has a version of one release is', () => {
  const versioned = { ocid: 'x', parties: [{ id: '1', roles: [[at(1, 'a')], [at(1, 'b')]] }] };
  expect(takenApart(versioned)).toEqual([{ ...identity(1), ocid: 'x', parties: [{ id: '1', roles: ['a', 'b'] }] }]);
});

test('one that repeats what its versions tell of the release is', () => {
  const versioned = { ocid: 'x', id: [at(1, 'r1')], title: [at(1, 'a')] };
  expect(takenApart(versioned)).toEqual([{ ...identity(1), ocid: 'x', title: 'a' }]);
});

/** Some objects say nothing but their ids, so that it is not known when they came: they may stand elsewhere in the list. */
const inAnyOrder = (value: Json): unknown => {
  if (Array.isArray(value)) return new Set(value.map(inAnyOrder));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inAnyOrder(member)]));
};

describe('whatever releases a versioned release was made of', () => {
  const literal = fc.constantFrom<Json>('a', 'b', 1, false, null);
  const item = (more: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
    fc.record({ id: fc.constantFrom('1', '2', '3'), title: literal, more }, { requiredKeys: ['id'] });
  const items = (more: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    fc.uniqueArray(item(more), { minLength: 1, maxLength: 3, selector: ({ id }) => id });
  const said = fc.record(
    {
      language: literal,
      tender: fc.record(
        { title: literal, items: items(literal), coveredBy: fc.array(fc.constantFrom('x', 'y')) },
        { requiredKeys: [] },
      ),
      awards: items(items(literal)),
    },
    { requiredKeys: [] },
  );

  /** Each value with the versions that it had, as the merge routine of versioned releases tells them. */
  const addVersions = (to: JsonObject, from: JsonObject, n: number): void => {
    for (const [key, value] of Object.entries(from)) {
      if (isObject(value)) addVersions((to[key] ??= {}) as JsonObject, value, n);
      else if (Array.isArray(value) && value.every(isObject) && value.length > 0) {
        const list = (to[key] ??= []) as JsonObject[];
        for (const { id, ...rest } of value) {
          if (!list.some((each) => each.id === id)) list.push({ id: id! });
          addVersions(
            list.find((each) => each.id === id)!,
            rest,
            n,
          );
        }
      } else {
        const versions = (to[key] ??= []) as JsonObject[];
        if (JSON.stringify(versions.at(-1)?.value) !== JSON.stringify(value)) versions.push(at(n, value));
      }
    }
  };

  test('taken apart and merged, it is what they make together', () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 9 }) as fc.Arbitrary<JsonObject[]>, (contents) => {
        const versioned: JsonObject = { ocid: 'ocds-213czf-1' };
        contents.forEach((content, i) => addVersions(versioned, { title: String(i), ...content }, i + 1));
        const releases = contents.map((content, i) => ({ ...identity(i + 1), title: String(i), ...content }));
        const { compiled } = compileRelease(takenApart(versioned)!);
        expect(inAnyOrder(compiled)).toEqual(inAnyOrder(compileRelease(releases).compiled));
      }),
      { numRuns: 500 },
    );
  });
});

describe('published versioned releases, merged again, are what was published as compiled', () => {
  const check = ({ records }: JsonObject): void => {
    for (const { versionedRelease, compiledRelease } of records as JsonObject[]) {
      const { compiled } = compileRelease(takenApart(versionedRelease as JsonObject)!);
      expect(inAnyOrder(compiled)).toEqual(inAnyOrder(compiledRelease!));
    }
  };
  withShared('fts-record-package-8.json.gz', 'by Find a Tender', (path) =>
    check(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as JsonObject),
  );
  withShared('fictional/procurement-1.1', 'by the editors of the standard', (path) =>
    check(readJson(path, 'record', 'ocds-213czf-000-00001-withversions.json')),
  );
});
