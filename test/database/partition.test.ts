import { join } from 'node:path';
import { readOperations } from '../../scripts/operations';
import { partitionSql } from '../../src/database/partition';
import { raw } from '../../src/database/sql';
import { dump, expectSame } from '../support/dump';
import { everything } from '../support/everything';
import { generated } from '../support/generated';
import { Graph, sampleReleases } from '../support/graph';

jest.setTimeout(120_000);

const parsed = (lines: string) => lines.split('\n').map((line) => JSON.parse(line));
const FIRST = [...sampleReleases(), everything('ocds-213czf-everything'), ...parsed(generated(60))];
/** Later ones of some of the same processes, and new ones. */
const LATER = [...parsed(generated(30, 1)), ...parsed(generated(90)).slice(60)];
const TABLES = ['lot', 'party', 'document', 'award_supplier', 'search_document', 'search_index', 'release_version'];

let whole: Graph;
let partitioned: Graph;
const run = async (statement: string): Promise<Record<string, any>[]> =>
  partitioned.database.engine.all(raw(statement));

/** As psql runs the script: all statements on one connection, each by itself. */
async function partition(): Promise<void> {
  const { setUp, tables } = partitionSql(4);
  await partitioned.database.engine.write(async (session) => {
    for (const statement of [...setUp, ...tables]) await session.run(raw(statement));
  });
}

beforeAll(async () => {
  whole = await Graph.of('postgres', FIRST);
  partitioned = await Graph.of('postgres', FIRST);
  await partition();
  for (const graph of [whole, partitioned]) await graph.import(LATER);
});

afterAll(async () => {
  await whole.close();
  await partitioned.close();
});

test('every table of what stands in a release is partitioned, and can be so told twice', async () => {
  await partition();
  const { tables } = partitionSql(4);
  const found = await run("SELECT relname FROM pg_class WHERE relkind = 'p' ORDER BY relname");
  const named = tables.map((call) => /'(\w+)'/.exec(call)![1]).sort();
  expect(found.map(({ relname }) => relname)).toEqual(named);
  expect(named).toEqual(expect.arrayContaining(TABLES));
  const others = await run(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND NOT relispartition ORDER BY relname",
  );
  expect(others.map(({ relname }) => relname)).toEqual([
    'classification',
    'import_state',
    'migrations',
    'organization',
    'quarantine',
    'region',
    'release',
    'rollup',
    'search_word',
    'sync_state',
  ]);
});

test('an import into it leaves the same rows', async () => {
  expectSame(await dump(partitioned.database), await dump(whole.database));
});

test('it answers the same', async () => {
  const operations = readOperations(join(__dirname, '../../operations'));
  const queries = [
    ...operations.map(({ text }) => text),
    '{ tenders(first: 50, orderBy: { by: ID, direction: DESC }) { totalCount nodes { id lots { nodes { id awards { nodes { id suppliers { nodes { id } } } } } } } } }',
    '{ organizations(first: 20) { nodes { id contractsAsSupplier { totalCount } releasesAsBuyer(first: 3) { nodes { ocid versions { totalCount } } } } } }',
    '{ search(text: "works") { totalCount nodes { node { id } } } }',
  ];
  for (const query of queries) {
    const answer = await whole.ask(query);
    expect(answer.errors).toBeUndefined();
    expect(await partitioned.ask(query)).toEqual(answer);
  }
});

test('the rows of a release lie together, and releases apart', async () => {
  const rows = await run(
    `SELECT pk >> 20 AS release, right(tableoid::regclass::text, 1) AS part FROM lot
     UNION SELECT pk >> 20, right(tableoid::regclass::text, 1) FROM party
     UNION SELECT pk, right(tableoid::regclass::text, 1) FROM tender`,
  );
  const parts = new Map(rows.map(({ release, part }) => [release, part]));
  expect(rows).toHaveLength(parts.size);
  expect(new Set(parts.values())).toEqual(new Set(['0', '1', '2', '3']));
});

test('a row is looked for in its partition alone, and no id is there twice', async () => {
  const [{ pk }] = (await run('SELECT max(pk) AS pk FROM lot')) as [{ pk: number }];
  const plan = (await run(`EXPLAIN SELECT * FROM lot WHERE pk = ${pk}::bigint`))
    .map((row) => row['QUERY PLAN'])
    .join('\n');
  expect(plan.match(/lot_\d/g)).not.toBeNull();
  expect(new Set(plan.match(/on lot_\d/g)).size).toBe(1);
  const again = `INSERT INTO lot (pk, id, ocid) SELECT pk + 1000, id, ocid FROM lot WHERE pk = ${pk}`;
  await expect(run(again)).rejects.toThrow('duplicate key');
});
