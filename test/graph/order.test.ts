import fc from 'fast-check';
import { getNamedType, isEnumType, type GraphQLEnumType, type GraphQLInputObjectType } from 'graphql';
import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { fieldType, order, own, scalar } from '../support/evaluate';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { model, objectIn, type Thing } from '../support/model';

const documents = manyReleases(16);
const things = model(documents);
const LISTS = { Release: 'releases', Tender: 'tenders', Lot: 'lots', Award: 'awards', Contract: 'contracts' } as const;
type Type = keyof typeof LISTS;
const TYPES = Object.keys(LISTS) as Type[];

interface Term {
  by: string;
  direction: 'ASC' | 'DESC';
  currency?: string;
}
type Scalar = ReturnType<typeof scalar>;

const screaming = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** The exact sum of amounts as JSON writes them, to 15 significant digits. */
function decimalSum(amounts: readonly number[]): number | null {
  if (amounts.length === 0) return null;
  const sum = amounts.reduce((all, each) => all + BigInt(Math.round(each * 1e6)), 0n);
  return Number((Number(sum) / 1e6).toPrecision(15));
}

/** What a list can be ordered by as far as the documents say it without the importer, with the value of each object. */
function keysOf(type: Type): Map<string, (thing: Thing, currency: string) => Scalar> {
  const known = new Map<string, (thing: Thing, currency: string) => Scalar>();
  const filter = theSchema().getType(`${type}Filter`) as GraphQLInputObjectType;
  for (const key of Object.keys(filter.getFields())) {
    if (['and', 'or', 'not'].includes(key)) continue;
    const inner = fieldType(filter, key);
    if (inner.getFields().isNull && !inner.getFields().has)
      known.set(screaming(key), (thing) => scalar(inner, own(thing, key)));
    else if (!inner.getFields().id)
      for (const each of Object.keys(inner.getFields()).filter((name) => !['and', 'or', 'not'].includes(name)))
        known.set(`${screaming(key)}_${screaming(each)}`, (thing) =>
          scalar(fieldType(inner, each), objectIn(own(thing, key))?.[each]),
        );
  }
  const edges = new Set((things.get(type) ?? []).flatMap(({ edges }) => Object.keys(edges)));
  for (const edge of edges) {
    const ends = (thing: Thing): Thing[] => (Array.isArray(thing.edges[edge]) ? thing.edges[edge] : []);
    known.set(`${screaming(edge)}_COUNT`, (thing) => ends(thing).length);
    for (const [name, property] of [
      ['NET', 'amount'],
      ['GROSS', 'amountGross'],
    ] as const)
      known.set(`${screaming(edge)}_SUM_${name}`, (thing, currency) =>
        decimalSum(
          ends(thing).flatMap(({ json }) => {
            const value = objectIn(json.value);
            return value?.currency === currency && typeof value[property] === 'number' ? [value[property]] : [];
          }),
        ),
      );
  }
  const enumType = theSchema().getType(`${type}OrderBy`) as GraphQLEnumType;
  const names = new Set(enumType.getValues().map(({ name }) => name));
  return new Map([...known].filter(([name]) => names.has(name)));
}

function expected(type: Type, terms: readonly Term[]): string[] {
  const keys = keysOf(type);
  const isLess = (a: Thing, b: Thing): number => {
    for (const { by, direction, currency } of terms) {
      const [x, y] = [a, b].map((each) => keys.get(by)!(each, currency ?? '')) as [Scalar, Scalar];
      const compared = order(x, y);
      if (compared !== 0) return direction === 'DESC' && x !== null && y !== null ? -compared : compared;
    }
    return Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));
  };
  return (things.get(type) ?? []).toSorted(isLess).map(({ id }) => id);
}

