import type { JsonObject } from '../../src/ocds/json';
import { expectTheSameInAnyOrder } from '../support/anyOrder';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const identifier = (whole: string, legalName?: string): JsonObject => {
  const [, scheme = '', id = ''] = /^(GB-[A-Z]+)-(.+)$/.exec(whole)!;
  return { scheme, id, ...(legalName && { legalName }) };
};
const party = (
  id: string,
  name: string,
  own: string | null,
  others: string[] = [],
  rest: JsonObject = {},
): JsonObject => ({
  id,
  name,
  ...(own && { identifier: identifier(own) }),
  ...(others.length > 0 && { additionalIdentifiers: others.map((each) => identifier(each, `${name} Ltd`)) }),
  ...rest,
});
const compiled = (n: number, date: string, ...parties: JsonObject[]): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}-${date}`,
  date: `${date}T01:00:00+01:00`,
  tag: ['compiled'],
  parties,
});

const RELEASES = [
  compiled(1, '2026-01-01', party('a', 'Smith', 'GB-PPON-A', ['GB-COH-01', 'GB-NHS-X'])),
  compiled(2, '2026-02-01', party('b', 'Smith & Sons', 'GB-PPON-A', ['GB-COH-01', 'GB-PPON-A'])),
  compiled(3, '2026-03-01', party('c', 'Smith', 'GB-PPON-A'), party('d', 'Smith', 'GB-COH-02')),
  compiled(4, '2026-01-15', party('e', 'Jones', 'GB-PPON-E', ['GB-NHS-X', 'GB-COH-02'])),
];

const ORGANIZATION = `id name names { name firstDate lastDate }
  aliases { id: organizationId scheme localId firstDate lastDate evidence { ocid date path legalName } organization { id } }
  aliasOf { id }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, RELEASES);
  });
  afterAll(() => graph.close());

  const organization = async (id: string): Promise<any> => {
    const { data, errors } = await graph.ask(`query ($id: ID!) { organization(id: $id) { ${ORGANIZATION} } }`, { id });
    expect([errors, graph.reason]).toEqual([undefined, undefined]); // the planner answered too
    return data.organization;
  };
  const date = (day: string): string => `${day}T01:00:00+01:00`;

  test('an organization knows its further identifiers, with the places that say so, the newest first', async () => {
    const { aliases } = await organization('GB-PPON-A');
    expect(aliases).toEqual([
      {
        id: 'GB-COH-01',
        scheme: 'GB-COH',
        localId: '01',
        firstDate: date('2026-01-01'),
        lastDate: date('2026-02-01'),
        evidence: [
          {
            ocid: 'ocds-213czf-2',
            date: date('2026-02-01'),
            path: 'parties/0/additionalIdentifiers/0',
            legalName: 'Smith & Sons Ltd',
          },
          {
            ocid: 'ocds-213czf-1',
            date: date('2026-01-01'),
            path: 'parties/0/additionalIdentifiers/0',
            legalName: 'Smith Ltd',
          },
        ],
        organization: null,
      },
      {
        id: 'GB-NHS-X',
        scheme: 'GB-NHS',
        localId: 'X',
        firstDate: date('2026-01-01'),
        lastDate: date('2026-01-01'),
        evidence: [
          {
            ocid: 'ocds-213czf-1',
            date: date('2026-01-01'),
            path: 'parties/0/additionalIdentifiers/1',
            legalName: 'Smith Ltd',
          },
        ],
        organization: null,
      },
    ]);
  });

  test('the places can be limited', async () => {
    const query = (first: number) =>
      `{ organization(id: "GB-PPON-A") { aliases { evidence(first: ${first}) { ocid } } } }`;
    const { data } = await graph.ask(query(1));
    expect(data.organization.aliases).toEqual([
      { evidence: [{ ocid: 'ocds-213czf-2' }] },
      { evidence: [{ ocid: 'ocds-213czf-1' }] },
    ]);
    expect((await graph.ask(query(101))).errors?.[0]?.message).toBe('"first" must be from 1 to 100, not 101.');
  });

  test('an organization knows the names under which it is listed, and since when', async () => {
    const { name, names } = await organization('GB-PPON-A');
    expect(name).toBe('Smith');
    expect(names).toEqual([
      { name: 'Smith', firstDate: date('2026-01-01'), lastDate: date('2026-03-01') },
      { name: 'Smith & Sons', firstDate: date('2026-02-01'), lastDate: date('2026-02-01') },
    ]);
  });

  test('a release without a date counts as the oldest', async () => {
    const { date: _, ...undated } = compiled(6, '', party('f', 'Brown', 'GB-PPON-F', ['GB-COH-06']));
    await graph.import([undated, compiled(7, '2026-01-02', party('g', 'Brown', 'GB-PPON-F', ['GB-COH-06']))]);
    const { names, aliases } = await organization('GB-PPON-F');
    const dates = { firstDate: null, lastDate: date('2026-01-02') };
    expect(names).toEqual([{ name: 'Brown', ...dates }]);
    expect(aliases).toMatchObject([{ ...dates, evidence: [{ date: dates.lastDate }, { date: null }] }]);
  });

  test('names of one day are in the order of their letters', async () => {
    const parties = ['Zed', 'Ab', 'Älv'].map((name, i) => party(String(i), name, 'GB-PPON-G'));
    await graph.import(parties.map((each, i) => compiled(8 + i, '2026-01-03', each)));
    const { names } = await organization('GB-PPON-G');
    expect(names.map(({ name }: { name: string }) => name)).toEqual(['Ab', 'Zed', 'Älv']);
  });

  test('an alias finds the body that has it, unless an organization has it as its own', async () => {
    expect((await organization('GB-COH-01')).id).toBe('GB-PPON-A');
    const own = await organization('GB-COH-02');
    expect([own.id, own.aliasOf]).toEqual(['GB-COH-02', [{ id: 'GB-PPON-E' }]]);
    expect(await organization('GB-COH-99')).toBeNull();
  });

  test('of two bodies with one alias, the one that a newer release gives it to is found', async () => {
    expect((await organization('GB-NHS-X')).id).toBe('GB-PPON-E');
    const { aliases } = await organization('GB-PPON-E');
    expect(aliases.map(({ id, organization }: any) => [id, organization?.id])).toEqual([
      ['GB-COH-02', 'GB-COH-02'],
      ['GB-NHS-X', undefined],
    ]);
  });

  test('bodies of one name stay apart', async () => {
    const { data } = await graph.ask('{ organizations { nodes { id name } } }');
    expect(data.organizations.nodes.filter(({ name }: { name: string }) => name === 'Smith')).toHaveLength(2);
  });

  test('a gateway finds an organization by an alias too; a node is found by its own id alone', async () => {
    const { data } = await graph.ask(
      `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Organization { id } } node(id: "GB-COH-01") { id } }`,
      { ids: ['GB-COH-01', 'GB-PPON-A', 'GB-COH-99'].map((id) => ({ __typename: 'Organization', id })) },
    );
    expect(data).toEqual({ _entities: [{ id: 'GB-PPON-A' }, { id: 'GB-PPON-A' }, null], node: null });
  });

  test('a joint procurement has several buyers, the first of which is the buyer', async () => {
    const buyers = ['p', 'q'].map((id) => party(id, `Council ${id}`, `GB-PPON-${id}`, [], { roles: ['buyer'] }));
    await graph.import([
      { ...compiled(5, '2026-01-01', ...buyers), buyer: { id: 'q', name: 'The council' }, tender: { title: 'A bus' } },
    ]);
    const { data } = await graph.ask(`{ release(ocid: "ocds-213czf-5") { buyer { id }
      buyers { edges { localId name node { id tendersAsBuyer { nodes { title } } } } } } }`);
    const tendersAsBuyer = { nodes: [{ title: 'A bus' }] };
    expect(data.release).toEqual({
      buyer: { id: 'GB-PPON-q' },
      buyers: {
        edges: [
          { localId: 'q', name: 'The council', node: { id: 'GB-PPON-q', tendersAsBuyer } },
          { localId: 'p', name: 'Council p', node: { id: 'GB-PPON-p', tendersAsBuyer } },
        ],
      },
    });
  });

  test('organizations and their aliases are the same in any order of import', () =>
    expectTheSameInAnyOrder(engine, RELEASES));

  test('the suppliers of a contract come in the order of its award, whichever was imported first', async () => {
    const suppliers = [party('a', 'A', 'GB-COH-01'), party('b', 'B', 'GB-COH-02'), party('c', 'C', 'GB-COH-03')];
    const contract = {
      ...compiled(9, '2026-02-01', ...suppliers),
      awards: [{ id: '1', suppliers: [{ id: 'c' }, { id: 'b' }, { id: 'a' }] }],
      contracts: [{ id: '1', awardID: '1' }],
    };
    const others = await Graph.of(engine, [compiled(8, '2026-01-01', suppliers[1]!), contract]);
    const found: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await others.ask(
        'query($after: String) { contracts { nodes { suppliers(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } }',
        { after },
      );
      const { nodes, pageInfo } = data.contracts.nodes[0].suppliers;
      found.push(...nodes.map(({ id }: { id: string }) => id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    await others.close();
    expect(found).toEqual(['GB-COH-03', 'GB-COH-02', 'GB-COH-01']);
  });

  test('a page of 100 takes as many statements as a page of one', async () => {
    const parties = (i: number): JsonObject[] => [
      party('a', `A ${i}`, `GB-AAA-${i}`, [`GB-COH-${i}`, `GB-NHS-${i}`]),
      party('b', `B ${i}`, `GB-COH-${i}`),
    ];
    const own = await Graph.of(
      engine,
      Array.from({ length: 100 }, (_, i) => compiled(i, '2026-01-01', ...parties(i))),
    );
    const statements = async (first: number): Promise<number> => {
      const { errors } = await own.ask(`{ organizations(first: ${first}) { nodes { ${ORGANIZATION} } } }`);
      expect(errors).toBeUndefined();
      return own.statements.length;
    };
    expect(await statements(100)).toBe(6);
    expect(await statements(1)).toBe(6);
    await own.close();
  });
});
