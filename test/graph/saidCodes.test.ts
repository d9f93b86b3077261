import type { JsonObject } from '../../src/ocds/json';
import { UK_REGIONS } from '../../src/ocds/region';
import { ENGINES } from '../support/engines';
import { Graph, sampleReleases } from '../support/graph';

/** Every letter, each once. */
const LETTERS = Array.from({ length: 0x10ffff - 0x800 }, (_, i) => String.fromCodePoint(i < 0xd800 ? i : i + 0x800));
const BLANKS = LETTERS.filter((letter) => letter.trim() === '');
const NO_BLANKS = ['\u0085', '\u180e', '\u200b'];

const REGIONS = [
  ...[
    'UK',
    'UKZZ',
    'UKG33',
    'UKXXX',
    'EL',
    'GR',
    'QC',
    'ESAB1',
    'ESAB',
    'ESSEX',
    'ES1',
    'XX1',
    'XX',
    'uk',
    'UKG-',
    '1',
    '',
  ],
  ...[...UK_REGIONS.keys()].flatMap((name) => [name, name.toUpperCase(), name.replace('k', '\u212a')]),
];
const COUNTRIES = [null, '', 'UK', 'GB', 'GR', 'ES', 'QC', 'CA'];
const COUNTRY_NAMES = [null, '', 'Scotland', 'Canada'];

const SCHEMES = ['CPV', 'cpv', ' Cpv\u3000', '\uff23PV', 'CPVS', 'CP', ''];
const CODES = [
  '45221111',
  '45221111-3',
  '\u00a045221111-4\n',
  '45221111-',
  '45221111-33',
  '4522111-3',
  '4522111a-3',
  '-45221111',
  '-',
];

const delivered = (all: object[]): JsonObject =>
  ({ deliveryAddresses: all, deliveryAddress: all.at(-1) }) as JsonObject;
const classified = (all: object[]): JsonObject =>
  ({ additionalClassifications: all, classification: all.at(-1) }) as JsonObject;

/** What one item may say: all of it in lists, and the last of each in columns too. */
const ITEMS: JsonObject[] = [
  ...REGIONS.map((region) =>
    delivered(COUNTRIES.flatMap((country) => COUNTRY_NAMES.map((countryName) => ({ region, country, countryName })))),
  ),
  delivered([...BLANKS, ...NO_BLANKS].map((each) => ({ region: `${each}UKG3${each}${each}` }))),
  ...SCHEMES.map((scheme) => classified(CODES.map((id) => ({ scheme, id })))),
  classified([...BLANKS, ...NO_BLANKS].map((each) => ({ scheme: `${each}CPV`, id: `${each}4522${each}${each}` }))),
];

const ASKED = `{ release(ocid: "ocds-said") { tender { items(first: 100) { nodes {
  deliveryAddress { territory { code } } deliveryAddresses { region country territory { code } }
  classification { classification { id } } additionalClassifications { scheme localId classification { id } } } } } } }`;

test.each(ENGINES)(
  '%s: the planner finds the codes that the resolvers find, however documents say them',
  async (engine) => {
    const items = ITEMS.map((item, i) => ({ id: `${i}`, ...item }));
    const graph = await Graph.of(engine, [{ ocid: 'ocds-said', id: '1', tag: ['compiled'], tender: { items } }]);
    const { data } = await graph.ask(ASKED); // and it compares both
    expect(graph.reason).toBeUndefined();
    const { nodes } = data.release.tender.items;
    const found = (list: string, edge: string, key: string): string[] =>
      nodes.flatMap((node: any) => (node[list] ?? []).flatMap((part: any) => part[edge]?.[key] ?? []));
    expect([...new Set(found('deliveryAddresses', 'territory', 'code'))].sort()).toEqual(
      'EL ES1 ESAB1 GR QC UK UKC UKD UKE UKF UKG UKG3 UKG33 UKH UKI UKJ UKK UKL UKM UKN UKZZ XX'.split(' '),
    );
    const classifications = new Set(found('additionalClassifications', 'classification', 'id'));
    expect([...classifications].filter((id) => id.startsWith('classification:CPV:')).sort()).toEqual(
      '- -45221111 4522 4522111-3 45221111 45221111- 45221111-33 4522111a-3'
        .split(' ')
        .map((code) => `classification:CPV:${code}`),
    );
    await graph.close();
  },
);

test('beyond ASCII no letter is made one of a scheme or of the name of a region, but for the sign of Kelvin', () => {
  const others = LETTERS.filter((letter) => letter > '\x7f');
  expect(others.filter((letter) => /[CPV]/.test(letter.toUpperCase()))).toEqual([]);
  expect(others.filter((letter) => /^[a-z]$/.test(letter.toLowerCase()))).toEqual(['\u212a']);
});

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.of('sqlite', sampleReleases());
});
afterAll(() => graph.close());

test.each([
  ['tenders { totalCount aggregate { sum { amount } } }', undefined],
  ['tenders(first: 2, orderBy: [{ by: VALUE_AMOUNT }]) { nodes { title } }', undefined],
  ['children { totalCount nodes { parent { code } tenders { totalCount } } }', undefined],
  ['tenders { nodes { title } }', 'Region.tenders'],
  ['awards(filter: { status: { eq: ACTIVE } }) { totalCount }', 'Region.awards'],
  ['tenders { groups(by: [STATUS]) { count } }', 'Region.tenders'],
  ['parent { children { nodes { awards { nodes { title } } } } }', 'Region.awards'],
])('what many addresses may lead to is found once, by the resolvers, if it takes long: %s', async (asked, reason) => {
  const { errors } = await graph.ask(
    `{ releases { nodes { parties { nodes { address { territory { code ${asked} } } } } } } }`,
  );
  expect([errors, graph.reason]).toEqual([undefined, reason]);
});

test('what one reference leads to is found where it stands', async () => {
  const code = 'legalBasis { classification { tenders(filter: { status: { eq: ACTIVE } }) { nodes { title } } } }';
  const { errors } = await graph.ask(`{ release(ocid: "ocds-h6vhtk-04cc4d") { tender { ${code} } } }`);
  expect([errors, graph.reason]).toEqual([undefined, undefined]);
});
