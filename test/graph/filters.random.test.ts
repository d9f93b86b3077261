import fc from 'fast-check';
import { getNamedType, isInputObjectType, isObjectType, type GraphQLInputObjectType } from 'graphql';
import { ENGINES } from '../support/engines';
import { fieldType, holds, type Given } from '../support/evaluate';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { model } from '../support/model';
import { made, smallerJson } from '../support/random/Chance';
import { RandomFilters } from '../support/random/filters';
import { Pool } from '../support/random/Pool';

const documents = manyReleases(8);
const things = model(documents);
const ids = new Map([...things].map(([type, all]) => [type, all.map(({ id }) => id)]));
const LISTS = { Release: 'releases', Tender: 'tenders', Lot: 'lots', Award: 'awards', Contract: 'contracts' } as const;
const filterType = (type: string): GraphQLInputObjectType =>
  theSchema().getType(`${type}Filter`) as GraphQLInputObjectType;

/** Whether the model of the documents has what a condition looks at: not all edges, and no codes. */
function isModelled(type: GraphQLInputObjectType, of: string, key: string): boolean {
  if (key === 'under') return false;
  const edges = things.get(of)?.map((thing) => Object.keys(thing.edges));
  if (!edges) return true;
  const inner = fieldType(type, key);
  const leadsTo = isInputObjectType(inner) && (inner.getFields().some ? fieldType(inner, 'some') : inner);
  const isNode = leadsTo && !!(leadsTo.getFields().id && leadsTo.getFields().and);
  const from = theSchema().getType(of);
  const field = isObjectType(from) ? from.getFields()[key] : undefined;
  const isConnection = !!field && getNamedType(field.type).name.endsWith('Connection');
  return (!isNode && !isConnection) || edges.some((each) => each.includes(key));
}

let graphs: Graph[];
beforeAll(async () => {
  graphs = await Promise.all(ENGINES.map((engine) => Graph.of(engine, documents)));
});
afterAll(() => Promise.all(graphs.map((graph) => graph.close())));

async function found(graph: Graph, type: keyof typeof LISTS, filter: Given): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const { list } = await graph.data(
      `query ($filter: ${type}Filter, $after: String) { list: ${LISTS[type]}(filter: $filter, first: 100, after: $after) {
        totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
      { filter, after },
    );
    ids.push(...list.nodes.map(({ id }: { id: string }) => id));
    after = list.pageInfo.endCursor;
    if (list.pageInfo.hasNextPage) continue;
    expect(list.totalCount).toBe(ids.length);
    return ids;
  }
}

test.each(Object.keys(LISTS) as (keyof typeof LISTS)[])(
  'any filter of a %s finds the same on both engines as in the documents',
  async (type) => {
    const random = new RandomFilters(new Pool(documents, ids), isModelled);
    const filters = made(
      (chance) => random.filter(chance, filterType(type)),
      smallerJson as (filter: Given) => IterableIterator<Given>,
    );
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
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
