import { ENGINES } from '../support/engines';
import { type ServedGraph, serveGraph } from '../support/served';

const OCID = 'ocds-h6vhtk-060e72';
const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename
  ... on Organization { id name } ... on Release { id ocid title } ... on Tender { id title } ... on Lot { id title }
  ... on Award { id localId } ... on Contract { id localId } ... on Classification { scheme code } ... on Region { code } } }`;

describe.each(ENGINES)('_entities over %s', (engine) => {
  let graph: ServedGraph;
  beforeAll(async () => void (graph = await serveGraph(engine)));
  afterAll(() => graph.stop());

  const entities = async (representations: object[], query = ENTITIES) => {
    graph.reset();
    const { data, errors } = await graph.ask(query, { r: representations });
    return { found: data?._entities, errors, statements: graph.counted().statements };
  };

  test('finds an object by every key that it has, in one statement for all of them', async () => {
    const tender = { __typename: 'Tender', id: `${OCID}/tender`, title: expect.any(String) };
    const lot = { __typename: 'Lot', id: `${OCID}/tender/lots/1` };
    const { data } = await graph.ask(`{ tender(ocid: "${OCID}") { localId } }`);
    const { found, statements } = await entities([
      { __typename: 'Tender', id: `${OCID}/tender` },
      { __typename: 'Tender', ocid: OCID },
      { __typename: 'Tender', ocid: OCID, localId: data.tender.localId },
      { __typename: 'Lot', id: `${OCID}/tender/lots/1` },
      { __typename: 'Lot', ocid: OCID, localId: '1' },
      { __typename: 'Release', ocid: OCID },
      { __typename: 'Organization', id: 'GB-PPON-PJMQ-5831-RNZM' },
      { __typename: 'Classification', scheme: 'CPV', code: '92620000' },
    ]);
    expect(found).toMatchObject([
      tender,
      tender,
      tender,
      lot,
      lot,
      { __typename: 'Release', id: OCID },
      { __typename: 'Organization', id: 'GB-PPON-PJMQ-5831-RNZM' },
      { __typename: 'Classification', scheme: 'CPV', code: '92620000' },
    ]);
    expect(statements).toBe(1);
  });

  test('resolves awards, contracts and regions of the sample by every key', async () => {
    const { data } = await graph.ask(
      '{ awards(first: 3) { nodes { id ocid localId } } contracts(first: 3) { nodes { id ocid localId } } regions(first: 2) { nodes { code } } }',
    );
    const asked = [
      ...byEachKey('Award', data.awards.nodes),
      ...byEachKey('Contract', data.contracts.nodes),
      ...data.regions.nodes.map((region: object) => ({ __typename: 'Region', ...region })),
    ];
    expect(asked.length).toBeGreaterThan(4);
    const { found, errors } = await entities(asked);
    expect(errors).toBeUndefined();
    found.forEach((each: Record<string, unknown>, i: number) => expect(asked[i]).toMatchObject(keyOf(each, asked[i])));
  });

  test('answers 1,000 mixed representations with one statement, unknown ones with null', async () => {
    const types = ['Organization', 'Release', 'Tender', 'Lot', 'Award'];
    const representations = Array.from({ length: 1000 }, (_, i) => {
      const __typename = types[i % types.length]!;
      return __typename === 'Release' ? { __typename, ocid: `ocds-x-${i}` } : { __typename, id: `unknown/${i}` };
    });
    representations[2] = { __typename: 'Tender', id: `${OCID}/tender` };
    const { found, statements } = await entities(representations);
    expect(found).toHaveLength(1000);
    expect(found.filter(Boolean)).toMatchObject([{ id: `${OCID}/tender` }]);
    expect(statements).toBe(1);
  });

  test('answers 1,000 representations of one type with one statement', async () => {
    const { found, statements } = await entities(
      Array.from({ length: 1000 }, (_, i) => ({ __typename: 'Award', id: `ocds-x/awards/${i}` })),
    );
    expect([found.length, statements]).toEqual([1000, 1]);
  });

  test('says of a wrong representation what is wrong, once, and reads nothing', async () => {
    for (const wrong of [{ __typename: 'Tender' }, { __typename: 'Nope', id: '1' }, { __typename: 'Lot', id: ['x'] }]) {
      const { errors, statements } = await entities([{ __typename: 'Tender', ocid: OCID }, wrong]);
      expect(errors).toMatchObject(
        [{ message: /^representations\[1\] /, extensions: { code: 'BAD_USER_INPUT' } }].map(matching),
      );
      expect(statements).toBe(0);
    }
  });

  test('says null of a key whose parts do not belong together', async () => {
    const { found } = await entities([
      { __typename: 'Lot', ocid: OCID, localId: 'none' },
      { __typename: 'Tender', ocid: OCID, localId: 'none' },
      { __typename: 'Award', id: `${OCID}/tender/lots/1` },
    ]);
    expect(found).toEqual([null, null, null]);
  });

  test('gives the fields of an entity the arguments that they have at the root, and the same answers', async () => {
    const fields = `lots(first: 1, filter: { title: { isNull: false } }, orderBy: [{ by: ID, direction: DESC }]) {
      totalCount nodes { id items(last: 2) { nodes { id } pageInfo { hasPreviousPage } } } }
      buyer { name tendersAsBuyer(first: 2) { totalCount nodes { id } } }`;
    const root = await graph.ask(`{ tender(ocid: "${OCID}") { ${fields} } }`);
    expect(root.errors).toBeUndefined();
    const { found } = await entities(
      [{ __typename: 'Tender', ocid: OCID }],
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Tender { ${fields} } } }`,
    );
    expect(found[0]).toEqual(root.data.tender);
  });
});

const byEachKey = (__typename: string, nodes: { id: string; ocid: string; localId: string }[]) =>
  nodes.flatMap(({ id, ocid, localId }) => [
    { __typename, id },
    { __typename, ocid, localId },
  ]);

const keyOf = (found: Record<string, unknown>, asked: object) =>
  Object.fromEntries(Object.entries(found).filter(([name]) => name in asked));

const matching = ({ message, ...rest }: { message: RegExp; extensions: object }) => ({
  message: expect.stringMatching(message),
  ...rest,
});
