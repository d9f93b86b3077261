import { buildClientSchema, getIntrospectionQuery, Lexer, parse, Source, TokenKind, type GraphQLSchema } from 'graphql';
import type { JsonObject } from '../../src/ocds/json';
import { LIMITS } from '../../src/server/limits';
import { measureOperation } from '../../src/server/measureOperation';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph, sampleReleases, theSchema } from '../support/graph';
import { isTold } from '../support/issues';
import { CORPUS, readCorpus, withShared } from '../support/shared';
import { WholeRelease, type Comparison, type Leaf } from '../support/wholeRelease';

/** What a client learns of the schema without having read our code. */
async function introspected(graph: Graph): Promise<GraphQLSchema> {
  const { data } = await graph.ask(getIntrospectionQuery());
  return buildClientSchema(data);
}

async function compared(graph: Graph, whole: WholeRelease, document: JsonObject): Promise<Comparison> {
  const { data, errors } = await graph.ask(whole.query(document), { ocid: document.ocid });
  expect(errors).toBeUndefined();
  return whole.compare(document, data.release);
}

describe.each(ENGINES)('%s', (engine) => {
  let graph: Graph;
  let whole: WholeRelease;
  beforeAll(async () => {
    graph = await Graph.of(engine, [...sampleReleases(), everything('ocds-everything')]);
    whole = new WholeRelease(await introspected(graph));
  });
  afterAll(() => graph.close());

  test.each(sampleReleases().map((release) => [release.ocid, release]))(
    'one query gives every leaf of the sample release %s as published',
    async (_ocid, release) => {
      const { equal, different } = await compared(graph, whole, release);
      expect(different).toEqual([]);
      expect(equal.map(({ path }) => path)).toEqual(leavesOf(release));
    },
  );

  test('the buyer of a sample release has the name that the document gives it, without a walk over edges', async () => {
    for (const { ocid, buyer } of sampleReleases()) {
      const { data } = await graph.ask(`{ release(ocid: "${String(ocid)}") { buyer { localId name } } }`);
      expect({ ...data.release.buyer }).toEqual({
        localId: (buyer as JsonObject).id,
        name: (buyer as JsonObject).name,
      });
    }
  });
});

describe('the server', () => {
  const whole = new WholeRelease(theSchema());
  const sizeOf = (query: string) => {
    const document = parse(query);
    const { size } = measureOperation(theSchema(), document, document.definitions[0] as never, { ocid: 'ocds-1' });
    return { ...size, tokens: tokensIn(query), body: query.length };
  };

  test.each(sampleReleases().map((release) => [release.ocid, release]))(
    'takes the query for the whole of %s, far from its limits',
    (_ocid, release) => {
      const size = sizeOf(whole.query(release));
      for (const [name, actual] of Object.entries(size))
        expect([name, actual, actual * 2 < LIMITS[name as keyof typeof LIMITS].value]).toEqual([name, actual, true]);
    },
  );

  withShared(CORPUS, 'takes one query for all that any release of the corpus has', (path) => {
    const size = sizeOf(whole.query(...readCorpus(path).releases));
    for (const [name, actual] of Object.entries(size))
      expect([name, actual, actual <= LIMITS[name as keyof typeof LIMITS].value]).toEqual([name, actual, true]);
  });
});

describe('the corpus', () => {
  withShared(
    CORPUS,
    'is typed and equal to the last leaf, but for leaves that an import issue names (SQLite)',
    async (path) => {
      const { releases, skipped } = readCorpus(path);
      expect([releases.length, skipped]).toEqual([761, 5]);
      const graph = await Graph.of('sqlite', releases);
      const whole = new WholeRelease(await introspected(graph));
      const untyped: (Leaf & { ocid: unknown })[] = [];
      const silent: typeof untyped = [];
      let typed = 0;
      for (const release of releases) {
        const { equal, different } = await compared(graph, whole, release);
        typed += equal.length;
        if (different.length === 0) continue;
        const issues = await graph.issues(release.ocid as string);
        for (const leaf of different.map((each) => ({ ocid: release.ocid, ...each }))) {
          untyped.push(leaf);
          if (!isTold(leaf.path, issues)) silent.push(leaf);
        }
      }
      expect(silent).toEqual([]);
      expect(untyped.map(({ path, value }) => `${path} ${JSON.stringify(value)}`)).toEqual([
        'tender/techniques/frameworkAgreement/period/durationInDays "1e9999"',
        'tender/tenderPeriod/durationInDays "1e9999"',
        'tender/techniques/frameworkAgreement/period/durationInDays "1e9999"',
        'tender/tenderPeriod/durationInDays "1e9999"',
      ]);
      expect(typed).toBe(87170);
      await graph.close();
    },
    60_000,
  );
});

const tokensIn = (text: string): number => {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (lexer.advance().kind !== TokenKind.EOF) tokens++;
  return tokens;
};

/** The paths of all values that hold no others, in document order, empty lists and objects left out. */
function leavesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}/${key}` : key));
}
