import { ENGINES } from '../support/engines';
import { serveGraph, TEST_CONFIG } from '../support/served';

const QUESTION = '{ releases { nodes { ocid buyer { name } } totalCount } }';

describe.each(ENGINES)('%s', (engine) => {
  test('the planner can be turned off: the resolvers answer the same', async () => {
    const answers = [];
    for (const planner of [true, false]) {
      const graph = await serveGraph(engine, { config: { ...TEST_CONFIG, planner, debugPath: true } });
      answers.push(await graph.ask(QUESTION));
      await graph.stop();
    }
    const [{ data }] = answers as [{ data?: { releases: { totalCount: number } } }];
    expect(data?.releases.totalCount).toBeGreaterThan(1);
    expect(answers).toEqual([
      { data, extensions: { path: 'planner' } },
      { data, extensions: { path: 'resolvers', reason: 'off' } },
    ]);
  });
});
