import fc from 'fast-check';
import { parse, type GraphQLObjectType } from 'graphql';
import { ENGINES } from '../support/engines';
import { everything } from '../support/everything';
import { Graph, theSchema } from '../support/graph';
import { manyReleases } from '../support/many';
import { operations } from '../support/random/operation';
import { isTaken, PATHS } from '../support/random/paths';
import { Pool } from '../support/random/Pool';

const RUNS = Number(process.env.RUNS ?? 100);
const SEED = Number(process.env.SEED ?? 1);

const OCID = 'ocds-everything';
const NOW = `release(ocid: "${OCID}")`;
const PAST = `release(ocid: "${OCID}", asOf: "9999-12-31")`;

/** Issues say which file they were found in. */
const TELLS_FILES = /importIssues/;

describe.each(ENGINES)('%s', (engine) => {
  const own = everything(OCID);
  let [alone, among]: Graph[] = [];
  let pool: Pool;
  beforeAll(async () => {
    alone = await Graph.of(engine, [own]);
    among = await Graph.of(engine, [...manyReleases(40), own]);
    pool = await Pool.of(alone, [own]);
  });
  afterAll(() => Promise.all([alone!.close(), among!.close()]));

  test(
    'a process of the past is answered as in a graph in which nothing else exists',
    async () => {
      const type = theSchema().getType('Release') as GraphQLObjectType;
      const around = (selections: string): string => `{ ${NOW} ${selections} }`;
      await fc.assert(
        fc.asyncProperty(operations(theSchema(), pool, { type, around }), async ({ query, variables }) => {
          if (TELLS_FILES.test(query) || !isTaken(parse(query), variables)) return;
          const answer = (graph: Graph, text: string): Promise<string> =>
            PATHS.resolvers!(graph, parse(text), variables);
          const expected = JSON.parse(await answer(alone!, query)) as { data: unknown };
          const { data } = JSON.parse(await answer(among!, query.replace(NOW, PAST))) as { data: unknown };
          expect(data).toEqual(expected.data);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    RUNS * 1000,
  );
});
