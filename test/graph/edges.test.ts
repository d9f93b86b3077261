import type { Database } from '../../src/database/Database';
import { name, raw, sql } from '../../src/database/sql';
import { EDGES, isOfOne, isRange } from '../../src/entities/edges';
import { SPAN } from '../../src/entities/keys';
import { nodeOf, type Class } from '../../src/entities/registry';
import type { Edge } from '../../src/entities/relation';
import type { JsonObject } from '../../src/ocds/json';
import { LevelReader } from '../../src/query/levelReader';
import { edgeReader } from '../../src/query/readers';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph } from '../support/graph';
import { backOf, routeBefore, routeTo } from '../support/routes';
import { CORPUS, readCorpus, withShared } from '../support/shared';

const named = ({ from, name }: Edge): string => `${from.name}.${name}`;

const withIssues = (ocid: string): JsonObject => ({ ...everything(ocid), unknown: [1, 2] });

/** A query from the root along edges, `first` objects of each list; `inner` is asked of the last. */
function along(root: string, route: readonly Edge[], first: number, inner: string): string {
  const page = `(first: ${first})`;
  const nested = route.reduceRight(
    (below, { name, many }) => (many ? `{ ${name}${page} { nodes ${below} } }` : `{ ${name} ${below} }`),
    inner,
  );
  return `{ ${root}${page} { nodes ${nested} } }`;
}

/** Every object that an answer has at the end of a route. */
function ends(answer: unknown, [name, ...route]: readonly string[]): unknown[] {
  if (answer === null || answer === undefined) return [];
  const { nodes } = answer as { nodes?: unknown[] };
  if (nodes) return nodes.flatMap((node) => ends(node, name === undefined ? [] : [name, ...route]));
  return name === undefined ? [answer] : ends((answer as Record<string, unknown>)[name], route);
}

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.of(engine, ['ocds-1', 'ocds-2', 'ocds-3'].map(withIssues));
  });

  test('what is read as a range of keys is what refers to where the edge starts', async () => {
    const ranges = EDGES.filter(isRange);
    expect(ranges.map(named)).toEqual(expect.arrayContaining(['Tender.lots', 'Release.awards', 'Tender.contracts']));
    for (const { to, toKey } of ranges) {
      const counted = sql`SELECT count(*) AS n, count(CASE WHEN ${name(toKey)} = pk / ${raw(String(SPAN))} THEN 1 END) AS held FROM ${name(nodeOf(to).table)}`;
      const [{ n, held }] = (await graph.database.engine.all(counted)) as [{ n: number; held: number }];
      expect([to.name, Number(n) > 0, Number(held)]).toEqual([to.name, true, Number(n)]);
    }
  });
  afterAll(() => graph.close());

  test.each(EDGES.map((edge) => [named(edge), edge] as const))(
    '%s is read in the statement of its parents, or in one for all of them, for a page of 1 and of 100',
    async (_name, edge) => {
      const { root, route } = routeBefore(edge);
      const whole = [...route, edge];
      const asked = async (first: number): Promise<{ found: number; statements: number }> => {
        const { data, errors } = await graph.ask(along(root, whole, first, '{ __typename }'));
        expect(errors).toBeUndefined();
        const found = ends(
          data[root],
          whole.map(({ name }) => name),
        ).length;
        return { found, statements: graph.statements.length };
      };
      const levels = statementsOf(whole);
      const many = await asked(100);
      expect(many).toEqual({ found: expect.any(Number) as number, statements: levels });
      expect(many.found).toBeGreaterThan(1);
      const { found, statements } = await asked(1);
      expect(statements).toBe(found > 0 ? levels : Math.min(statements, levels)); // nothing is read below nothing
    },
  );

  test.each(EDGES.filter(({ many }) => many).map((edge) => [named(edge), edge] as const))(
    '%s is counted in one statement for all parents, and only when that is asked for',
    async (_name, edge) => {
      const { root, route } = routeTo(edge.from);
      const levels = statementsOf(route);
      const counted = `{ ${edge.name}(first: 1) { totalCount } }`;
      const { data, errors } = await graph.ask(along(root, route, 100, counted));
      expect(errors).toBeUndefined();
      expect(graph.statements).toHaveLength(levels + 1);
      const parents = ends(
        data[root],
        route.map(({ name }) => name),
      ) as Record<string, { totalCount: number }>[];
      const full = `{ ${edge.name}(first: 100) { nodes { __typename } } }`;
      const { data: all } = await graph.ask(along(root, route, 100, full));
      const lengths = (
        ends(
          all[root],
          route.map(({ name }) => name),
        ) as Record<string, { nodes: unknown[] }>[]
      ).map((each) => each[edge.name]!.nodes.length);
      expect(parents.map((each) => each[edge.name]!.totalCount)).toEqual(lengths);
      expect(Math.max(...lengths)).toBeGreaterThan(0);
    },
  );
});

/** A route takes one statement from its start on, and one more behind each edge that may lead to an object twice. */
const statementsOf = (route: readonly Edge[]): number => 1 + route.slice(0, -1).filter((edge) => !isOfOne(edge)).length;

/** Every pair of keys that an edge joins. */
async function pairs({ engine }: Database, edge: Edge): Promise<[from: number, to: number][]> {
  const rows = await engine.all(sql`SELECT pk, ${name(edge.fromKey)} AS key FROM ${name(nodeOf(edge.from).table)}`);
  const parents = new Map<number, number[]>();
  for (const { pk, key } of rows as { pk: number; key: number | null }[])
    if (key !== null) parents.set(key, [...(parents.get(key) ?? []), pk]);
  const keys = [...parents.keys()];
  const request = { page: EVERYTHING, fields: [], words: [], cursors: false, rows: true };
  const { dialect } = engine;
  const reader = edgeReader(dialect, { edge, asked: edge.many ? request : { fields: request.fields } });
  const level = new LevelReader(dialect, [reader]);
  const found = level
    .read(await engine.all(level.of([keys])), 0)
    .flatMap(([key, own]) => own.map(({ pk }) => [key, pk as number | null] as const));
  return found.flatMap(([key, pk]) =>
    pk === null ? [] : parents.get(key)!.map((from): [number, number] => [from, pk]),
  );
}

const EVERYTHING = { list: '', size: 1_000_000, order: [], backward: false };

const set = async ({ engine }: Database, type: Class, column: string): Promise<Set<unknown>> =>
  new Set(
    (await engine.all(sql`SELECT pk FROM ${name(nodeOf(type).table)} WHERE ${name(column)} IS NOT NULL`)).map(
      ({ pk }) => pk as unknown,
    ),
  );

describe('the corpus', () => {
  withShared(CORPUS, 'what an object reaches by an edge reaches it by the edge back (SQLite)', async (path) => {
    const { database } = await Graph.of('sqlite', [
      ...readCorpus(path).releases,
      ...['ocds-1', 'ocds-2'].map(withIssues),
    ]);
    for (const edge of EDGES) {
      const back = backOf(edge);
      if (!back) continue;
      const there = await pairs(database, edge);
      const here = new Set((await pairs(database, back)).map(([from, to]) => `${to} ${from}`));
      const narrowed = back.only && (await set(database, edge.from, back.only));
      const oneWay = there.filter(([from, to]) => !here.has(`${from} ${to}`) && (!narrowed || narrowed.has(from)));
      expect([named(edge), there.length > 1, oneWay]).toEqual([named(edge), true, []]);
    }
    await database.close();
  });
});
