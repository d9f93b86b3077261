import type { Json, JsonObject } from '../../src/ocds/json';
import { ENGINES } from './engines';
import { Graph } from './graph';

/*
 * What publishers really send (section 3 of the guide to OCDS and Find a Tender, whose numbers the names bear): each
 * case imports, tells what is wrong where it is, and keeps all that can be kept.
 */

export interface Quirk {
  readonly name: string;
  readonly release: JsonObject;
  /** Issues as `code path`. */
  readonly issues: readonly string[];
  /** What is asked of the release, and the answer, in which its ocid is `OCID`. */
  readonly ask?: string;
  readonly answer?: unknown;
}

export const tender = (rest: JsonObject): JsonObject => ({ tender: { id: '1', ...rest } });
export const award = (rest: JsonObject): JsonObject => ({ awards: [{ id: '1', ...rest }] });
export const party = (id: Json, name: string, rest: JsonObject = {}): JsonObject => ({ id, name, ...rest });

/** A connection, as it is answered. */
export const nodes = (...found: unknown[]): object => ({ nodes: found });

/** A test of each quirk on both engines; `more` are tests of the graph that has them all. */
export function describeQuirks(quirks: readonly Quirk[], more?: (graph: () => Graph) => void): void {
  describe.each(ENGINES)('%s', (engine) => {
    let graph: Graph;
    beforeAll(async () => {
      const basics = { id: 'r', date: '2026-01-01T00:00:00Z', tag: ['compiled'] };
      graph = await Graph.of(
        engine,
        quirks.map(({ release }, i) => ({ ...basics, ...release, ocid: `ocds-${i}` })),
      );
    });
    afterAll(() => graph.close());

    test.each(quirks.map((quirk, i) => [quirk.name, quirk, `ocds-${i}`] as const))(
      '%s',
      async (_name, { issues, ask, answer }, ocid) => {
        expect((await graph.issues(ocid)).map(({ code, path }) => `${code} ${path}`)).toEqual(issues);
        if (!ask) return;
        const { data, errors } = await graph.ask(`{ release(ocid: "${ocid}") { ${ask} } }`);
        expect(errors).toBeUndefined();
        expect(JSON.parse(JSON.stringify(data.release).replaceAll(ocid, 'OCID'))).toEqual(answer);
      },
    );

    more?.(() => graph);
  });
}
