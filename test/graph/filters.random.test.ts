import fc from 'fast-check';
import type { GraphQLInputObjectType } from 'graphql';
import { ENGINES } from '../support/engines';
import { holds, type Given } from '../support/evaluate';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { model } from '../support/model';
import { RandomFilters } from '../support/randomFilter';

const documents = manyReleases(8);
const things = model(documents);
const LISTS = { Release: 'releases', Tender: 'tenders', Lot: 'lots', Award: 'awards', Contract: 'contracts' } as const;
const filterType = (type: string): GraphQLInputObjectType =>
  theSchema().getType(`${type}Filter`) as GraphQLInputObjectType;

let graphs: Graph[];
beforeAll(async () => {
  graphs = await Promise.all(ENGINES.map((engine) => Graph.of(engine, documents)));
});
afterAll(() => Promise.all(graphs.map((graph) => graph.close())));

async function found(graph: Graph, type: keyof typeof LISTS, filter: Given): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await graph.ask(
      `query ($filter: ${type}Filter, $after: String) { list: ${LISTS[type]}(filter: $filter, first: 100, after: $after) {
        totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { filter, after },
    );
    if (errors) throw errors[0]!;
    ids.push(...data.list.nodes.map(({ id }: { id: string }) => id));
    after = data.list.pageInfo.endCursor;
    if (data.list.pageInfo.hasNextPage) continue;
    expect(data.list.totalCount).toBe(ids.length);
    return ids;
  }
}

test.each(Object.keys(LISTS) as (keyof typeof LISTS)[])(
  'any filter of a %s finds the same on both engines as in the documents',
  async (type) => {
    const random = new RandomFilters(theSchema(), things);
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const filter = random.filter(g, filterType(type), type);
        const expected = (things.get(type) ?? [])
          .filter((thing) => holds(filterType(type), filter, thing))
          .map(({ id }) => id);
        const bytes = expected.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        if (bytes.length > 0) hits++;
        for (const graph of graphs)
          expect({ filter, ids: await found(graph, type, filter) }).toEqual({ filter, ids: bytes });
      }),
      { numRuns: RUNS },
    );
    expect(hits).toBeGreaterThan(RUNS / 10);
  },
  120_000,
);

const RUNS = Number(process.env.RUNS ?? 60);
