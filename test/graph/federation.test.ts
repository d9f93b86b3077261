import { keysOfSchema } from '../../src/server/entityKeys';
import { checkRepresentations } from '../../src/server/representations';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph, theSchema } from '../support/graph';
import { longReleases } from '../support/longLists';

type Representation = { __typename: string } & Record<string, unknown>;

/** The list at the root of each federated type. */
const LISTS: Record<string, string> = {
  Release: 'releases',
  Tender: 'tenders',
  Lot: 'lots',
  Award: 'awards',
  Contract: 'contracts',
  Organization: 'organizations',
  Classification: 'classifications',
  Region: 'regions',
};

const keys = keysOfSchema(theSchema());

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [everything('ocds-everything'), ...longReleases(104)]);
  });
  afterAll(() => graph.close());

  async function entities(representations: readonly Representation[], selection: string): Promise<unknown[]> {
    const query = `query ($list: [_Any!]!) { _entities(representations: $list) { ${selection} } }`;
    const { data, errors } = await graph.ask(query, { list: representations });
    expect(errors).toBeUndefined();
    return data._entities as unknown[];
  }

  /** The first hundred objects of a type, with the fields of all its keys. */
  async function listed(type: string): Promise<({ id: string } & Record<string, unknown>)[]> {
    const fields = [...new Set(['id', ...keys[type]!.flat()])].join(' ');
    const { data } = await graph.ask(`{ list: ${LISTS[type]}(first: 100) { nodes { ${fields} } } }`);
    return data.list.nodes as ({ id: string } & Record<string, unknown>)[];
  }

  const EACH_KEY = Object.entries(keys).flatMap(([type, sets]) => sets.map((key) => [type, key] as const));

  test('every federated type has a list at the root to compare with', () => {
    expect(Object.keys(keys).sort()).toEqual(Object.keys(LISTS).sort());
  });

  test.each(EACH_KEY)('%s is found by %j, all objects in one statement', async (type, key) => {
    const objects = await listed(type);
    expect(objects.length).toBeGreaterThan(1);
    const representations = objects.map((object) => ({
      __typename: type,
      ...Object.fromEntries(key.map((field) => [field, object[field]])),
    }));
    checkRepresentations(representations, keys);
    const found = await entities(representations, `__typename ... on ${type} { id }`);
    expect(found).toEqual(objects.map(({ id }) => ({ __typename: type, id })));
    expect(graph.statements).toHaveLength(1);
  });

  test('a thousand representations of all types cost one statement a type', async () => {
    const representations: Representation[] = [];
    for (const [type, key] of EACH_KEY)
      for (const object of await listed(type))
        representations.push({ __typename: type, ...Object.fromEntries(key.map((field) => [field, object[field]])) });
    const mixed = Array.from({ length: 1000 }, (_, i) => representations[(i * 389) % representations.length]!);
    checkRepresentations(mixed, keys);
    const selection = Object.keys(LISTS)
      .map((type) => `... on ${type} { id }`)
      .join(' ');
    const found = (await entities(mixed, `__typename ${selection}`)) as Representation[];
    expect(found.map(({ __typename, id }) => [__typename, !!id])).toEqual(
      mixed.map(({ __typename }) => [__typename, true]),
    );
    expect(graph.statements).toHaveLength(Object.keys(LISTS).length);
  });

  test('a thousand representations of one type cost a statement for each five hundred, or less', async () => {
    const lots = Array.from({ length: 999 }, (_, i) => ({ __typename: 'Lot', id: `ocds-everything/tender/lots/${i}` }));
    const found = await entities(
      [...lots, { __typename: 'Lot', id: 'ocds-big/tender/lots/1' }],
      '... on Lot { localId }',
    );
    expect(found).toEqual([...lots.map(() => null), { localId: '1' }]);
    expect(graph.statements.length).toBeLessThanOrEqual(2);
  });

  test('what is referred to and is not there is null, beside what is', async () => {
    const tender = { __typename: 'Tender', id: 'ocds-everything/tender' };
    const unknown: Representation[] = [
      { __typename: 'Release', ocid: 'ocds-unknown' },
      { __typename: 'Release', ocid: 'OCDS-everything' },
      { __typename: 'Tender', ocid: 'ocds-unknown' },
      { __typename: 'Tender', ocid: 'ocds-everything', localId: 'other' },
      { __typename: 'Lot', ocid: 'ocds-everything', localId: 'lots-3' },
      { __typename: 'Lot', ocid: 'ocds-everything', localId: 'lots-1/' },
      { __typename: 'Lot', id: 'ocds-everything/awards/awards-1' },
      { __typename: 'Award', ocid: 'ocds-everything', localId: 'lots-1' },
      { __typename: 'Contract', id: '%zz' },
      { __typename: 'Organization', id: 'GB-COH-' },
      { __typename: 'Organization', id: 'ocds-everything' },
      { __typename: 'Classification', scheme: 'CPV', code: '99999999' },
      { __typename: 'Region', code: 'XX' },
    ];
    checkRepresentations(unknown, keys);
    const list = unknown.flatMap((each) => [each, tender]);
    const found = await entities(list, '__typename ... on Tender { id }');
    expect(found).toEqual(unknown.flatMap(() => [null, tender]));
  });

  test('a key counts, whatever stands beside it', async () => {
    const list: Representation[] = [
      { __typename: 'Tender', id: 'ocds-everything/tender', ocid: null, localId: null },
      { __typename: 'Tender', id: null, ocid: 'ocds-everything', localId: null },
      { __typename: 'Organization', id: 'GB-COH-000', localId: 'as another release calls it' },
      { __typename: 'Lot', id: 'ocds-everything/tender/lots/lots-1', title: 'of no key' },
    ];
    checkRepresentations(list, keys);
    const found = await entities(list, '... on Tender { id } ... on Organization { id } ... on Lot { id }');
    expect(found).toEqual([
      { id: 'ocds-everything/tender' },
      { id: 'ocds-everything/tender' },
      { id: 'GB-COH-000' },
      { id: 'ocds-everything/tender/lots/lots-1' },
    ]);
  });

  test('an entity has what the root gives, page arguments and all, in one statement a level for all entities', async () => {
    const page = `lots(first: 1, after: $after) { totalCount nodes { id localId value { amount currency } awards(first: 1) { nodes { id
      suppliers(first: 2) { edges { name node { id } } pageInfo { hasNextPage } } } } } }`;
    const tender = `id ocid title tenderPeriod { startDate } ${page} buyer { id name }`;
    const { data: cursors } = await graph.ask(
      '{ tender(ocid: "ocds-everything") { lots(first: 1) { pageInfo { endCursor } } } }',
    );
    for (const after of [null, cursors.tender.lots.pageInfo.endCursor as string]) {
      const root = await graph.ask(`query ($after: String) { tender(ocid: "ocds-everything") { ${tender} } }`, {
        after,
      });
      const levels = graph.statements.length;
      const list = ['everything', 'big', 'small-000', 'small-001'].map((name) => ({
        __typename: 'Tender',
        ocid: `ocds-${name}`,
      }));
      const query = `query ($after: String, $list: [_Any!]!) { _entities(representations: $list) { ... on Tender { ${tender} } } }`;
      const { data, errors } = await graph.ask(query, { after, list });
      expect(errors).toBeUndefined();
      expect(data._entities[0]).toEqual(root.data.tender);
      expect(data._entities.map(({ ocid }: Representation) => ocid)).toEqual(list.map(({ ocid }) => ocid));
      expect(graph.statements.length).toBe(levels);
    }
  });

  test('an organization under another graph leads on to what it won', async () => {
    const won = 'awardsAsSupplier(first: 3) { totalCount nodes { id tender { title } } pageInfo { hasNextPage } }';
    const [found] = await entities(
      [{ __typename: 'Organization', id: 'GB-COH-all' }],
      `... on Organization { name ${won} }`,
    );
    const { data } = await graph.ask(`{ organization(id: "GB-COH-all") { name ${won} } }`);
    expect(found).toEqual(data.organization);
    expect(data.organization.awardsAsSupplier.totalCount).toBe(104);
  });
});
