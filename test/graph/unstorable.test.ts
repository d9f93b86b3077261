import { ENGINES } from '../support/engines';
import { Graph, sampleReleases } from '../support/graph';

/** Every place where a text may be given that the database compares. */
const QUERIES = [
  'release(ocid: $t) { ocid }',
  'node(id: $t) { id }',
  'nodes(ids: [$t]) { id }',
  'tender(ocid: $t) { id }',
  'organization(id: $t) { id }',
  'search(text: $t) { totalCount }',
  '_entities(representations: [{ __typename: "Tender", ocid: $t }, { __typename: "Region", code: $t }]) { __typename }',
  'tenders(filter: { title: { eq: $t } }) { totalCount }',
  'awards { groups(by: [BUYER], orderBy: { by: SUM_NET, currency: $t }) { count } }',
  'organizations(orderBy: [{ by: AWARDS_AS_SUPPLIER_SUM_NET, currency: $t }]) { nodes { id } }',
];

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, sampleReleases());
  });
  afterAll(() => graph.close());

  test.each(QUERIES)('a text that PostgreSQL cannot hold is no fault of the server: %s', async (query) => {
    const type = /^(node|organization\()/.test(query) ? 'ID' : 'String';
    for (const t of ['GBP\0', 'GBP\uD800']) {
      const { errors } = await graph.ask(`query ($t: ${type}!) { ${query} }`, { t });
      expect(errors).toBeUndefined();
    }
  });
});
