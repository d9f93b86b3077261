import { chain, literal } from '../../src/database/chain';
import { raw, sql, type Sql } from '../../src/database/sql';

const text = (piece: Sql): string => piece.write((n) => `$${n}`).text;

test('literals that meet become one, also over chains within each other', () => {
  const inner = chain([literal('{"it\'s":'), sql`${1}`, literal('}')]);
  expect(text(chain([literal('['), inner, literal(','), literal('"b"'), literal(']')]))).toBe(
    `('[{"it''s":'||($1||'},"b"]'))`,
  );
  expect(text(chain([literal('a'), literal('b')]))).toBe(`'ab'`);
});

test('what is written at length is put together last, so that it is copied least', () => {
  const list = raw(`(SELECT ${'x'.repeat(500)})`);
  const pieces = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(raw);
  const written = text(chain([...pieces, list]));
  expect(written.endsWith(`||${text(list)})`)).toBe(true);
});
