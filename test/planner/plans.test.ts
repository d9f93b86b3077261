import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { getOperationAST, getVariableValues, parse } from 'graphql';
import type { Row, Written } from '../../src/database/engine';
import { raw, WrittenSql } from '../../src/database/sql';
import { Planner } from '../../src/planner/Planner';
import { everything } from '../support/everything';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { operations, type Operation } from '../support/random/operation';
import { Pool } from '../support/random/Pool';

const READY = join(__dirname, '../../operations');
const ready = readdirSync(READY)
  .filter((file) => file.endsWith('.graphql'))
  .map((file): Operation => ({ query: readFileSync(join(READY, file), 'utf8'), variables: {} }));

let graph: Graph;
let made: Operation[];
beforeAll(async () => {
  const releases = [...sampleReleases(), everything('ocds-everything')];
  graph = await Graph.of('sqlite', releases);
  made = fc.sample(operations(theSchema(), await Pool.of(graph, releases)), { numRuns: 500, seed: 1 });
});
afterAll(() => graph.close());

test('no table is indexed by SQLite for the sake of one answer', async () => {
  const indexed = new Set<string>();
  let planned = 0;
  for (const asked of [...ready, ...made])
    for (const step of await planOf(asked)) {
      planned++;
      // The rows of groups, called `f`, are some that the statement itself has just found.
      if (step.includes('AUTOMATIC') && !step.startsWith('SEARCH f ')) indexed.add(step);
    }
  expect(planned).toBeGreaterThan(2_000);
  expect([...indexed]).toEqual([]);
});

test('most operations are taken, but for wrong arguments, the past, documents in lists and long lists below codes', async () => {
  let taken = 0;
  for (const asked of made)
    await writtenFor(graph, asked, () => {
      taken++;
      return Promise.resolve();
    });
  expect(taken / made.length).toBeGreaterThan(0.81);
});

test.each([
  ['awards', 'BUYER'],
  ['tenders', 'CPV_CLASS'],
  ['tenders', 'CPV_CLASS, STATUS'],
])('members of groups of %s by %s are found from the group, not among all', async (list, by) => {
  const query = `{ ${list} { groups(by: [${by}]) { members(orderBy: [{ by: VALUE_AMOUNT }]) { totalCount nodes { id } } } } }`;
  const steps = await planOf({ query, variables: {} });
  // Only what has no value is looked for among all objects, called `o`.
  const objects = steps.filter((step) => /^(SCAN|SEARCH) (x|g|o)\d* /.test(step) && !step.includes('valueAmount'));
  expect(objects.filter((step) => step.startsWith('SEARCH')).length).toBeGreaterThan(2);
  expect(objects.filter((step) => step.startsWith('SCAN') && !step.startsWith('SCAN o '))).toEqual([]);
  expect(steps.some((step) => /^SEARCH g0t0 USING .*INDEX .*\(id=\?\)/.test(step))).toBe(true);
});

test('members of groups by buyer and supplier are found from the supplier, who has fewer', async () => {
  const query =
    '{ awards { groups(by: [BUYER, SUPPLIER]) { members(orderBy: [{ by: VALUE_AMOUNT }]) { nodes { id } } } } }';
  const steps = await planOf({ query, variables: {} });
  const at = (key: string): number =>
    steps.findIndex((step) => step.startsWith('SEARCH g') && step.includes(`(${key}=?)`));
  expect(at('organizationPk')).toBeGreaterThan(-1);
  expect(at('organizationPk')).toBeLessThan(at('buyerPk'));
});

test('PostgreSQL tests a filter on the members of a small group, and joins them with nothing', async () => {
  const members = 'members(orderBy: [{ by: VALUE_AMOUNT }]) { nodes { id } }';
  const query = `{ awards(filter: { buyer: { id: { eq: "1" } } }) { groups(by: [SUPPLIER]) { ${members} } } }`;
  const steps = await postgresPlanOf(query);
  expect(steps.some((step) => step.includes(' on rollup '))).toBe(true);
  expect(steps.filter((step) => step.includes('Semi Join'))).toHaveLength(1); // on the way from the filter
});

