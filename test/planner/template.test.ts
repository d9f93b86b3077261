import { postgres } from '../../src/database/dialect';
import { sql } from '../../src/database/sql';
import { Binding, Late, Template } from '../../src/planner/binding';

const written = (statement: ReturnType<typeof sql>, variables = {}, isSelective = true) =>
  new Template(postgres, statement, isSelective).write(new Binding(variables));

test('late pieces stand where they are written, and their values in the same order', () => {
  const late = new Late(({ variables }) => sql`b = ${variables.b} AND ${new Late(() => sql`c = ${'c'}`)}`);
  const { text, values } = written(sql`a = ${'a'} AND ${late} AND d = ${'d'}`, { b: 'b' });
  expect([text, values]).toEqual(['a = $1 AND b = $2 AND c = $3 AND d = $4', ['a', 'b', 'c', 'd']]);
});

test('one plan is good for what has no values, however much it finds', () => {
  expect(written(sql`a IS NULL`).steady).toBe(true);
  expect(written(sql`a = ${1}`).steady).toBe(false);
  expect(written(sql`a = ${1}`, {}, false).steady).toBe(true);
});
