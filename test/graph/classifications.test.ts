import type { JsonObject } from '../../src/ocds/json';
import { expectTheSameInAnyOrder } from '../support/anyOrder';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const cpv = (id: string, description?: string): JsonObject => ({
  scheme: 'CPV',
  id,
  ...(description && { description }),
});
const item = (id: string, codes: JsonObject[], regions: string[], lot?: string): JsonObject => ({
  id,
  additionalClassifications: codes,
  deliveryAddresses: regions.map((region) => ({ region })),
  ...(lot && { relatedLot: lot }),
});
const compiled = (n: number, date: string, rest: JsonObject): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}-${date}`,
  date: `${date}T00:00:00Z`,
  tag: ['compiled'],
  ...rest,
});

/** Piers and a deck, each a lot; the deck's award has an item of its own, the piers' award has none. */
const BRIDGE = compiled(1, '2026-01-01', {
  parties: [
    {
      id: 'b',
      roles: ['buyer'],
      address: { region: 'UKH1' },
      details: { classifications: [{ scheme: 'UK_CA_TYPE', id: 'publicUndertaking' }] },
    },
  ],
  tender: {
    legalBasis: { scheme: 'UKPGA', id: '2023/54', uri: 'https://www.legislation.gov.uk/' },
    classification: cpv('45221111', 'Road bridge construction work'),
    items: [
      item('1', [cpv('45221111-3', 'Bridges'), cpv('44212120', 'Structures of bridges')], ['UKG33', 'UKG31'], '1'),
      item('2', [cpv('45221111')], ['Kent'], '2'),
    ],
    lots: [{ id: '1' }, { id: '2', additionalClassifications: [cpv('45233000')] }],
  },
  awards: [
    { id: '1', relatedLots: ['1'] },
    { id: '2', relatedLots: ['2'], items: [item('1', [cpv('45233120')], ['UKG31'])] },
  ],
});
const ROAD = compiled(2, '2026-01-02', {
  tender: { items: [item('1', [cpv('45233000', 'Roads'), { scheme: 'COFOG', id: '04.5' }], ['UKI'])] },
});
const WORDS = compiled(3, '2026-01-03', {
  tender: { items: [item('1', [cpv('45000000', 'Construction work'), cpv('45221111')], ['UK'])] },
});

const CODE = `query ($id: ID!) { node(id: $id) { id __typename ... on Classification { scheme code level description
  parent { code } children(first: 9) { nodes { code } } tenders { totalCount nodes { ocid } } awards { nodes { id } } } } }`;
const REGION = `query ($id: ID!) { node(id: $id) { id __typename ... on Region { code level
  parent { code } children { nodes { code } } tenders { totalCount nodes { ocid } } awards { nodes { id } } } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [BRIDGE, ROAD, WORDS]);
  });
  afterAll(() => graph.close());

  const node = async (query: string, id: string): Promise<any> => (await graph.ask(query, { id })).data?.node;
  const codes = (list: { nodes: { code: string }[] }): string[] => list.nodes.map(({ code }) => code);
  const ocids = (list: { nodes: { ocid: string }[] }): string[] => list.nodes.map(({ ocid }) => ocid.slice(-1));

  test('a code of the CPV knows its level, its words and the codes around it', async () => {
    expect(await node(CODE, 'classification:CPV:45221111')).toMatchObject({
      __typename: 'Classification',
      scheme: 'CPV',
      code: '45221111',
      level: 'SUBCATEGORY',
      description: 'Road bridge construction work',
      parent: { code: '45221110' },
    });
    const group = await node(CODE, 'classification:CPV:45200000');
    expect(group).toMatchObject({ level: 'GROUP', description: null, parent: { code: '45000000' } });
    expect(codes(group.children)).toEqual(['45220000', '45230000']);
    expect(await node(CODE, 'classification:CPV:45000000')).toMatchObject({ level: 'DIVISION', parent: null });
  });

  test('a wide code finds what is about narrower ones, each tender and award once', async () => {
    const division = await node(CODE, 'classification:CPV:45000000');
    expect(division.description).toBe('Construction work');
    expect(division.tenders.totalCount).toBe(3);
    expect(ocids(division.tenders)).toEqual(['1', '2', '3']);
    expect(division.awards.nodes.map(({ id }: { id: string }) => id)).toEqual([
      'ocds-213czf-1/awards/1',
      'ocds-213czf-1/awards/2',
    ]);
    expect(ocids((await node(CODE, 'classification:CPV:45233000')).tenders)).toEqual(['1', '2']); // by a lot, by an item
    const structures = await node(CODE, 'classification:CPV:44212120');
    expect(structures.awards.nodes).toEqual([{ id: 'ocds-213czf-1/awards/1' }]); // by the item of its lot
    expect((await node(CODE, 'classification:CPV:45233120')).tenders.nodes).toEqual([]);
  });

  test('a tender and an award tell their own codes, as published', async () => {
    const { data } = await graph.ask(`{ tender(ocid: "ocds-213czf-1") {
      classifications { nodes { code } } regions { nodes { code } }
      awards { nodes { localId classifications { nodes { code } } regions { nodes { code } } } } } }`);
    expect(codes(data.tender.classifications)).toEqual(['44212120', '45221111', '45233000']);
    expect(codes(data.tender.regions)).toEqual(['UKG31', 'UKG33']);
    const [piers, deck] = data.tender.awards.nodes;
    expect([codes(piers.classifications), codes(piers.regions)]).toEqual([
      ['44212120', '45221111'],
      ['UKG31', 'UKG33'],
    ]);
    expect([codes(deck.classifications), codes(deck.regions)]).toEqual([['45233120'], ['UKG31']]);
  });

  test('every code that a document gives leads to the graph, and stays as published beside it', async () => {
    const { data } = await graph.ask(`{ release(ocid: "ocds-213czf-1") {
      parties { nodes { address { region territory { code parent { code } } }
        details { classifications { localId classification { id level } } } } }
      tender { legalBasis { localId classification { id } }
        items { nodes { additionalClassifications { localId classification { code description } }
          deliveryAddresses { region territory { code } } } } } } }`);
    const [party] = data.release.parties.nodes;
    expect(party.address).toEqual({ region: 'UKH1', territory: { code: 'UKH1', parent: { code: 'UKH' } } });
    expect(party.details.classifications).toEqual([
      {
        localId: 'publicUndertaking',
        classification: { id: 'classification:UK_CA_TYPE:publicUndertaking', level: null },
      },
    ]);
    const { legalBasis, items } = data.release.tender;
    expect(legalBasis).toEqual({ localId: '2023/54', classification: { id: 'classification:UKPGA:2023%2F54' } });
    expect(items.nodes[0].additionalClassifications[0]).toEqual({
      localId: '45221111-3',
      classification: { code: '45221111', description: 'Road bridge construction work' },
    });
    expect(items.nodes[1].deliveryAddresses).toEqual([{ region: 'Kent', territory: null }]);
  });

  test('regions lie in each other, and hold what is delivered there', async () => {
    const region = await node(REGION, 'region:UKG3');
    expect(region).toMatchObject({ __typename: 'Region', code: 'UKG3', level: 2, parent: { code: 'UKG' } });
    expect(codes(region.children)).toEqual(['UKG31', 'UKG33']);
    expect(ocids(region.tenders)).toEqual(['1']);
    expect(region.awards.nodes).toHaveLength(2);
    expect((await node(REGION, 'region:UK')).tenders.totalCount).toBe(3);
    expect((await node(REGION, 'region:UKH1')).tenders.totalCount).toBe(0); // where the buyer is, nothing is delivered
  });

  test('all codes and regions are listed at the root', async () => {
    const { data } = await graph.ask(`{ classifications(first: 100) { totalCount nodes { scheme code } }
      regions(first: 100) { nodes { code level } } }`);
    const { totalCount, nodes } = data.classifications;
    expect(nodes).toHaveLength(totalCount);
    expect([...new Set(nodes.map(({ scheme }: { scheme: string }) => scheme))]).toEqual([
      'COFOG',
      'CPV',
      'UKPGA',
      'UK_CA_TYPE',
    ]);
    expect(codes(data.regions)).toEqual(['UK', 'UKG', 'UKG3', 'UKG31', 'UKG33', 'UKH', 'UKH1', 'UKI']);
  });

  test('a gateway finds them by their keys', async () => {
    const { data } = await graph.ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Classification { id scheme code } ... on Region { id code } } }`,
      {
        representations: [
          { __typename: 'Classification', scheme: 'CPV', code: '45220000' },
          { __typename: 'Region', code: 'UKI' },
          { __typename: 'Classification', scheme: 'CPV', code: '99999999' },
        ],
      },
    );
    expect(data._entities).toEqual([
      { id: 'classification:CPV:45220000', scheme: 'CPV', code: '45220000' },
      { id: 'region:UKI', code: 'UKI' },
      null,
    ]);
  });

  test('codes are the same in any order of import', () =>
    expectTheSameInAnyOrder(engine, [
      BRIDGE,
      { ...BRIDGE, date: '2026-01-04T00:00:00Z', tender: { items: [item('1', [cpv('45221111', 'Newest')], ['UKC'])] } },
      WORDS,
      compiled(3, '2026-01-05', { tender: { items: [item('1', [cpv('45221111')], [])] } }),
    ]));

  test('a code has the words of the newest release that has some, and goes with the last release that names it', async () => {
    const own = await Graph.of(engine, [BRIDGE]);
    const words = async (): Promise<unknown> =>
      (await own.ask(CODE, { id: 'classification:CPV:45221111' })).data.node?.description;
    const naming = (n: number, date: string, ...named: JsonObject[]): JsonObject =>
      compiled(n, date, { tender: { items: [item('1', named, [])] } });
    await own.import([naming(2, '2025-01-01', cpv('45221111', 'Older'))]);
    expect(await words()).toBe('Road bridge construction work');
    await own.import([naming(3, '2026-02-01', cpv('45221111', 'Newer'))]);
    expect(await words()).toBe('Newer');
    await own.import([naming(3, '2026-02-02', cpv('45221111'))]);
    expect(await words()).toBe('Road bridge construction work');
    await own.import([naming(1, '2026-02-03', cpv('33000000'))]);
    expect(await words()).toBe('Older');
    await own.import([naming(2, '2026-02-04'), naming(3, '2026-02-05')]);
    const { data } = await own.ask('{ classifications { nodes { code } } regions { totalCount } }');
    expect([codes(data.classifications), data.regions.totalCount]).toEqual([['33000000'], 0]);
    await own.close();
  });

  test('a page of 100 takes as many statements as a page of one', async () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ ...BRIDGE, ocid: `ocds-213czf-m${i}` }));
    const own = await Graph.of(engine, many);
    const query = `query ($first: Int!) { tenders(first: $first) { nodes { classifications { nodes { code parent { code }
      children { nodes { code } } } } regions { nodes { code } } legalBasis { classification { id } }
      items { nodes { additionalClassifications { classification { code } } deliveryAddresses { territory { code } } } }
      awards { nodes { classifications { nodes { code } } } } } } }`;
    const statements = async (first: number): Promise<number> => {
      const { errors } = await own.ask(query, { first });
      expect(errors).toBeUndefined();
      return own.statements.length;
    };
    const one = await statements(1);
    expect(one).toBe(5);
    expect(await statements(100)).toBe(one);
    await own.close();
  });

  test('a release as of a day leads to what was known then, and to nothing else', async () => {
    const { data } = await graph.ask(`{ release(ocid: "ocds-213czf-2", asOf: "2026-01-02") { tender { items { nodes {
      additionalClassifications { classification { code tenders { nodes { ocid } } parent { tenders { totalCount } } } } } } } } }`);
    const [, cofog] = data.release.tender.items.nodes[0].additionalClassifications;
    const [roads] = data.release.tender.items.nodes[0].additionalClassifications;
    expect(ocids(roads.classification.tenders)).toEqual(['2']);
    expect(roads.classification.parent.tenders.totalCount).toBe(1);
    expect(cofog.classification.code).toBe('04.5');
  });
});
