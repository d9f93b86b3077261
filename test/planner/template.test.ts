import { postgres } from '../../src/database/dialect';
import { sql } from '../../src/database/sql';
import { Late, Template } from '../../src/planner/binding';

const written = (statement: ReturnType<typeof sql>, variables = {}, isSelective = true) =>
  new Template(postgres, statement, isSelective).write(variables);

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

test('what one request has made of its variables is there for the next that has the same', () => {
  let made = 0;
  const template = new Template(
    postgres,
    sql`a ${new Late(({ variables }) => (made++, sql`= ${variables.a}`))}`,
    false,
  );
  const variables = { a: 1 };
  expect(template.write(variables)).toBe(template.write(variables));
  expect(template.write({ a: 2 }).values).toEqual([2]);
  expect(template.write(variables).values).toEqual([1]);
  expect(made).toBe(2);
});
