import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINES } from '../support/engines';
import { compose, COMPOSERS, introspect, serveGateway, type Subgraph } from '../support/gateway';
import { type Performance, servePerformance } from '../support/performance';
import { type ServedGraph, serveGraph, type Service } from '../support/served';

let performance: Performance;
beforeAll(async () => void (performance = await servePerformance()));
afterAll(() => performance.stop());

const BUYER = 'GB-PPON-PJMQ-5831-RNZM';

describe.each(ENGINES)('over %s', (engine) => {
  let graph: ServedGraph;
  let subgraphs: Subgraph[];
  beforeAll(async () => {
    graph = await serveGraph(engine);
    subgraphs = [await introspect('ocds', graph.url), await introspect('performance', performance.url)];
  });
  afterAll(() => graph.stop());

  // The composers do not know which engine is below: one of them is enough over the second.
  const composers = (engine === 'sqlite' ? Object.keys(COMPOSERS) : ['apollo']) as (keyof typeof COMPOSERS)[];
  describe.each(composers)('the supergraph composed by %s', (composer) => {
    let gateway: Service;
    beforeAll(async () => void (gateway = await serveGateway(compose(subgraphs, composer))));
    afterAll(() => gateway.stop());

    /** What the gateway answers, and what it cost us and them. */
    const through = async (query: string, variables?: Record<string, unknown>) => {
      graph.reset();
      const before = performance.operations();
      const { data, errors } = await gateway.ask(query, variables);
      expect(errors).toBeUndefined();
      return { data, ...graph.counted(), theirs: performance.operations() - before };
    };

    test('answers what stays in this subgraph as the subgraph does', async () => {
      const query = `query ($id: ID!) { organization(id: $id) { name tendersAsBuyer(first: 3) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { id title value { amount currency } lots(first: 2) { nodes { id title status } } } } } }`;
      const { data, operations, theirs } = await through(query, { id: BUYER });
      expect(data).toEqual((await graph.ask(query, { id: BUYER })).data);
      expect([operations, theirs]).toEqual([1, 0]);
    });

    test('goes from here to there: a score beside what we know', async () => {
      const { data, operations, statements, theirs } = await through(
        `{ organizations(first: 100) { nodes { id name paymentPerformance { score daysLate } } } }`,
      );
      const { nodes } = data.organizations;
      const direct = await graph.ask('{ organizations(first: 100) { nodes { id name } } }');
      expect(nodes.map(({ id, name }: { id: string; name: string }) => ({ id, name }))).toEqual(
        direct.data.organizations.nodes,
      );
      expect(nodes.find(({ id }: { id: string }) => id === BUYER)).toMatchObject({
        paymentPerformance: { score: 91, daysLate: 3 },
      });
      expect({ operations, statements, theirs }).toEqual({ operations: 1, statements: 1, theirs: 1 });
    });

    test('goes from there to here: names, lots and codes that they do not have', async () => {
      const fields = 'name tendersAsBuyer(first: 1, orderBy: []) { nodes { title } }';
      const { data, operations, statements } = await through(`{ slowestPayers { score
        organization { ${fields} } lots { id title tender { title } } mainly { code description } } }`);
      const [, fast] = data.slowestPayers;
      const direct = await graph.ask(
        `query ($ids: [ID!]!, $lots: [ID!]!) { nodes(ids: $ids) { ... on Organization { ${fields} } }
          lots: nodes(ids: $lots) { ... on Lot { id title tender { title } } } }`,
        { ids: [BUYER], lots: ['ocds-h6vhtk-060e72/tender/lots/1'] },
      );
      expect(fast.organization).toEqual(direct.data.nodes[0]);
      expect(fast.lots).toEqual(direct.data.lots);
      expect(fast.mainly).toEqual({ code: '92620000', description: expect.any(String) });
      // One request for each type, at most, and each one statement.
      expect(operations).toBeLessThanOrEqual(3);
      expect(statements).toBe(operations);
    });

    test('goes there and back again', async () => {
      const { data } = await through(
        `query ($id: ID!) { organization(id: $id) { name paymentPerformance { lots { tender { buyer {
          name paymentPerformance { score } } } } } } }`,
        { id: BUYER },
      );
      const [lot] = data.organization.paymentPerformance.lots;
      expect(lot.tender.buyer).toEqual({ name: data.organization.name, paymentPerformance: { score: 91 } });
    });

    test('answers every query of the walk-through', async () => {
      const page = readFileSync(join(__dirname, '../../docs/federation.md'), 'utf8');
      const queries = [...page.matchAll(/```graphql demo\n([^]*?)```/g)].map(([, query]) => query!);
      expect(queries).toHaveLength(3);
      for (const query of queries) await through(query);
    });

    test('has connections of both, which share the type of their pages', async () => {
      const { data } = await through(
        '{ payers { pageInfo { hasNextPage endCursor } } organizations(first: 1) { pageInfo { hasNextPage endCursor } } }',
      );
      expect(data.payers.pageInfo).toEqual({ hasNextPage: false, endCursor: null });
      expect(data.organizations.pageInfo).toEqual({ hasNextPage: true, endCursor: expect.any(String) });
    });

    test('says null of a lot that is not there', async () => {
      const { errors, data } = await gateway.ask('{ slowestPayers { score lots { id title } } }');
      expect(errors).toBeUndefined();
      expect(data.slowestPayers[0]).toEqual({
        score: 17,
        lots: [{ id: 'ocds-h6vhtk-0/tender/lots/none', title: null }],
      });
    });
  });
});
