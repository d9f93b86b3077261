import { type OperationDefinitionNode, parse } from 'graphql';
import { sqlite } from '../../src/database/dialect';
import { Planner } from '../../src/planner/Planner';
import { buildSchema } from '../../src/schema/buildSchema';

const schema = buildSchema();

/** Which way an answer of that text goes where ten objects may be read. */
async function way(text: string): Promise<string> {
  const planner = new Planner(sqlite, 10);
  const document = parse('{ releases { nodes { id } } }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const asked = { schema, document, operation, variables: {} };
  const planned = await planner.answer(asked, { dialect: sqlite, json: () => Promise.resolve(Buffer.from(text)) });
  return 'reason' in planned ? planned.reason : planned.path;
}

const list = (each: string, times: number): string => `{"nodes":[${Array<string>(times).fill(each).join(',')}]}`;

describe('what an answer may have read', () => {
  it.each(['{}', '{"id":"a"}', 'null', '{"id":"a name that is much longer than all the rest of it"}'])(
    'is at most so many objects of %s',
    async (each) => {
      expect(await way(list(each, 9))).toBe('planner');
      expect(await way(list(each, 10))).toBe('objectsRead');
      expect(await way(list(each, 500))).toBe('objectsRead');
    },
  );

  it('counts the last ones of a long answer', async () => {
    expect(await way(`{"id":"${'n'.repeat(1000)}","nodes":[${'{},'.repeat(20)}{}]}`)).toBe('objectsRead');
  });

  it('is not told by how long a text is', async () => {
    expect(await way(list(`{"id":"${'nul'.repeat(10_000)}"}`, 9))).toBe('planner');
  });
});
