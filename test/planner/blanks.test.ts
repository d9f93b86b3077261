import { filled, type Fill } from '../../src/planner/blanks';

const MARK = '"\\u005f"';
const blank = (number: number, ...said: string[]): string => `[${[MARK, `"${number}"`, ...said, MARK].join()}]`;

const fill = (answer: string, ...fills: Fill[]): string =>
  filled(
    Buffer.from(answer),
    fills.map((each) => () => each),
    {},
  ).toString();

test('an answer without blanks is left as it is', () => {
  expect(fill('{"a":[1,"é"]}')).toBe('{"a":[1,"é"]}');
});

test('a blank holds what is made of what is said of it', () => {
  const join: Fill = (...said) => said.join('+');
  const count: Fill = (all) => (all as unknown[]).length;
  const answer = `{"a":${blank(0, '"é"', '"\\"b"')},"b":[${blank(1, '[]')},${blank(1, '[{},[null]]')}],"c":${blank(0)}}`;
  expect(fill(answer, join, count)).toBe('{"a":"é+\\"b","b":[0,2],"c":""}');
});

test('blanks lie within each other', () => {
  const twice: Fill = (one) => [one!, one!];
  expect(fill(`[${blank(0, `{"a":${blank(0, '1')},"b":${blank(0, blank(0, '2'))}}`)},3]`, twice)).toBe(
    '[[{"a":[1,1],"b":[[2,2],[2,2]]},{"a":[1,1],"b":[[2,2],[2,2]]}],3]',
  );
});

test('what fills a blank is made anew for each answer, once', () => {
  let made = 0;
  const fills = [
    (): Fill => {
      made++;
      return () => made;
    },
  ];
  const answer = Buffer.from(`[${blank(0)},${blank(0)}]`);
  expect([filled(answer, fills, {}), filled(answer, fills, {})].map(String)).toEqual(['[1,1]', '[2,2]']);
});

test.each([
  JSON.stringify(blank(0, '1')),
  JSON.stringify({ [blank(0)]: '\\u005f' }),
  JSON.stringify(['\\u005f', '0', '"\\u005f"']),
])('a text that looks like a blank is none: %s', (answer) => {
  expect(fill(answer, () => 'filled')).toBe(answer);
});
