import type { JsonObject } from '../../src/ocds/json';
import { ENGINES, takeBack } from '../support/engines';
import { Graph } from '../support/graph';
import { manyReleases } from '../support/many';
import { model } from '../support/model';

const documents = manyReleases(40);

const things = model(documents);

/** What each award or contract has, by its process. */
const said = (type: string): Map<string, (string | null)[][]> => {
  const all = new Map(documents.map(({ ocid }) => [ocid as string, [] as (string | null)[][]]));
  for (const { id, json } of things.get(type)!) {
    const scales = json.supplierScales as string[] | undefined;
    all.get(id.split('/')[0]!)!.push(scales?.map((scale) => scale.toUpperCase()) ?? [null]);
  }
  return all;
};

const counted = (all: readonly (readonly (string | null)[])[]): [string | null, number][] => {
  const counts = new Map<string | null, number>();
  for (const scale of all.flat()) counts.set(scale, (counts.get(scale) ?? 0) + 1);
  return [...counts].sort();
};

const GROUPS = 'groups(by: [SUPPLIER_SCALE], first: 100) { keys { value } count members(first: 1) { totalCount } }';

const shown = (groups: any[]): [string | null, number][] =>
  groups
    .map(({ keys, count, members }): [string | null, number] => {
      expect(members.totalCount).toBe(count);
      return [keys[0].value, count];
    })
    .sort();

/** A process whose award has suppliers of these sizes. */
const process = (ocid: string, ...sizes: (string | undefined)[]): JsonObject => ({
  ocid,
  id: '1',
  date: '2026-01-01T00:00:00Z',
  tag: ['compiled'],
  parties: sizes.map((scale, i) => ({ id: `${i}`, roles: ['supplier'], ...(scale && { details: { scale } }) })),
  awards: [{ id: '1', suppliers: sizes.map((_, i) => ({ id: `${i}` })) }],
  contracts: [{ id: '1', awardID: '1' }, { id: '2' }],
});

describe.each(ENGINES)('how large suppliers are on %s', (engine) => {
  let graph: Graph;
  beforeEach(async () => {
    graph = await Graph.of(engine, documents);
  });
  afterEach(() => graph.close());

  test.each([
    ['awards', 'Award'],
    ['contracts', 'Contract'],
  ])('%s are grouped and found by what their release says', async (list, type) => {
    const all = said(type);
    const whole = [...all.values()].flat();
    const filter = 'filter: { supplierScales: { has: LARGE } }';
    const data = await graph.data(
      `{ ${list} { ${GROUPS} } found: ${list}(${filter}) { totalCount }
        releases(first: 100) { nodes { ocid ${list} { ${GROUPS} } found: ${list}(${filter}) { totalCount } } } }`,
    );
    const large = (each: readonly (readonly (string | null)[])[]): number =>
      each.filter((own) => own.includes('LARGE')).length;
    expect(large(whole)).toBeGreaterThan(0);
    expect(shown(data[list].groups)).toEqual(counted(whole));
    expect(data.found.totalCount).toBe(large(whole));
    for (const [ocid, each] of all) {
      const own = data.releases.nodes.find((node: { ocid: unknown }) => node.ocid === ocid);
      expect([ocid, shown(own[list].groups)]).toEqual([ocid, counted(each)]);
      expect(own.found.totalCount).toBe(large(each));
    }
  });

  test('each size is told once, in the order of the suppliers, of the contract too', async () => {
    await graph.import([process('a', 'large', undefined, 'sme', 'large'), process('b', undefined), process('c')]);
    const { awards, releases } = await graph.data(
      `{ awards { ${GROUPS} } releases(filter: { ocid: { in: ["a", "b", "c"] } }, orderBy: [{ by: ID }]) { nodes {
        awards { nodes { supplierScales } ${GROUPS} } contracts { nodes { supplierScales } } } } }`,
    );
    const of = (scales: string[] | null): object => ({ supplierScales: scales });
    const [a, b, c] = releases.nodes;
    const others = [...said('Award').values()].flat();
    expect(shown(awards.groups)).toEqual(counted([...others, ['LARGE', 'SME'], [null], [null]]));
    expect(a.awards.nodes).toEqual([of(['LARGE', 'SME'])]);
    expect(a.contracts.nodes).toEqual([of(['LARGE', 'SME']), of(null)]);
    expect(shown(a.awards.groups)).toEqual([
      ['LARGE', 1],
      ['SME', 1],
    ]);
    for (const none of [b, c]) {
      expect(none.awards.nodes).toEqual([of(null)]);
      expect(shown(none.awards.groups)).toEqual([[null, 1]]);
    }
  });

  test('the migration fills in what the import would', async () => {
    await graph.import([process('a', 'large', undefined, 'sme', 'large'), process('b', undefined)]);
    const kept = (): Promise<unknown[]> =>
      Promise.all(
        ['award', 'contract'].map((table) =>
          graph.database.source.query(`SELECT pk, "supplierScales" FROM ${table} ORDER BY pk`),
        ),
      );
    const imported = await kept();
    expect(JSON.stringify(imported)).toContain(JSON.stringify('["LARGE","SME"]').slice(1, -1));
    await takeBack(graph.database, 'SupplierScales');
    await graph.database.migrate();
    expect(await kept()).toEqual(imported);
  });
});
