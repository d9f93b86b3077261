import type { JsonObject } from '../../src/ocds/json';
import { expectTheSameInAnyOrder } from '../support/anyOrder';
import { ENGINES } from '../support/engines';
import { Graph } from '../support/graph';

const ocid = (n: number | string): string => `ocds-213czf-${n}`;
const to = (id: string, identifier: string, scheme = 'ocid'): JsonObject => ({
  id,
  relationship: ['framework'],
  scheme,
  identifier,
});
const compiled = (n: number, date: string, rest: JsonObject): JsonObject => ({
  ocid: ocid(n),
  id: `${n}-${date}`,
  date: `${date}T00:00:00Z`,
  tag: ['compiled'],
  ...rest,
});

const FRAMEWORK = compiled(1, '2026-01-01', { tender: { title: 'Framework' } });
const CALL_OFF = compiled(2, '2026-01-02', {
  relatedProcesses: [to('1', ocid(1)), to('2', ocid(9)), to('3', ocid(1), 'local')],
});
const OTHER = compiled(3, '2026-01-03', {
  contracts: [{ id: '1', relatedProcesses: [to('1', ocid(1)), to('2', 'x'.repeat(5000))] }],
});

const QUERY = `query ($ocid: String!) { release(ocid: $ocid) {
  relatedProcesses { nodes { localId relatedRelease { ocid tender { title } } release { ocid } } }
  referredToBy { totalCount nodes { id relationship release { ocid } contract { id } } } } }`;

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  beforeEach(async () => {
    graph = await Graph.of(engine, []);
  });
  afterEach(() => graph.close());

  const release = async (n: number): Promise<any> => {
    const { data, errors } = await graph.ask(QUERY, { ocid: ocid(n) });
    expect(errors).toBeUndefined();
    return data.release;
  };
  const expectLinked = async (): Promise<void> => {
    expect((await release(2)).relatedProcesses.nodes).toEqual([
      { localId: '1', relatedRelease: { ocid: ocid(1), tender: { title: 'Framework' } }, release: { ocid: ocid(2) } },
      { localId: '2', relatedRelease: null, release: { ocid: ocid(2) } },
      { localId: '3', relatedRelease: null, release: { ocid: ocid(2) } },
    ]);
    expect((await release(1)).referredToBy).toEqual({
      totalCount: 2,
      nodes: [
        {
          id: `${ocid(2)}/relatedProcesses/1`,
          relationship: ['framework'],
          release: { ocid: ocid(2) },
          contract: null,
        },
        {
          id: `${ocid(3)}/contracts/1/relatedProcesses/1`,
          relationship: ['framework'],
          release: null,
          contract: { id: `${ocid(3)}/contracts/1` },
        },
      ],
    });
  };

  test('a framework and its call-offs lead to each other, whichever is imported first', async () => {
    await graph.import([CALL_OFF, OTHER]);
    expect((await release(2)).relatedProcesses.nodes[0].relatedRelease).toBeNull();
    await graph.import([FRAMEWORK]);
    await expectLinked();
    await graph.import([{ ...FRAMEWORK, id: 'again', date: '2026-02-01T00:00:00Z' }]);
    await expectLinked();
    await graph.import([{ ...CALL_OFF, id: 'again', date: '2026-02-01T00:00:00Z' }]);
    await expectLinked();
  });

  test('the links are the same in any order of import', () =>
    expectTheSameInAnyOrder(engine, [FRAMEWORK, CALL_OFF, OTHER]));

  test('a reference that a newer release gives up is gone', async () => {
    await graph.import([FRAMEWORK, CALL_OFF]);
    await graph.import([compiled(2, '2026-02-01', { relatedProcesses: [to('1', ocid(2))] })]);
    expect((await release(1)).referredToBy.totalCount).toBe(0);
    expect((await release(2)).relatedProcesses.nodes[0].relatedRelease.ocid).toBe(ocid(2));
  });

  test('a page of 100 takes as many statements as a page of one', async () => {
    await graph.import([
      FRAMEWORK,
      ...Array.from({ length: 100 }, (_, i) =>
        compiled(i + 10, '2026-01-02', { relatedProcesses: [to('1', ocid(1))] }),
      ),
    ]);
    const statements = async (first: number): Promise<number> => {
      await graph.ask(`{ releases(first: ${first}) { nodes { relatedProcesses { nodes { relatedRelease {
        referredToBy(first: 2) { nodes { relatedRelease { ocid } } } } } } } } }`);
      return graph.statements.length;
    };
    expect(await statements(100)).toBe(2);
    expect(await statements(2)).toBe(2);
  });
});
