import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { getOperationAST, getVariableValues, parse } from 'graphql';
import { Sql } from '../../src/database/sql';
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

/** How SQLite would carry out the planner's statement; nothing where there is none. */
async function planOf({ query, variables: sent }: Operation): Promise<string[]> {
  const { engine } = graph.database;
  const document = parse(query);
  const operation = getOperationAST(document)!;
  const { coerced: variables } = getVariableValues(theSchema(), operation.variableDefinitions ?? [], sent);
  let steps: string[] = [];
  if (variables)
    await new Planner(engine.dialect, 1_000_000).answer(
      { schema: theSchema(), document, operation, variables },
      {
        dialect: engine.dialect,
        json: async ({ text, values }) => {
          const rows = await engine.all(new Sql(`EXPLAIN QUERY PLAN ${text}`.split('?'), values));
          steps = rows.map(({ detail }) => detail as string);
          return Buffer.from('{}');
        },
      },
    );
  return steps;
}
