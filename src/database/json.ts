import { chain, literal } from './chain';
import { join, raw, sql, type Sql } from './sql';

/**
 * JSON text written by the database, byte for byte as JSON.stringify writes it. Fragments of JSON go nowhere but into
 * other fragments of JSON: what SQL makes of them alone differs between the engines.
 */
export interface JsonWriter {
  /**
   * Words, by a column or an expression that may be NULL.
   * @param isSet whether it never is.
   */
  text(value: Sql, isSet?: boolean): Sql;
  /** Such in which JSON has nothing to escape: codes of our own, and ids that are paths. */
  word(value: Sql, isSet?: boolean): Sql;
  flag(value: Sql): Sql;
  /** A whole number of 32 bits. */
  whole(value: Sql): Sql;
  /** A column of numbers out of JSON. */
  decimal(value: Sql): Sql;
  /**
   * A number worked out here, to 15 significant digits: as many as both engines agree on. What no double holds is `BEYOND`
   * all doubles, with its sign.
   */
  rounded(value: Sql): Sql;
  /** The same of a sum, by its digits: where there are no more than 15 they are what JSON says. */
  sum(digits: Sql): Sql;
  /** The same as a double to go on with: where the engines add differently, only what is made of this is equal. */
  digits(value: Sql): Sql;
  /** A column of JSON text. */
  stored(value: Sql): Sql;
  /** What stands in a column of JSON text. */
  inside(root: Sql, path: readonly string[]): Sql;
  /** Whether there is something in a column of JSON text. */
  has(root: Sql, path: readonly string[]): Sql;
  /** A value of any column, or of an expression that gives no JSON: as JavaScript reads it, not as it would write it. */
  cell(value: Sql): Sql;
  constant(value: string | boolean | null): Sql;
  object(fields: readonly (readonly [key: string, value: Sql])[]): Sql;
  /** The JSON of the first condition that holds, else null. */
  when(...cases: readonly (readonly [condition: Sql, json: Sql])[]): Sql;
  /** The first of two that is not null. */
  either(first: Sql, second: Sql): Sql;
  /** The first row of `from`, or null. */
  one(item: Sql, from: Sql): Sql;
  /** All rows of `from` in their order: the list that stands in a SELECT from it. */
  all(item: Sql): Sql;
  /** The same of rows for which something holds, ordered by a column if they must be turned round. */
  some(item: Sql, holds: Sql, order: Sql): Sql;
  /** The same of several items of each row, one behind the other: those whose condition holds. */
  several(items: readonly (readonly [holds: Sql, item: Sql])[], order: Sql): Sql;
  /** JSON text as base64url of its UTF-8. */
  base64url(json: Sql): Sql;
  list(items: readonly Sql[]): Sql;
  /** What JSON never says so: a letter that is escaped though it need not be. */
  mark: Sql;
  /** What a statement selects. */
  finished(json: Sql): Sql;
}

/** How SQLite writes what is infinite: JSON that JavaScript reads so. */
export const BEYOND = '9e999';

/** The JSON of `mark`. A NUL would not do: what cannot be stored is told as JSON, with its escapes. */
export const MARK = '"\\u005f"';

const branches = (cases: readonly (readonly [Sql, Sql])[]): Sql =>
  join(
    cases.map(([condition, json]) => sql`WHEN ${condition} THEN ${json}`),
    ' ',
  );

/** Those items whose condition holds, with commas between them; NULL where there are none. */
const those = (items: readonly (readonly [holds: Sql, item: Sql])[]): Sql =>
  sql`nullif(concat_ws(',',${join(
    items.map(([holds, item]) => sql`CASE WHEN ${holds} THEN ${item} END`),
    ',',
  )}),'')`;

/** Whether digits are as JSON writes them: from 16 on they are rounded, and from a millionth down they have an exponent. */
const isShort = (digits: Sql, position: string): Sql =>
  sql`length(${digits}) < 16 AND ${raw(position)}(${digits},'.000000') = 0`;

const SQLITE_NULL = raw('NULL');

/** Whether a number has hundredths, as an amount of money has, that 13 digits tell: of more SQLite's JSON may write 17. */
const isInHundredths = (number: Sql): Sql =>
  sql`${number} BETWEEN 0.01 AND 1e11 AND CAST(${number} * 100 + 0.5 AS INTEGER) / 100.0 = ${number}`;

const sqlitePath = (path: readonly string[]): Sql => raw(`'$${path.map((step) => `.${step}`).join('')}'`);

