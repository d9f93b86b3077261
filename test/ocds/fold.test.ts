import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { folded } from '../../src/ocds/fold';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const heap = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

test('words are folded so that accents and case do not matter', () => {
  expect(folded('Café CAFÉ', null)).toBe('wcafe wcafe');
});

test('a letter that another case writes as two, or otherwise at the end of a word, is folded as these', () => {
  const spellings = (...words: string[]): Set<string> => new Set(words.map((word) => folded(word)));
  expect(spellings('Straße', 'STRASSE', 'STRAẞE', 'strasse')).toEqual(new Set(['wstrasse']));
  expect(spellings('ΟΔΟΣ', 'οδος', 'οδοσ', 'Οδός').size).toBe(1);
  expect(folded('οδοσήμανση').startsWith(folded('οδος'))).toBe(true);
  expect(spellings('İstanbul', 'ISTANBUL', 'istanbul').size).toBe(1);
});

test('a letter with a stroke, and one of two that are tied, is folded as what is written without accents', () => {
  expect(folded('Łódź ŁÓDŹ')).toBe('wlodz wlodz');
  expect(folded('København Cœur Ærø')).toBe('wkobenhavn wcoeur waero');
});

test('a word that is remembered does not hold the text that it was met in', () => {
  const before = heap();
  for (let i = 0; i < 4000; i++)
    folded(JSON.parse(`"${'what is bought '.repeat(700)} wordoffifteenletters${i}"`) as string);
  expect(heap() - before).toBeLessThan(10);
});

test('of a text of millions of words no more are folded than have a place', () => {
  expect(folded('a '.repeat(2_000_000)).split(' ')).toHaveLength(2 ** 14);
  expect(folded('x'.repeat(20_000_000))).toBe(`w${'x'.repeat(999)}`);
});