/** A whole list, page by page, forward or backward. */
async function walk(
  graph: Graph,
  type: Type,
  orderBy: readonly Term[],
  size: number,
  isBackward = false,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[]> {
  const [amount, from] = isBackward ? ['last', 'before'] : ['first', 'after'];
  const query = `query ($orderBy: [${type}Order!], $from: String) {
    list: ${LISTS[type]}(orderBy: $orderBy, ${amount}: ${size}, ${from}: $from) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const { list }: any = await graph.data(query, { orderBy, from: cursor });
    const { nodes, pageInfo } = list;
    const page = nodes.map(({ id }: { id: string }) => id);
    if (isBackward) ids.unshift(...page);
    else ids.push(...page);
    if (!(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return ids;
    cursor = isBackward ? pageInfo.startCursor : pageInfo.endCursor;
    await between();
  }
}

let graphs: Graph[];
beforeAll(async () => {
  graphs = await Promise.all(ENGINES.map((engine) => Graph.of(engine, documents)));
});
afterAll(() => Promise.all(graphs.map((graph) => graph.close())));

const terms = (type: Type): fc.Arbitrary<Term[]> =>
  fc.array(
    fc
      .record({
        by: fc.constantFrom(...keysOf(type).keys()),
        direction: fc.constantFrom('ASC' as const, 'DESC' as const),
      })
      .map((term) => (term.by.includes('_SUM_') ? { ...term, currency: 'GBP' } : term)),
    { maxLength: 3 },
  );

test.each(TYPES)(
  'a list of %s in any order, forward and backward, is the whole list once',
  async (type) => {
    expect(keysOf(type).size).toBeGreaterThan(8);
    await fc.assert(
      fc.asyncProperty(
        terms(type),
        fc.integer({ min: 3, max: 100 }),
        fc.boolean(),
        async (orderBy, size, isBackward) => {
          for (const graph of graphs)
            expect(await walk(graph, type, orderBy, size, isBackward)).toEqual(expected(type, orderBy));
        },
      ),
      { numRuns: 40 },
    );
  },
  120_000,
);

test('every key of every order is answered alike by both engines', async () => {
  for (const type of TYPES) {
    const { by } = (theSchema().getType(`${type}Order`) as GraphQLInputObjectType).getFields();
    const all = getNamedType(by!.type);
    for (const { name } of isEnumType(all) ? all.getValues() : []) {
      const term = { by: name, direction: 'DESC' as const, ...(name.includes('_SUM_') && { currency: 'GBP' }) };
      const [one, other] = await Promise.all(graphs.map((graph) => walk(graph, type, [term], 60)));
      expect({ name, ids: other }).toEqual({ name, ids: one });
      expect(new Set(one).size).toBe(one!.length);
    }
  }
}, 120_000);

test.each(ENGINES)(
  '%s: paging misses nothing and repeats nothing while releases are replaced and added',
  async (engine) => {
    for (const isBackward of [false, true]) {
      const graph = await Graph.of(engine, documents);
      let turn = 0;
      const between = async (): Promise<void> => {
        turn++;
        const again = documents.filter((_, i) => i % 5 === turn % 5);
        const later = (document: JsonObject): JsonObject => ({
          ...document,
          date: `2027-01-01T00:00:${10 + turn}Z`,
          title: `turn ${turn}`,
        });
        const added: JsonObject = { ...documents[turn % documents.length]!, ocid: `ocds-aaaaaa-${turn}` };
        await graph.import([...again.map(later), added]);
      };
      const orderBy: Term[] = [{ by: 'VALUE_AMOUNT', direction: 'DESC' }];
      const ids = await walk(graph, 'Tender', orderBy, 7, isBackward, between);
      expect(turn).toBeGreaterThan(3);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => !id.startsWith('ocds-aaaaaa'))).toEqual(expected('Tender', orderBy));
      await graph.close();
    }
  },
  120_000,
);

test.each(ENGINES)(
  'on %s a reference to an organization that is not listed comes last in every order',
  async (engine) => {
    const suppliers = [{ id: 'nobody' }, { id: 'a' }, { id: 'nobody else' }, { id: 'b' }];
    const graph = await Graph.of(engine, [
      { ocid: 'ocds-1', parties: [{ id: 'a' }, { id: 'b' }], buyer: { id: 'a' }, awards: [{ id: '1', suppliers }] },
    ]);
    for (const by of ['AWARDS_AS_SUPPLIER_COUNT', 'AWARDS_AS_BUYER_COUNT', 'NAME', 'ID'])
      for (const direction of ['ASC', 'DESC']) {
        const list = `suppliers(orderBy: [{ by: ${by}, direction: ${direction} }]) { edges { localId cursor } }`;
        const { awards } = await graph.data(`{ awards { nodes { ${list} } } }`);
        const ids = (awards.nodes as any[])[0].suppliers.edges.map(
          ({ localId }: { localId: string }) => localId,
        ) as string[];
        expect(ids.slice(2)).toEqual(['nobody', 'nobody else']);
      }
    await graph.close();
  },
);