test('the first members of a group are met along the index of their order by the resolvers', async () => {
  await graph.ask(`{ awards { groups(by: [YEAR, PROCUREMENT_METHOD]) {
    members(first: 1, orderBy: [{ by: VALUE_AMOUNT_GROSS, direction: DESC }]) { nodes { title } } } } }`);
  const steps = (await Promise.all(graph.statements.map((each) => stepsOf(each)))).flat();
  expect(steps.filter((step) => step.startsWith('SCAN x'))).toEqual([]);
  expect(steps.some((step) => /^SEARCH x USING COVERING INDEX .*valueAmountGross>/.test(step))).toBe(true);
});

test.each([
  ['groups', 'awardsAsSupplier { groups(by: [STATUS]) { members { totalCount } } }'],
  ['filters', 'awardsAsSupplier(filter: { status: { eq: ACTIVE } }) { totalCount }'],
])('what lies at the end of an edge is counted from what is kept of %s', async (_, list) => {
  const query = `{ organizations(first: 1) { nodes { ${list} } } }`;
  const steps = await planOf({ query, variables: {} });
  expect(steps.filter((step) => / (x(?!1 )|g)\d* /.test(step))).toEqual([]);
});

test.each(['COUNT', 'KEY', 'SUM_GROSS, currency: "GBP"'])(
  'members in groups ordered by %s are added up once, not for each of these',
  async (by) => {
    const inner = `groups(by: [SUPPLIER], orderBy: { by: ${by} }) { count sum { amount } }`;
    const query = `{ awards(filter: { title: { ne: "x" } }) { groups(by: [YEAR]) { count members { ${inner} } } } }`;
    const steps = await planOf({ query, variables: {} });
    expect(steps.filter((step) => step === 'MATERIALIZE added')).toHaveLength(1); // what the groups around are chosen from
  },
);

test('no groups are indexed by SQLite for those of them that a filter asks for', async () => {
  const query =
    '{ awards(filter: { status: { eq: ACTIVE } }) { groups(by: [SUPPLIER], first: 100) { keys { value } count } } }';
  const steps = await planOf({ query, variables: {} });
  expect(steps.filter((step) => step.includes(' r USING'))).not.toEqual([]);
  expect(steps.filter((step) => step.includes('AUTOMATIC'))).toEqual([]);
});

test('PostgreSQL reads all lots of a tender in the order of the document without sorting them', async () => {
  const steps = await postgresPlanOf(
    '{ releases(first: 1, orderBy: []) { nodes { tender { lots(first: 9) { nodes { title } } } } } }',
    'enable_seqscan', // which small tables would be read by
  );
  expect(steps.some((step) => step.includes(' on lot '))).toBe(true);
  expect(steps.filter((step) => step.includes('Sort'))).toEqual([]);
});

test.each(['BUYER, YEAR', 'CPV_CLASS, STATUS', 'QUARTER, SUPPLIER'])(
  'PostgreSQL looks for groups by %s for each that leads to them, however many rows it thinks a range has',
  async (by) => {
    const steps = await postgresPlanOf(
      `{ awards { groups(by: [${by}], first: 2) { count } } }`,
      'enable_indexscan',
      'enable_bitmapscan',
    );
    expect(steps.some((step) => step.includes(' on rollup r'))).toBe(true);
    expect(steps.filter((step) => step.includes('Join Filter'))).toEqual([]);
  },
);

test('lists of organizations are read from an index alone, unless their own words are asked for', async () => {
  const asked = (of: string): Operation => ({
    query: `{ releases { nodes { buyers { ${of} } awards { nodes { suppliers { ${of} } } } contracts { nodes { suppliers { ${of} } } }
      bids { details { nodes { tenderers { ${of} } } } } } } }`,
    variables: {},
  });
  const between = async (of: string): Promise<boolean[]> =>
    (await planOf(asked(of))).filter((step) => /^SEARCH y/.test(step)).map((step) => step.includes('COVERING'));
  expect(await between('nodes { id name }')).toEqual([true, true, true, true]);
  expect(await between('edges { name }')).toEqual([false, false, false, false]);
});

