import { ENGINES } from '../support/engines';
import { Graph, sampleReleases } from '../support/graph';

const EXPLORE = `query { organizations(first: 5) { nodes { id name tendersAsBuyer(first: 10) { nodes { ocid title status
  lots { nodes { localId status value { amount amountGross currency } awards { nodes { localId date suppliers { nodes { id name } }
    contracts { nodes { localId dateSigned value { amount amountGross currency } } } } } } } } } } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, sampleReleases());
  });
  afterAll(() => graph.close());

  test('the query of the README walks from buyer to contract in three statements', async () => {
    const { data, errors } = await graph.ask(EXPLORE);
    expect(errors).toBeUndefined();
    const [newry] = data.organizations.nodes;
    const [award] = newry.tendersAsBuyer.nodes[0].lots.nodes[0].awards.nodes;
    expect(award.suppliers.nodes).toEqual([{ id: 'GB-PPON-PYQB-4844-XLDD', name: 'HEALTHY KIDZ CIC' }]);
    expect(award.contracts.nodes[0].value).toEqual({ amount: 2000000, amountGross: 2400000, currency: 'GBP' });
    expect(graph.statements).toHaveLength(3);
  });
});
