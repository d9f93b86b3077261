import { highlight, matchIn } from '../../src/ocds/highlight';
import { parseSearch } from '../../src/query/search';

const shown = (text: string, search: string): string | null => highlight(text, parseSearch(search));
const many = (count: number): string => Array.from({ length: count }, (_, i) => `n${i}`).join(' ');

test('a short text is shown whole, with all its ends', () => {
  expect(shown('(A bridge, and a road.)', 'road bridge')).toBe('(A **bridge**, and a **road**.)');
  expect(shown('A tunnel.', 'road')).toBeNull();
  expect(shown('', 'road')).toBeNull();
});

test('twelve words are shown before what comes first, and twenty-four from there on', () => {
  expect(shown(`${many(40)} road, ${many(40)}.`, 'n7* road')).toBe(`${many(31).replace('n7', '**n7**')} …`);
  expect(shown(`${many(40)} road, ${many(40)}.`, 'road')).toBe(
    `… ${many(40).split(' ').slice(28).join(' ')} **road**, ${many(23)} …`,
  );
  expect(shown(`road ${many(23)}.`, 'road')).toBe(`**road** ${many(23)}.`);
  expect(shown(`road ${many(24)}.`, 'road')).toBe(`**road** ${many(23)} …`);
});

test('what comes first may be what ends last', () => {
  const text = `new bridge over road ${many(40)}`;
  expect(shown(text, 'over "new bridge over road"')).toBe(`**new** **bridge** **over** **road** ${many(20)} …`);
});

test('a phrase is marked as far as it is shown', () => {
  expect(shown(`road ${many(40)}`, 'road "n22 n23 n24"')).toBe(`**road** ${many(23).replace('n22', '**n22**')} …`);
  expect(shown(`road ${many(40)}`, 'road "n23 n24"')).toBe(`**road** ${many(23)} …`);
});

test('of several texts the first that has any of the words is told', () => {
  const texts = { title: 'A road', localId: null, description: 'A bridge and its road' };
  const fields = Object.keys(texts);
  expect(matchIn(fields, texts, parseSearch('bridge'))).toEqual({
    field: 'description',
    fragment: 'A **bridge** and its road',
  });
  expect(matchIn(fields, texts, parseSearch('bridge road'))).toEqual({ field: 'title', fragment: 'A **road**' });
  expect(matchIn(fields, texts, parseSearch('tunnel'))).toBeNull();
});
