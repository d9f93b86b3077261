import { bothEngines } from '../bothEngines';

/*
 * What few numbers need stands in functions, so that a statement makes ready one call where it would make ready all of it,
 * for each request anew. SQLite has functions of these names from JavaScript itself. They are in plpgsql, since
 * PostgreSQL would put the body of one in SQL in place of the call.
 */

const define = (header: string, returns: string, body: string): string =>
  `CREATE FUNCTION ${header} RETURNS ${returns} LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$ BEGIN
     RETURN ${body};
   END $$`;

/** From here on no double holds a number of 15 digits. */
const BEYOND = '1.797693134862315e308';
const infinite = (number: string): string => `CASE WHEN ${number} < 0 THEN '-9e999' ELSE '9e999' END`;

/** JavaScript rounds what a double is to the last bit, a half up; a cast to numeric rounds a half to the even digit. */
const fifteenDigits = (double: string): string =>
  `to_char(to_char(${double}, '9.9999999999999999999999999EEEE')::numeric, '9.99999999999999EEEE')::numeric`;

export const NumbersAsJavaScript = bothEngines('NumbersAsJavaScript1795865000000', {
  'better-sqlite3': { up: [], down: [] },
  postgres: {
    up: [
      define(
        'js_number(n numeric)',
        'text',
        `CASE WHEN abs(n) >= 1e21 OR (abs(n) < 1e-6 AND n <> 0) THEN replace(n::float8::text, 'e-0', 'e-') ELSE n::text END`,
      ),
      define(
        'js_rounded(d float8)',
        'text',
        `CASE WHEN abs(d) >= ${BEYOND} THEN ${infinite('d')} ELSE js_number(trim_scale(${fifteenDigits('d')})) END`,
      ),
      define(
        'js_sum(digits text)',
        'text',
        `CASE WHEN abs(digits::numeric) < ${BEYOND} THEN js_rounded(digits::numeric::float8) ELSE ${infinite('digits::numeric')} END`,
      ),
      define(
        'js_digits(d float8)',
        'float8',
        `CASE WHEN abs(d) >= ${BEYOND} THEN d ELSE ${fifteenDigits('d')}::float8 END`,
      ),
    ],
    down: [
      'DROP FUNCTION js_digits(float8)',
      'DROP FUNCTION js_sum(text)',
      'DROP FUNCTION js_rounded(float8)',
      'DROP FUNCTION js_number(numeric)',
    ],
  },
});
