import type { JsonObject } from '../../src/ocds/json';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

/** The ids of everything in a release, by the list that has it; `aside` stands before the others of its kind. */
interface Ids {
  readonly [list: string]: readonly string[];
}

const AWARD = 'ocds-1/awards/a';
const LISTS: Record<string, (args: string, page: string) => string> = {
  lots: (args, page) => `tender(ocid: "ocds-1") { list: lots${args} ${page} }`,
  documents: (args, page) => `tender(ocid: "ocds-1") { list: documents${args} ${page} }`,
  parties: (args, page) => `release(ocid: "ocds-1") { list: parties${args} ${page} }`,
  items: (args, page) => `node(id: "${AWARD}") { ... on Award { list: items${args} ${page} } }`,
  awarded: (args, page) => `node(id: "${AWARD}") { ... on Award { list: lots${args} ${page} } }`,
  suppliers: (args, page) => `node(id: "${AWARD}") { ... on Award { list: suppliers${args} ${page} } }`,
};

const numbered = (ids: readonly string[]): JsonObject[] => ids.map((id) => ({ id }));

/** Every list begins as 1 to 5, and has its kind also where it is not looked at. */
const FIRST = ['1', '2', '3', '4', '5'];

const release = (day: number, { aside, list }: Ids): JsonObject => ({
  ocid: 'ocds-1',
  date: `2026-01-0${day}T00:00:00Z`,
  tag: ['compiled'],
  parties: numbered(list!),
  planning: { documents: numbered(aside!) },
  tender: { id: 't', items: numbered(aside!), lots: numbered(list!), documents: numbered(list!) },
  awards: [
    { id: 'other', suppliers: aside!.map(() => ({ id: '1' })) },
    { id: 'a', items: numbered(list!), relatedLots: [...list!], suppliers: numbered(list!) },
  ],
});

const CHANGES: readonly (readonly [name: string, to: Ids])[] = [
  ['nothing', { aside: ['x'], list: FIRST }],
  ['more before it', { aside: ['w', 'x', 'y', 'z'], list: FIRST }],
  ['less before it', { aside: [], list: FIRST }],
  ['more at its beginning', { aside: ['x'], list: ['0', ...FIRST] }],
  ['more at its end', { aside: ['x'], list: [...FIRST, '6'] }],
  ['less at its beginning', { aside: ['x'], list: FIRST.slice(1) }],
  ['less at its end', { aside: ['x'], list: FIRST.slice(0, -1) }],
];

interface Page {
  readonly nodes: readonly { localId: string }[];
  readonly pageInfo: Record<'endCursor' | 'startCursor', string> & Record<'hasNextPage' | 'hasPreviousPage', boolean>;
}

describe.each(ENGINES)('%s: a list in a release that is replaced after its first page, with', (engine) => {
  let graph: Graph;
  beforeEach(async () => (graph = await Graph.of(engine, [release(1, { aside: ['x'], list: FIRST })])));
  afterEach(() => graph.close());

  const ends = ['forward', 'backward'] as const;
  const cases = CHANGES.flatMap(([name, to]) => ends.map((way) => [name, way, to] as const));

  test.each(cases)('%s, has all that stays once, %s', async (_name, way, to) => {
    const begun = await eachList((list) => page(graph, list, way));
    await graph.import([release(2, to)]);
    const seen = await eachList((list, i) => theRest(graph, list, way, begun[i]!));
    const stayed = FIRST.filter((id) => to.list!.includes(id));
    for (const ids of seen) expect(ids.filter((id) => stayed.includes(id))).toEqual(stayed);
  });

  // Only two are looked at: by what goes, no other object of the kind moves.
  test.each(ends)('less by the last object of the page, goes on with what came after it, %s', async (way) => {
    const lists = ['lots', 'parties'];
    const begun = await eachList((list) => page(graph, list, way), lists);
    const gone = way === 'forward' ? '2' : '4';
    await graph.import([release(2, { aside: ['x'], list: FIRST.filter((id) => id !== gone) })]);
    expect(await eachList((list, i) => theRest(graph, list, way, begun[i]!), lists)).toEqual([FIRST, FIRST]);
  });
});

/** What is made of each list, one after the other. */
async function eachList<T>(make: (list: string, i: number) => Promise<T>, lists = Object.keys(LISTS)): Promise<T[]> {
  const made: T[] = [];
  for (const [i, list] of lists.entries()) made.push(await make(list, i));
  return made;
}

async function page(graph: Graph, list: string, way: 'forward' | 'backward', cursor?: string): Promise<Page> {
  const [size, from] = way === 'forward' ? ['first', 'after'] : ['last', 'before'];
  const args = `(${size}: 2${cursor ? `, ${from}: "${cursor}"` : ''})`;
  const asked = '{ nodes { localId } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }';
  const [found] = Object.values<{ list: Page }>(await graph.data(`{ ${LISTS[list]!(args, asked)} }`));
  return found!.list;
}

/** The ids of a list from the first page on, in the order of the list. */
async function theRest(graph: Graph, list: string, way: 'forward' | 'backward', begun: Page): Promise<string[]> {
  const ids: string[] = [];
  for (let at = begun; ;) {
    const own = at.nodes.map(({ localId }) => localId);
    if (way === 'forward') ids.push(...own);
    else ids.unshift(...own);
    const { hasNextPage, hasPreviousPage, endCursor, startCursor } = at.pageInfo;
    if (!(way === 'forward' ? hasNextPage : hasPreviousPage)) return ids;
    at = await page(graph, list, way, way === 'forward' ? endCursor : startCursor);
  }
}
