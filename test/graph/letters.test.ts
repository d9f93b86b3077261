import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

/** Texts that JSON has as they are, and some that it has with escapes. */
const STREETS = [
  'Rue Émile',
  'RUE ÉMILE',
  'rue émile',
  'a "b" c',
  'back\\slash',
  'two\nlines',
  'n',
  '😀 Lane',
  'Ⅷ\u2028',
  `${'Long Road '.repeat(4)}to Rome`,
];

describe.each(ENGINES)('what is asked of JSON on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(
      engine,
      STREETS.map((streetAddress, n): JsonObject => ({
        ocid: `ocds-letters-${n}`,
        id: `${n}`,
        date: '2026-01-01T00:00:00Z',
        tag: ['tender'],
        parties: [
          {
            id: `${n}`,
            name: `${n}`,
            roles: ['buyer', streetAddress],
            address: { streetAddress, postalCode: streetAddress },
          },
        ],
        tender: {
          id: `${n}`,
          deliveryAddresses: [{ streetAddress: 'elsewhere' }, { streetAddress, locality: 'Bonn' }],
        },
      })),
    );
  });
  afterAll(() => graph.close());

  const numbers = async (filter: string, text: string): Promise<number[]> => {
    const query = `query ($text: String!) { releases(filter: { ${filter} }) { nodes { ocid } } }`;
    const { data, errors } = await graph.ask(query, { text });
    expect(errors).toBeUndefined();
    return data.releases.nodes.map((each: { ocid: string }) => Number(each.ocid.split('-')[2]));
  };
  const such = (holds: (street: string) => boolean): number[] => STREETS.flatMap((each, n) => (holds(each) ? [n] : []));
  const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

  test.each(STREETS)('is found whatever letters it has: %j', async (street) => {
    const party = (asked: string): string => `parties: { some: { ${asked} } }`;
    // Of streets no index has how they begin, of postcodes one has.
    for (const field of ['streetAddress', 'postalCode'])
      expect(await numbers(party(`address: { ${field}: { eq: $text } }`), street)).toEqual(
        such((each) => each === street),
      );
    expect(await numbers(party('roles: { has: $text }'), street)).toEqual(such((each) => each === street));
    const turned = street.replace(/[a-z]/gi, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    );
    for (const part of [turned, [...turned].slice(0, 3).join('')]) {
      const begins = such((each) => lower(each).startsWith(lower(part)));
      for (const field of ['streetAddress', 'postalCode'])
        expect(await numbers(party(`address: { ${field}: { startsWith: $text } }`), part)).toEqual(begins);
    }
    const rest = [...turned].slice(1).join('');
    const within = such((each) => lower(each).includes(lower(rest)));
    expect(await numbers(party('address: { streetAddress: { contains: $text } }'), rest)).toEqual(within);
    const listed =
      'tender: { deliveryAddresses: { some: { streetAddress: { eq: $text }, locality: { eq: "Bonn" } } } }';
    expect(await numbers(listed, street)).toEqual(such((each) => each === street));
    const both = party('address: { streetAddress: { ne: $text }, or: [{ streetAddress: { eq: "n" } }] }');
    expect(await numbers(both, street)).toEqual(such((each) => each === 'n' && each !== street));
  });

  test('is not where its letters stand in another field', async () => {
    expect(await numbers('parties: { some: { address: { locality: { eq: $text } } } }', 'n')).toEqual([]);
  });

  test('is there where it is to be none of nothing', async () => {
    const asked = (field: string): string =>
      `parties: { some: { name: { eq: $text }, address: { ${field}: { notIn: [] } } } }`;
    expect(await numbers(asked('locality'), '1')).toEqual([]);
    expect(await numbers(asked('streetAddress'), '1')).toEqual([1]);
  });

  test('is looked for by its letters before JSON is read', async () => {
    graph.statements.length = 0;
    await numbers('parties: { some: { address: { streetAddress: { eq: $text } } } }', 'n');
    expect(graph.statements.join()).toMatch(/(instr|strpos)\(f\d+\."address"/);
  });
});
