import { classificationCode, levelOf, widerCodes } from '../../src/ocds/classification';

const cpv = (code: string) => ({ scheme: 'CPV', code });

describe('a code of a classification scheme', () => {
  test.each([
    ['CPV', '45243000', cpv('45243000')],
    [' cpv ', ' 45243000-2 ', cpv('45243000')],
    ['CPV', 'AA01-1', cpv('AA01-1')],
    ['COFOG', '07', { scheme: 'COFOG', code: '07' }],
    ['UKPGA', '2023/54', { scheme: 'UKPGA', code: '2023/54' }],
    ['CPV', '', undefined],
    [' ', '45243000', undefined],
    [undefined, '45243000', undefined],
    ['CPV', 45243000, undefined],
    ['x', 'y'.repeat(201), undefined],
  ])('published as %p %p means %p', (scheme, code, expected) => {
    expect(classificationCode(scheme, code)).toEqual(expected);
  });

  test.each([
    ['45000000', 'DIVISION', []],
    ['30000000', 'DIVISION', []],
    ['00000000', 'DIVISION', []],
    ['45200000', 'GROUP', ['45000000']],
    ['45240000', 'CLASS', ['45200000', '45000000']],
    ['45243000', 'CATEGORY', ['45240000', '45200000', '45000000']],
    ['45243110', 'SUBCATEGORY', ['45243100', '45243000', '45240000', '45200000', '45000000']],
    ['45243111', 'SUBCATEGORY', ['45243110', '45243100', '45243000', '45240000', '45200000', '45000000']],
    ['45200105', 'SUBCATEGORY', ['45200100', '45200000', '45000000']],
    ['30190000', 'CLASS', ['30100000', '30000000']],
  ])('of the CPV, %s, is a %s under %p', (code, level, wider) => {
    expect(levelOf(cpv(code))).toBe(level);
    expect(widerCodes(cpv(code))).toEqual(wider.map(cpv));
  });

  test.each([cpv('AA01-1'), cpv('4'), { scheme: 'COFOG', code: '45243000' }])('%p has no level', (code) => {
    expect([levelOf(code), widerCodes(code)]).toEqual([null, []]);
  });

  test.each([
    ['450', ['45000000']],
    ['4520', ['45200000', '45000000']],
    ['45201', ['45201000', '45200000', '45000000']],
    ['45200000X', ['45200000', '45000000']],
    ['452431119', ['45243111', '45243110', '45243100', '45243000', '45240000', '45200000', '45000000']],
  ])('what is no code of the CPV but begins like some, %s, has no level and falls under %p', (code, wider) => {
    expect([levelOf(cpv(code)), widerCodes(cpv(code))]).toEqual([null, wider.map(cpv)]);
  });
});
