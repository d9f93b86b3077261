import fc from 'fast-check';
import { parse } from 'graphql';
import { dimensionsOf } from '../../src/entities/dimensions';
import { nodeTypes, type Class } from '../../src/entities/registry';
import { ImportIssue } from '../../src/entities/ImportIssue';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { FIGURES } from '../support/figures';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { operations } from '../support/random/operation';
import { Pool } from '../support/random/Pool';

const documents = [...manyReleases(24), ...sampleReleases(), everything('ocds-everything')];
const LISTS: [list: string, type: Class][] = nodeTypes()
  .map((type): [string, Class] => [`${type.name[0]!.toLowerCase()}${type.name.slice(1)}s`, type])
  .filter(([list, type]) => dimensionsOf(type).size > 0 && list in theSchema().getQueryType()!.getFields());

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, documents);
  });
  afterAll(() => graph.close());

  /** The answer, which the planner must give and the resolvers too. */
  async function answer(query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const document = parse(query);
    const planned = await graph.plan(document, variables);
    if (!('data' in planned)) throw new Error(`${planned.reason}: ${query}`);
    const { data, errors } = await graph.execute(document, variables);
    expect(errors).toBeUndefined();
    expect(planned.data.toString()).toBe(JSON.stringify(data));
    return data;
  }

  test.each(LISTS)(
    'members of groups of %s by any dimension are one statement that says what the resolvers say',
    async (list, type) => {
      const dimensions = [...dimensionsOf(type).keys()];
      const pairs = dimensions.map((each, i) => [each, dimensions[(i + 3) % dimensions.length]!]);
      let missing = 0;
      for (const by of [...dimensions.map((each) => [each]), ...pairs].filter(isEachOnce)) {
        const { groups } = (
          await answer(
            `{ ${list} { groups(by: [${by.join()}], first: 12, orderBy: { by: KEY, direction: DESC }) { keys { value } count
              members(first: 2) { totalCount nodes { ${type === ImportIssue ? 'path' : 'id'} } pageInfo { hasNextPage hasPreviousPage endCursor } aggregate { count } } } } }`,
          )
        )[list];
        for (const { keys, count, members } of groups) {
          expect([by, keys, members.totalCount, members.aggregate.count]).toEqual([by, keys, count, count]);
          if (keys.some(({ value }: { value: unknown }) => value === null)) missing++;
        }
      }
      if (type !== ImportIssue) expect(missing).toBeGreaterThan(0);
    },
    60_000,
  );

  test.each([
    [
      'in an order',
      'members(first: 3, orderBy: [{ by: VALUE_AMOUNT_GROSS, direction: DESC }]) { edges { cursor node { id } } }',
    ],
    [
      'by what has no index',
      'members(first: 3, orderBy: [{ by: TITLE }, { by: DATE, direction: DESC }]) { nodes { id } }',
    ],
    ['with what lies at their edges', 'members(first: 2) { nodes { id buyer { name } suppliers { nodes { name } } } }'],
    ['in sums', `members(first: 1) { totalCount aggregate { count memberships sum ${FIGURES} } nodes { id } }`],
    [
      'in groups again',
      `members(first: 1) { groups(by: [YEAR], first: 2) { keys { value } count sum ${FIGURES} members { totalCount nodes { id } } } }`,
    ],
    [
      'in groups of many',
      'members(first: 1) { groups(by: [SUPPLIER], first: 2) { keys { value label } count members { totalCount nodes { id } } } }',
    ],
  ])('members %s', async (_, members) => {
    for (const filter of [
      '',
      '(filter: { status: { eq: ACTIVE } })',
      '(filter: { suppliers: { some: { name: { isNull: false } } } })',
    ])
      for (const by of ['BUYER', 'SUPPLIER', 'STATUS', 'MONTH', 'CPV_CLASS', 'SUPPLIER_SCALE, SME'])
        await answer(
          `{ awards${filter} { groups(by: [${by}], first: 4, includeMemberships: true) { keys { value } ${members} } } }`,
        );
  });

  test('members of groups of what leads to them', async () => {
    const { organizations } = await answer(
      `query ($first: Int) { organizations(first: $first, filter: { awardsAsSupplier: { some: {} } }) { nodes { awardsAsSupplier {
        groups(by: [STATUS, YEAR]) { count members(first: 1, orderBy: [{ by: DATE }]) { totalCount nodes { id } pageInfo { hasNextPage } groups(by: [BUYER]) { count } } } } } } }`,
      { first: 20 },
    );
    const all = organizations.nodes.flatMap(({ awardsAsSupplier }: any) => awardsAsSupplier.groups);
    expect(all.length).toBeGreaterThan(10);
    for (const { count, members } of all) expect(members.totalCount).toBe(count);
    await answer(
      '{ releases { nodes { documents { groups(by: [NOTICE_TYPE]) { keys { value } members { nodes { url } } } } } } }',
    );
  });

  test('members are paged to their end', async () => {
    const query = `query ($after: String) { awards { groups(by: [STATUS], first: 1) { count members(first: 5, after: $after, orderBy: [{ by: DATE, direction: DESC }]) {
      nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const [group] = (await answer(query, { after })).awards.groups;
      const { nodes, pageInfo } = group.members;
      seen.push(...nodes.map(({ id }: { id: string }) => id));
      expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      if (after === null) expect(new Set(seen).size).toBe(group.count);
    }
  });

  test.each(['first: 0', 'first: 101', 'after: "x"'])('members(%s) are refused by the resolvers', async (args) => {
    const document = parse(`{ awards { groups(by: [STATUS]) { members(${args}) { nodes { id } } } } }`);
    expect(await graph.plan(document, {})).toEqual({ reason: 'input' });
    expect((await graph.execute(document, {})).errors?.length).toBeGreaterThan(0);
  });

  test('random operations with members are planned', async () => {
    const made = fc.sample(operations(theSchema(), await Pool.of(graph, documents)), { numRuns: 1500, seed: 3 });
    const reasons: string[] = [];
    for (const { query, variables } of made.filter((each) => each.query.includes('members'))) {
      const planned = await graph.plan(parse(query), variables);
      reasons.push('reason' in planned ? planned.reason : 'none');
    }
    expect(reasons.filter((reason) => reason === 'none').length).toBeGreaterThan(100);
    expect(reasons.filter((reason) => reason.startsWith('GroupOf'))).toEqual([]);
  });
});

const isEachOnce = (by: readonly string[]): boolean => new Set(by).size === by.length;
