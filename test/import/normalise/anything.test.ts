import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../../src/ocds/json';
import { setOwnValue } from '../../../src/ocds/values';
import { ENGINES } from '../../support/engines';
import { everything } from '../../support/everything';
import { Graph, theSchema } from '../../support/graph';
import { isTold } from '../../support/issues';
import { CHARACTER } from '../../support/random/character';
import { WholeRelease } from '../../support/wholeRelease';

/*
 * Any JSON value, at any place of a release with every field: it is imported, and each leaf is typed and equal or named
 * by an issue, itself or what holds it.
 */

const RUNS = { sqlite: 150, postgres: 50 };

type Step = string | number;

const DOCUMENT = everything('ocds-anything');

/** Every place in the document but its ocid, and the value there. */
const PLACES: [Step[], Json][] = placesIn(DOCUMENT).filter(([path]) => path[0] !== 'ocid');

function placesIn(value: Json, path: Step[] = []): [Step[], Json][] {
  const inner: [Step, Json][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return inner.flatMap(
    ([key, each]) => [[[...path, key], each], ...placesIn(each, [...path, key])] as [Step[], Json][],
  );
}

/** The document with `value` at the place, and beside the way there nothing but plain values. */
function putAt(holder: Json | undefined, [step, ...rest]: Step[], value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(holder)) return [putAt(holder[step as number], rest, value)];
  const result: JsonObject = {};
  const given = isObject(holder) ? holder : {};
  for (const [key, each] of Object.entries(given)) if (typeof each !== 'object') setOwnValue(result, key, each);
  setOwnValue(result, String(step), putAt(given[step], rest, value));
  return result;
}

const place = fc.constantFrom(...PLACES).map(([path]) => path);
const strangePlace = fc
  .tuple(
    fc.constantFrom(...PLACES.filter(([, value]) => isObject(value))),
    fc.oneof(fc.string(), fc.constantFrom(...KEYS())),
  )
  .map(([[path], key]) => [...path, key]);

function KEYS(): string[] {
  return [
    '__proto__',
    'constructor',
    'localId',
    'pk',
    'id',
    'ocid',
    'cursor',
    'node',
    'release',
    'lots',
    'organization',
    'a/b',
    '',
  ];
}

/** What publishers send where something else belongs, and what databases stumble over. */
const dirt: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(
  ...['', ' ', '12', ' -1.5e3 ', '0x10', 'NaN', 'true', 'FALSE', 'null', '2026-01-01', '2026-01-01T00:00:00Z', '1-01-01'],
  ...['\0', '\uD800', '\\N', '\\', 'a\tb\r\nc', '\u{1F600}', "'", '"', '%', '%00', '~2', '../..', '{}', '[1]', 'x'.repeat(5000)],
  ...[0, -0, -1, 1.5, 1e21, 5e-324, 1.7976931348623157e308, 2 ** 31, 2 ** 53, 2 ** 63, -(2 ** 31) - 1],
  ...[null, true, false, [], {}, [null], [[]], [{}], { 1: {} }, { id: 1 }, { id: null }, [{ id: 'x' }, { id: 'x' }, {}], [1, 'a', null, {}]],
); // prettier-ignore

const elsewhere: fc.Arbitrary<Json> = fc.constantFrom(...PLACES).map(([, value]) => value);

const anything: fc.Arbitrary<Json> = fc.oneof(
  dirt,
  elsewhere,
  fc.oneof(dirt, elsewhere).map((value) => [value]),
  fc.tuple(dirt, elsewhere, dirt).map((values) => values as Json),
  elsewhere.map((value) => ({ 1: value })),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
  fc.string({ unit: CHARACTER }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, []);
  });
  afterAll(() => graph.close());

  test('any value at any place of a release is typed and equal, or told', async () => {
    const whole = new WholeRelease(theSchema());
    let n = 0;
    const property = fc.asyncProperty(
      fc.oneof({ weight: 4, arbitrary: place }, strangePlace),
      anything,
      async (path, value) => {
        const ocid = `ocds-${++n}`;
        const document = { ...(putAt(DOCUMENT, path, value) as JsonObject), ocid };
        await graph.import([document], 'compiled');
        const { data, errors } = await graph.ask(whole.query(document), { ocid });
        expect(errors).toBeUndefined();
        const { different } = whole.compare(document, data.release);
        const issues = different.length > 0 ? await graph.issues(ocid) : [];
        expect(different.filter((leaf) => !isTold(leaf.path, issues))).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: RUNS[engine] });
  });
});