test.each([
  ['AWARDS_AS_SUPPLIER_SUM_GROSS, direction: DESC, currency: "GBP"', ''],
  ['CONTRACTS_AS_SUPPLIER_COUNT, direction: ASC', ''],
  [
    'AWARDS_AS_SUPPLIER_COUNT, direction: DESC',
    'filter: { awardsAsSupplier: { some: { status: { ne: CANCELLED } } } }, ',
  ],
])('organizations ordered by %s are read along the index of what is kept of them', async (order, filter) => {
  const query = `{ organizations(${filter}first: 5, orderBy: [{ by: ${order} }]) { nodes { id } } }`;
  const steps = await planOf({ query, variables: {} });
  expect(steps.some((step) => step.startsWith('SEARCH l USING COVERING INDEX'))).toBe(true);
});

test.each([
  'value: { amountGross: { gte: 100000 } }',
  'value: { amountGross: { gte: 100000 }, currency: { eq: "GBP" } }',
  'and: [{ value: { amountGross: { gte: 100000 } } }, { status: { eq: ACTIVE } }]',
])('what many may fulfil is counted in a narrow index: %s', async (filter) => {
  for (const list of ['tenders', 'awards', 'contracts']) {
    const steps = await planOf({ query: `{ ${list}(filter: { ${filter} }) { totalCount } }`, variables: {} });
    expect(steps.filter((step) => /^SCAN x\d+ USING COVERING INDEX/.test(step))).toHaveLength(1);
  }
});

test.each(['eq: "ocds-1"', 'in: ["ocds-1", "ocds-2"]'])(
  'what a process has is found by the keys of its release: %s',
  async (ocid) => {
    for (const list of ['tenders', 'lots', 'awards', 'contracts']) {
      const steps = await planOf({ query: `{ ${list}(filter: { ocid: { ${ocid} } }) { totalCount } }`, variables: {} });
      expect(steps.some((step) => /^SEARCH x\d+ USING INTEGER PRIMARY KEY/.test(step))).toBe(true);
    }
    const newest = `{ releases(filter: { ocid: { ${ocid} } }, orderBy: [{ by: DATE, direction: DESC }]) { nodes { id } } }`;
    const found = await planOf({ query: newest, variables: {} });
    expect(found.some((step) => /^SEARCH x\d+ USING INDEX .*\(ocid=\?\)/.test(step))).toBe(true);
    const some = `{ organizations(filter: { awardsAsBuyer: { some: { ocid: { ${ocid} } } } }) { totalCount } }`;
    const steps = await planOf({ query: some, variables: {} });
    expect(steps.filter((step) => /^SCAN (?!CONSTANT|json_each)/.test(step))).toEqual([]);
  },
);

test('what few organizations are is found among these, once, and not by all that leads to them', async () => {
  const few = 'suppliers: { some: { identifier: { localId: { eq: "1" } } } }';
  const order = 'orderBy: [{ by: DATE, direction: DESC }]';
  const steps = await planOf({ query: `{ awards(filter: { ${few} }, ${order}) { nodes { id } } }`, variables: {} });
  const at = (table: string): string[] => steps.filter((step) => step.startsWith(`SCAN ${table}`));
  expect(steps.filter((step) => /^SCAN f\d+$/.test(step))).toHaveLength(1);
  expect(at('begin0')).toHaveLength(2); // counted, and gone on from
});

test.each(['nodes { id }', 'totalCount'])(
  'what organizations buy of a status is found by them, not among all of the status: %s',
  async (asked) => {
    const list = `tendersAsBuyer(first: 3, filter: { status: { eq: ACTIVE } }) { ${asked} }`;
    const steps = await planOf({ query: `{ organizations { nodes { ${list} } } }`, variables: {} });
    expect(steps.some((step) => /^SEARCH x\d+ USING INTEGER PRIMARY KEY/.test(step))).toBe(true);
    // SQLite would make it anew for each of these.
    expect(steps.filter((step) => step.startsWith('CORRELATED LIST SUBQUERY'))).toEqual([]);
  },
);