/** JSON values have a mark of their own in SQLite, so that json_object takes them as they are. */
export const sqliteJson: JsonWriter = {
  text: (value) => value,
  word: (value) => value,
  flag: (value) => sql`json(CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END)`,
  whole: (value) => value,
  // SQLite writes 17 digits of a double that needs 16, one of a whole number with a point, and all digits of a whole number
  // that JavaScript rounds. Calling JavaScript takes several times as long.
  decimal: (value) =>
    sql`CASE WHEN typeof(${value}) = 'integer' AND ${value} BETWEEN -9007199254740991 AND 9007199254740991 THEN ${value} WHEN ${isInHundredths(value)} AND CAST(${value} AS INTEGER) <> ${value} THEN ${value} WHEN ${value} IS NOT NULL THEN json(js_number(${value})) END`,
  rounded: (value) => sql`json(js_rounded(${value}))`,
  // What was added up here and now is no text.
  sum(digits) {
    const double = sql`CAST(${digits} AS REAL)`;
    return sql`json(CASE WHEN typeof(${digits}) = 'text' AND ${isShort(digits, 'instr')} THEN ${digits} WHEN ${isInHundredths(double)} THEN printf('%.15g', ${double}) ELSE js_rounded(${double}) END)`;
  },
  digits: (value) => sql`js_digits(${value})`,
  stored: (value) => sql`json(${value})`,
  inside: (root, path) => sql`(${root} -> ${sqlitePath(path)})`,
  has: (root, path) =>
    path.length === 0 ? sql`${root} IS NOT NULL` : sql`(${root} -> ${sqlitePath(path)}) IS NOT NULL`,
  cell: (value) => value,
  constant: (value) =>
    typeof value === 'string' ? literal(value) : value === null ? SQLITE_NULL : raw(`json('${value}')`),
  object: (fields) =>
    sql`json_object(${join(
      fields.map(([key, value]) => sql`${literal(key)},${value}`),
      ',',
    )})`,
  when: (...cases) => sql`CASE ${branches(cases)} END`,
  either: (first, second) => sql`coalesce(${first},${second})`,
  one: (item, from) => sql`(SELECT ${item} FROM ${from})`,
  all: (item) => sql`json_group_array(${item})`,
  some: (item, holds, order) => sql`json_group_array(${item} ORDER BY ${order}) FILTER (WHERE ${holds})`,
  several: (items, order) => sql`json('['||coalesce(group_concat(${those(items)},',' ORDER BY ${order}),'')||']')`,
  base64url: (json) => sql`base64url(${json})`,
  list: (items) => sql`json_array(${join(items, ',')})`,
  mark: raw(`json('${MARK}')`),
  finished: (json) => sql`SELECT ${json} AS json`,
};

/** A list of items with commas between them; NULL where there are none. */
const postgresList = (items: Sql): Sql => chain([literal('['), sql`coalesce(${items},'')`, literal(']')]);

/**
 * Text, put together by `||`: `format` takes a quarter to a half longer, `concat` and json_build_object twice as long, as
 * PostgreSQL 18 measured; and the last puts spaces where JSON.stringify puts none.
 */
export const postgresJson: JsonWriter = {
  text: (value, isSet) => (isSet ? sql`to_json(${value})::text` : sql`coalesce(to_json(${value})::text,'null')`),
  word(value, isSet) {
    const word = chain([literal('"'), value, literal('"')]);
    return isSet ? word : sql`coalesce(${word},'null')`;
  },
  flag: (value) => sql`coalesce((${value})::text,'null')`,
  whole: (value) => sql`coalesce((${value})::text,'null')`,
  // Numbers came in as JavaScript writes them, and come out so but for those that it writes with an exponent.
  decimal: (value) =>
    sql`coalesce(CASE WHEN ${value} BETWEEN 1e-6 AND 1e20 OR ${value} = 0 THEN (${value})::text ELSE js_number(${value}) END,'null')`,
  rounded: (value) => sql`coalesce(js_rounded(${value}),'null')`,
  sum: (digits) => sql`CASE WHEN ${isShort(digits, 'strpos')} THEN ${digits} ELSE js_sum(${digits}) END`,
  digits: (value) => sql`js_digits(${value})`,
  stored: (value) => sql`coalesce(${value},'null')`,
  inside: (root, path) => sql`coalesce((${root}::json #> ${raw(`'{${path.join(',')}}'`)})::text,'null')`,
  has: (root, path) =>
    path.length === 0 ? sql`${root} IS NOT NULL` : sql`(${root}::json #> ${raw(`'{${path.join(',')}}'`)}) IS NOT NULL`,
  cell: (value) => postgresJson.text(value),
  constant: (value) => literal(JSON.stringify(value)),
  object(fields) {
    if (fields.length === 0) return literal('{}');
    const pieces = fields.flatMap(([key, value], i) => [literal(`${i === 0 ? '{' : ','}"${key}":`), value]);
    return chain([...pieces, literal('}')]);
  },
  when: (...cases) => sql`CASE ${branches(cases)} ELSE 'null' END`,
  either: (first, second) => sql`coalesce(nullif(${first},'null'),${second})`,
  one: (item, from) => sql`coalesce((SELECT ${item} FROM ${from}),'null')`,
  all: (item) => postgresList(sql`string_agg(${item},',')`),
  some: (item, holds, order) => postgresList(sql`string_agg(${item},',' ORDER BY ${order}) FILTER (WHERE ${holds})`),
  several: (items, order) => postgresList(sql`string_agg(${those(items)},',' ORDER BY ${order})`),
  base64url: (json) => sql`rtrim(translate(encode(convert_to(${json},'UTF8'),'base64'),E'+/\n','-_'),'=')`,
  list(items) {
    if (items.length === 0) return literal('[]');
    return chain([...items.flatMap((item, i) => [literal(i === 0 ? '[' : ','), item]), literal(']')]);
  },
  mark: literal(MARK),
  finished: (json) => sql`SELECT ${json} AS json`,
};
