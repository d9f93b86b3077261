import { postgres } from '../../src/database/dialect';
import { ask, made } from '../../src/database/given';
import { Ranged, Selective, Sql, sql } from '../../src/database/sql';
import { Late } from '../../src/planner/Late';
import type { Uses } from '../../src/planner/open';
import { Template } from '../../src/planner/Template';

const template = (statement: ReturnType<typeof sql>, uses: Uses = new Map(), isSelective = true) =>
  new Template(postgres, statement, isSelective, uses);

const written = (statement: ReturnType<typeof sql>, variables = {}, isSelective = true) =>
  template(statement, new Map(), isSelective).write(variables);

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

test('no one plan is good for what finds little or much by its values, wherever it is made', () => {
  const made = (Kind: typeof Sql) => () => new Kind(['a > ', ''], [1]);
  expect(written(new Late(made(Sql)), {}, false).steady).toBe(true);
  for (const names of [undefined, []]) expect(written(new Late(made(Selective), names), {}, false).steady).toBe(false);
  expect(written(sql`b AND ${made(Selective)()}`, {}, false).steady).toBe(false);
});

test('ranges are told, wherever they are made', () => {
  const range = new Ranged(['a > ', ''], [1]);
  for (const statement of [sql`b AND ${range}`, new Late(() => range), new Late(() => range, [])])
    expect(written(statement).ranged).toBe(true);
  expect(written(sql`a = ${1}`).ranged).toBe(false);
});

test('what one request has made of its variables is there for the next that has the same', () => {
  let count = 0;
  const statement = template(sql`a ${new Late(({ variables }) => (count++, sql`= ${variables.a}`))}`);
  const variables = { a: 1 };
  expect(statement.write(variables)).toBe(statement.write(variables));
  expect(statement.write({ a: 2 }).values).toEqual([2]);
  expect(statement.write(variables).values).toEqual([1]);
  expect(count).toBe(2);
});

describe('what is left open', () => {
  const isLarge = (value: unknown): boolean => (value as number) > 10;
  const half = (value: unknown): number => (value as number) / 2;
  const DECIDES = new Map([['a', 'decides']] as const);
  const OPEN = new Map([['a', 'open']] as const);
  let count: number;
  beforeEach(() => (count = 0));
  const late = (make: (a: unknown) => ReturnType<typeof sql>) =>
    new Late(({ variables }) => (count++, make(variables.a)), ['a']);

  test('is bound by each request, and nothing is made anew', () => {
    const statement = template(sql`x ${late((a) => sql`= ${a} OR x = ${made(a, half)}`)}`, OPEN);
    expect([4, 6, 4].map((a) => statement.write({ a }).values)).toEqual([
      [4, 2],
      [6, 3],
      [4, 2],
    ]);
    expect(count).toBe(1);
  });

  test('decides by the answers to what is asked about it alone', () => {
    const statement = template(sql`x ${late((a) => (ask(a, isLarge) ? sql`> ${a}` : sql`= ${a}`))}`, OPEN);
    const all = [5, 50, 7, 70].map((a) => statement.write({ a }));
    expect(all.map(({ text, values }) => [text, ...values])).toEqual([
      ['x = $1', 5],
      ['x > $1', 50],
      ['x = $1', 7],
      ['x > $1', 70],
    ]);
    expect(count).toBe(2);
  });

  test('what one answer leads to asking decides too', () => {
    const isOdd = (value: unknown): boolean => (value as number) % 2 === 1;
    const word = (a: unknown): string => (!ask(a, isLarge) ? 'small' : ask(a, isOdd) ? 'odd' : 'even');
    const statement = template(sql`${late((a) => sql`${word(a)}`)}`, OPEN);
    const words = [1, 20, 21, 2, 22, 23, 1].map((a) => statement.write({ a }).values[0]);
    expect(words).toEqual(['small', 'even', 'odd', 'small', 'even', 'odd', 'small']);
  });

  test('is found inside of what is given, and whether it is there decides', () => {
    const inside = (a: unknown) => (a as { b?: unknown }).b;
    const statement = template(sql`x ${late((a) => (inside(a) == null ? sql`IS NULL` : sql`= ${inside(a)}`))}`, OPEN);
    const all = [{ b: 1 }, { b: null }, {}, { b: 2 }].map((a) => statement.write({ a }));
    expect(all.map(({ text, values }) => [text, ...values])).toEqual([
      ['x = $1', 1],
      ['x IS NULL'],
      ['x IS NULL'],
      ['x = $1', 2],
    ]);
    expect(count).toBe(3);
  });

  test('is nothing of a variable that decides: each value has its own', () => {
    const statement = template(sql`${late((a) => sql`LIMIT ${sql([String(a)] as never)}`)}`, DECIDES);
    expect([1, 2, 1].map((a) => statement.write({ a }).text)).toEqual(['LIMIT 1', 'LIMIT 2', 'LIMIT 1']);
    expect(count).toBe(2);
  });
});