const IN_LONDON = 'parties: { some: { address: { region: { eq: "UKI31" } } } }';

test.each([
  ['organizations', IN_LONDON, 'party_region_begins'],
  ['awards', `suppliers: { some: { ${IN_LONDON} } }`, 'party_region_begins'],
  [
    'tenders',
    'buyer: { parties: { some: { address: { postalCode: { startsWith: "BS" } } } } }',
    'party_postcode_begins',
  ],
  ['releases', 'parties: { some: { address: { locality: { eq: "York" } } } }', 'party_locality_begins'],
  ['organizations', 'name: { eq: "City of York Council" }', 'organization_name_begins'],
])('%s where %s are found by %s', async (list, filter, index) => {
  const query = `{ ${list}(filter: { ${filter} }) { nodes { id } } }`;
  const steps = await planOf({ query, variables: {} });
  expect(steps.filter((step) => step.includes(index))).not.toEqual([]);
});

test('what many suppliers lie behind is found once, by an index of their addresses', async () => {
  const query = `{ awards(filter: { suppliers: { some: { ${IN_LONDON} } } }) { nodes { id } } }`;
  const steps = await planOf({ query, variables: {} });
  // Where a few awards are tried first, each of their suppliers is asked alone.
  expect(steps.filter((step) => step.includes('party_region_begins'))).toHaveLength(2);
  expect((await postgresPlanOf(query, 'enable_seqscan')).join()).toContain('party_region_begins');
});

test('the objects of a group are found as often for all its figures as for one', async () => {
  const searched = async (figures: string): Promise<number> => {
    const groups = `groups(by: [SUPPLIER]) { count ${figures} }`;
    const steps = await planOf({ query: `{ regions { nodes { awards { ${groups} } } } }`, variables: {} });
    return steps.filter((step) => /^(SCAN|SEARCH) x /.test(step)).length;
  };
  const once = await searched('sum { amount }');
  expect(once).toBeGreaterThan(0);
  expect(await searched('sum { amount missing } avg { amount missing } min { missing }')).toBe(once);
});

/** How PostgreSQL would carry out the planner's statement without some of its ways. */
async function postgresPlanOf(query: string, ...without: string[]): Promise<string[]> {
  const postgres = await Graph.of('postgres', sampleReleases());
  const { engine } = postgres.database;
  let rows: Row[] = [];
  await writtenFor(postgres, { query, variables: {} }, ({ text, values }) =>
    engine.write(async (session) => {
      for (const way of without) await session.run(raw(`SET LOCAL ${way} = off`));
      rows = await session.all(new WrittenSql(`EXPLAIN ${text}`, values));
    }),
  );
  await postgres.close();
  return rows.map((row) => row['QUERY PLAN'] as string);
}

/** How SQLite would carry out the planner's statement; nothing where there is none. */
async function planOf(asked: Operation): Promise<string[]> {
  let steps: string[] = [];
  await writtenFor(graph, asked, async ({ text, values }) => {
    steps = await stepsOf(text, values);
  });
  return steps;
}

/** How SQLite would carry out a statement, whatever its values are. */
async function stepsOf(
  text: string,
  values: readonly unknown[] = Array.from(text.matchAll(/\?/g), () => null),
): Promise<string[]> {
  const rows = await graph.database.engine.all(new WrittenSql(`EXPLAIN QUERY PLAN ${text}`, values));
  return rows.map(({ detail }) => detail as string);
}

/** Hands on the planner's statement, if there is one. */
async function writtenFor(
  { database: { engine } }: Graph,
  { query, variables: sent }: Operation,
  use: (statement: Written) => Promise<void>,
): Promise<void> {
  const document = parse(query);
  const operation = getOperationAST(document)!;
  const { coerced: variables } = getVariableValues(theSchema(), operation.variableDefinitions ?? [], sent);
  if (!variables) return;
  const asked = { schema: theSchema(), document, operation, variables };
  const json = (statement: Written): Promise<Buffer> => use(statement).then(() => Buffer.from('{}'));
  await new Planner(engine.dialect, 1_000_000).answer(asked, { dialect: engine.dialect, json });
}
