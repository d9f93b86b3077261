import { postgres } from '../../src/database/dialect';
import { Tender } from '../../src/entities';
import { Template } from '../../src/planner/Template';
import { filterSql } from '../../src/query/filter';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';
import { RELEASES } from './exampleTenders';

describe.each(ENGINES)('what is only passed through on %s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, [
      ...RELEASES,
      {
        ocid: 'ocds-213czf-4',
        id: '4',
        date: '2026-01-01T00:00:00Z',
        tag: ['award'],
        awards: [{ id: '1', title: 'A' }],
        parties: [{ id: 'GB-COH-1', name: 'Builders', roles: ['buyer'] }],
        buyer: { id: 'GB-COH-1' },
      },
      {
        ocid: 'ocds-213czf-5',
        id: '5',
        date: '2026-01-01T00:00:00Z',
        tag: ['award'],
        parties: [{ id: 'y', name: 'Somebody else' }],
        buyer: { id: 'x', name: 'Nobody knows' },
      },
    ]);
  });
  afterAll(() => graph.close());

  test('is not read where what lies behind refers to it', async () => {
    const { data } = await graph.ask(
      `{ awards(filter: { or: [
        { lots: { some: { items: { none: { quantity: { eq: 1 } } }, title: { eq: "Piers" } } } },
        { release: { tender: { lots: { some: { title: { eq: "Deck" } } } } } }
      ] }) { totalCount } }`,
    );
    expect(data.awards.totalCount).toBe(1);
    expect(graph.statements[0]).not.toContain('FROM "release"');
    expect(graph.statements[0]).not.toContain('FROM "tender"');
    expect(graph.statements[0]).toMatch(/FROM "lot" \w+ CROSS JOIN "award_lot"/);
  });

  test('is found once for what is counted and summed', async () => {
    const { data } = await graph.ask(
      '{ lots(filter: { title: { eq: "Piers" } }) { totalCount aggregate { count sum { amount } } } }',
    );
    expect(data.lots).toEqual({ totalCount: 2, aggregate: { count: 2, sum: [{ amount: 1 }] } });
    expect(graph.statements).toHaveLength(1);
  });

  test('nor is the end of an edge, where it is only asked whether there is one', async () => {
    const { data } = await graph.ask(
      `{ releases(filter: { buyers: { none: {} } }) { totalCount }
        organizations(filter: { releasesAsBuyer: { some: {} } }) { totalCount } }`,
    );
    expect(graph.statements.filter((statement) => statement.includes('JOIN'))).toEqual([]);
    const { data: all } = await graph.ask(
      `{ releases { nodes { buyers { totalCount nodes { id } } } } organizations { nodes { releasesAsBuyer { totalCount } } } }`,
    );
    const without = all.releases.nodes.filter((each: any) => !each.buyers.nodes.some(Boolean));
    const buying = all.organizations.nodes.filter((each: any) => each.releasesAsBuyer.totalCount > 0);
    expect([data.releases.totalCount, data.organizations.totalCount]).toEqual([without.length, buying.length]);
    expect(buying.length).toBeGreaterThan(0);
    expect(without.some((each: any) => each.buyers.totalCount > 0)).toBe(true);
  });

  test('must be there where nothing refers to it', async () => {
    const some = '{ some: { title: { eq: "A" } } }';
    const { data } = await graph.ask(
      `{ own: awards(filter: { release: { awards: ${some} } }) { totalCount }
        none: awards(filter: { tender: { awards: ${some} } }) { totalCount } }`,
    );
    expect(data).toEqual({ own: { totalCount: 1 }, none: { totalCount: 0 } });
  });
});

test('what rows are read for is asked last', () => {
  const filter = {
    lots: { some: { techniques: { hasFrameworkAgreement: { eq: true } } } },
    regions: { some: { code: { eq: 'UKE' } } },
    status: { eq: 'ACTIVE' },
  };
  const { text } = new Template(postgres, filterSql(postgres, Tender, filter, 't'), false, new Map()).write({});
  const places = ['"status"', '"tender_region"', '"techniques"'].map((each) => text.indexOf(each));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
