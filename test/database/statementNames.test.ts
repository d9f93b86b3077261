import { nameOfStatement } from '../../src/database/statementNames';

test('a statement has a name from the second time it comes, and the same from then on', () => {
  expect(nameOfStatement('SELECT 1')).toBeUndefined();
  const name = nameOfStatement('SELECT 1');
  expect(name).toBeDefined();
  expect(nameOfStatement('SELECT 1')).toBe(name);
  nameOfStatement('SELECT 2');
  expect(nameOfStatement('SELECT 2')).not.toBe(name);
});

test('no more statements have names than a connection should keep', () => {
  for (let i = 0; i < 1000; i++) nameOfStatement(`SELECT ${i >> 1}, ${i >> 1}`);
  expect(nameOfStatement('SELECT 499, 499')).toBeUndefined();
  expect(nameOfStatement('SELECT 0, 0')).toBeDefined();
});
