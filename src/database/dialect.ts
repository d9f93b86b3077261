import type { FieldKind } from '../entities/registry';
import { fts5Words } from './fts5';
import { made, type Open } from './given';
import { postgresJson, sqliteJson, type JsonWriter } from './json';
import { name, raw, sql, type Sql } from './sql';
import { postgresWords } from './tsvector';
import type { WordIndex } from './words';

export { BEYOND, MARK } from './json';

/** From here on no double holds a number of 15 digits. */
const FIRST_BEYOND = raw('1.797693134862315e308');

/** All that the two engines do not share, in one place. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  readonly placeholder: (n: number) => string;
  readonly json: JsonWriter;
  readonly words: WordIndex;
  /** A list of database keys as a table `k` with one column `key`; it may be left open. */
  keys(keys: readonly number[] | Open): Sql;
  /** A list of texts as a table `k` with one column `key`; it may be left open. */
  texts(texts: readonly string[] | Open): Sql;
  /** One text as such a table: of a list no engine knows how many it has, and makes ready for many. */
  text(text: string): Sql;
  /** Objects referred to as a table: their `type`, `key`, `name` and place `n`. */
  references(list: readonly (readonly [type: string, key: string, name: string | null])[]): Sql;
  /** A condition that no index is to be entered by, for an engine that does not know which one finds too much. */
  readonly scanned?: (condition: Sql) => Sql;
  /**
   * What stands behind a table to have it read by a range of its keys alone, where rows lie in their order; undefined where
   * it might be read by something else, unless all of the range is asked for in the order of the keys.
   */
  readonly byKey: (isAll: boolean) => Sql | undefined;
  /** Whether the index of an order is left for a condition on a column that it does not have, and all rows are sorted. */
  readonly leavesOrders: boolean;
  /** Whether a join in brackets is made as a whole, before the few rows that it is for are looked at. */
  readonly makesBrackets: boolean;
  /** Whether a list of keys that hangs on a row around it is made anew for each row that is looked for in it. */
  readonly remakesLists: boolean;
  /** Whether DISTINCT tells rows apart as they are met, whatever they are ordered by, and goes no further than a LIMIT. */
  readonly isDistinctInOrder: boolean;
  /** Whether there are any such rows, found out for each object by itself and not for all objects at once. */
  readonly existsEach: (rows: Sql) => Sql;
  /** The rows of a table, by its name and what it is called, that are looked for by each of some rows and never the other way round. */
  readonly forEach: (rows: Sql, table: string, called: string, such: Sql) => Sql;
  /** Deletes the rows of a table that have one of some texts in a column, looked for by each of these. */
  readonly deleteEach: (table: string, column: string, texts: readonly string[]) => Sql;
  /**
   * Rids a table of the rows that others have taken the place of, outside of any transaction, for an engine that keeps them
   * and passes them over in each search until it finds the time.
   */
  readonly cleaned?: (table: string) => Sql;
  /** Whether two values are equal, or both missing. */
  readonly isSame: (a: Sql, b: Sql) => Sql;
  /** What stands before the first slash of a text that has one. */
  head(text: Sql): Sql;
  /** The place of a text in another, from 1; 0 where it is not. */
  position(text: Sql, part: Sql): Sql;
  /** A parameter of the type of a field. */
  typed(value: unknown, kind: FieldKind): Sql;
  /** A scalar inside JSON text, as SQL compares it; NULL where it is missing. */
  jsonScalar(root: Sql, path: readonly string[], kind: FieldKind): Sql;
  /** The objects of a list inside JSON text, as a table with one column `value` of JSON. */
  jsonEach(root: Sql, path: readonly string[], alias: string): Sql;
  /** The scalars of a list inside JSON text, as a table with one column `value` of text. */
  jsonEachText(root: Sql, path: readonly string[], alias: string): Sql;
  /** Whether an index that is read backwards gives nulls where an order the other way round does not have them. */
  readonly turnsNulls: boolean;
  /** Order ascending or descending, nulls last or first. */
  order(expression: Sql, descending: boolean, nullsFirst: boolean): Sql;
  /** What amounts add up to, on SQLite too as decimals: some above nothing and some below may leave next to nothing. */
  readonly sum: (amount: Sql) => Sql;
  /** The same `rounded`. */
  readonly roundedSum: (amount: Sql) => Sql;
  /** A sum as a double of 15 significant digits: the same on both engines, however they add. */
  rounded(sum: Sql): Sql;
  /** A number as a double, infinite where none holds it. */
  double(value: Sql): Sql;
  /** The number that decimal digits stand for. */
  readonly decimal: (digits: Sql) => Sql;
  /** The decimal digits of a sum, all that there are; SQLite adds doubles, which have none to be kept. */
  readonly digits: (sum: Sql) => Sql;
  /** The decimal digits of what two sums of which such digits are kept come to; of one where the other is missing. */
  readonly added: (one: Sql, other: Sql) => Sql;
  /** Bytes as hexadecimal digits. */
  hex(bytes: Sql): Sql;
  /** A text as JSON writes it. */
  jsonText(text: Sql): Sql;
  /** A value is one of a list, given as one parameter however long it is; it may be left open. */
  among(value: Sql, list: unknown, kind: FieldKind): Sql;
}

function inOrder(expression: Sql, descending: boolean, nullsFirst: boolean): Sql {
  return sql`${expression} ${raw(`${descending ? 'DESC' : 'ASC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`)}`;
}

/** No text of the database has a NUL, and PostgreSQL refuses to look for one. */
const isStored = (text: string): boolean => !text.includes('\0');
const stored = (texts: unknown): string[] => (texts as readonly string[]).filter(isStored);
const storedOrNull = (text: string): string | null => (isStored(text) ? text : null);

/** What amounts above nothing and those below come to, each added up by itself. */
const balance = (amount: Sql): Sql => sql`js_balance(sum(max(${amount}, 0)), sum(min(${amount}, 0)))`;

export const sqlite: Dialect = {
  name: 'sqlite',
  placeholder: () => '?',
  json: sqliteJson,
  words: fts5Words,
  keys: (keys) => sql`(SELECT value AS key FROM json_each(${made(keys, JSON.stringify)})) AS k`,
  texts: (texts) =>
    sql`(SELECT value AS key FROM json_each(${made(texts, (list) => JSON.stringify(stored(list)))})) AS k`,
  text: (text) => sql`(SELECT ${storedOrNull(text)} AS key) AS k`,
  references: (list) =>
    sql`(SELECT value ->> 0 AS type, value ->> 1 AS key, value ->> 2 AS name, key AS n FROM json_each(${JSON.stringify(list)}))`,
  scanned: (condition) => sql`${condition} IS TRUE`,
  byKey: () => raw('NOT INDEXED'),
  leavesOrders: true,
  makesBrackets: true,
  remakesLists: true,
  turnsNulls: false,
  isDistinctInOrder: true,
  existsEach: (rows) => sql`EXISTS (${rows})`,
  forEach: (rows, table, called, such) => sql`${rows} CROSS JOIN ${name(table)} ${raw(called)} ON ${such}`,
  deleteEach: (table, column, texts) =>
    sql`DELETE FROM ${name(table)} WHERE ${name(column)} IN (SELECT k.key FROM ${sqlite.texts(texts)})`,
  isSame: (a, b) => sql`${a} IS ${b}`,
  head: (text) => sql`substr(${text}, 1, instr(${text}, '/') - 1)`,
  position: (text, part) => sql`instr(${text}, ${part})`,
  typed: (value) => sql`${value}`,
  jsonScalar: (root, path) => sql`json_extract(${root}, ${raw(`'$${path.map((step) => `.${step}`).join('')}'`)})`,
  jsonEach: (root, path, alias) =>
    sql`json_each(${root}, ${raw(`'$${path.map((step) => `.${step}`).join('')}'`)}) ${raw(alias)}`,
  jsonEachText: (root, path, alias) => sqlite.jsonEach(root, path, alias),
  order: inOrder,
  // Doubles that nearly cancel out leave what they are not: 1234.56 - 1234.5 is 0.0599999999999454.
  sum: (amount) => sql`CASE WHEN sum(min(${amount}, 0)) < 0 THEN ${balance(amount)} ELSE sum(max(${amount}, 0)) END`,
  // Of an amount with parameters SQLite would add up each mention.
  roundedSum: (amount) => balance(amount),
  // printf writes what is infinite as a word; ten times as much of the rest is infinite too.
  rounded: (sum) =>
    sql`CASE WHEN abs(${sum}) < ${FIRST_BEYOND} THEN CAST(printf('%.15g', ${sum}) AS REAL) ELSE ${sum} * 10 END`,
  double: (value) => sql`CAST(${value} AS REAL)`,
  decimal: (digits) => sql`CAST(${digits} AS REAL)`,
  digits: (sum) => sum,
  added: (one, other) => sql`js_added(${one}, ${other})`,
  hex: (bytes) => sql`hex(${bytes})`,
  // json_quote makes the word `null` of what is missing, which is something.
  jsonText: (text) => sql`CASE WHEN ${text} IS NOT NULL THEN json_quote(${text}) END`,
  among: (value, list) => sql`${value} IN (SELECT value FROM json_each(${made(list, JSON.stringify)}))`,
};

/** Those of columns, so that an index may answer: one of whole numbers knows no decimals. */
const POSTGRES_TYPES: Partial<Record<FieldKind, string>> = { flag: 'boolean', whole: 'integer', decimal: 'numeric' };

const jsonAt = (root: Sql, path: readonly string[], arrow: '#>' | '#>>'): Sql =>
  sql`(${root}::json ${raw(arrow)} ${raw(`'{${path.join(',')}}'`)})`;

/** What no double holds is infinite, as it is on SQLite. */
const doubleOf = (value: Sql, double: Sql): Sql =>
  sql`CASE WHEN abs(${value}) < ${FIRST_BEYOND} THEN ${double} ELSE sign(${value})::float8 * 'Infinity'::float8 END`;

export const postgres: Dialect = {
  name: 'postgres',
  placeholder: (n) => `$${n}`,
  json: postgresJson,
  words: postgresWords,
  keys: (keys) => sql`unnest(${keys}::bigint[]) AS k(key)`,
  texts: (texts) => sql`unnest(${made(texts, stored)}::text[]) AS k(key)`,
  text: (text) => sql`(SELECT ${storedOrNull(text)}::text AS key) AS k`,
  references(list) {
    const column = (i: number): Sql => sql`${list.map((each) => each[i])}::text[]`;
    return sql`(SELECT * FROM unnest(${column(0)}, ${column(1)}, ${column(2)}) WITH ORDINALITY AS e(type, key, name, n))`;
  },
  byKey: (isAll) => (isAll ? raw('') : undefined),
  leavesOrders: false,
  makesBrackets: false,
  remakesLists: false,
  turnsNulls: true,
  isDistinctInOrder: false,
  // An OFFSET keeps EXISTS from becoming a join (PostgreSQL 18, simplify_EXISTS_query).
  existsEach: (rows) => sql`EXISTS (${rows} OFFSET 0)`,
  // It takes a range that it learns only then for a ninth of the table, and one of many texts in a table that has no statistics
  // yet for a half of a percent, and reads all, unless it is asked row by row.
  forEach: (rows, table, called, such) =>
    sql`${rows} CROSS JOIN LATERAL (SELECT * FROM ${name(table)} ${raw(called)} WHERE ${such} OFFSET 0) ${raw(called)}`,
  deleteEach(table, column, texts) {
    const own = sql`SELECT ctid AS place FROM ${name(table)} r WHERE r.${name(column)} = k.key OFFSET 0`;
    const places = sql`SELECT r.place FROM ${postgres.texts(texts)} CROSS JOIN LATERAL (${own}) r`;
    return sql`DELETE FROM ${name(table)} WHERE ctid = ANY (ARRAY(${places}))`;
  },
  // Whoever is at it already need not be waited for.
  cleaned: (table) => sql`VACUUM (ANALYZE, SKIP_LOCKED) ${name(table)}`,
  isSame: (a, b) => sql`${a} IS NOT DISTINCT FROM ${b}`,
  position: (text, part) => sql`strpos(${text}, ${part})`,
  typed: (value, kind) => sql`${value}::${raw(POSTGRES_TYPES[kind] ?? 'text')}`,
  jsonScalar(root, path, kind) {
    const text = jsonAt(root, path, '#>>');
    const type = kind === 'whole' ? 'numeric' : POSTGRES_TYPES[kind]; // JSON may have 1.0
    return type ? sql`${text}::${raw(type)}` : sql`${text} COLLATE "C"`;
  },
  jsonEach: (root, path, alias) => sql`json_array_elements(${jsonAt(root, path, '#>')}) ${raw(alias)}(value)`,
  jsonEachText: (root, path, alias) =>
    sql`LATERAL (SELECT value COLLATE "C" AS value FROM json_array_elements_text(${jsonAt(root, path, '#>')}) v(value)) ${raw(alias)}`,
  head: (text) => sql`split_part(${text}, '/', 1)`,
  order: inOrder,
  sum: (amount) => sql`sum(${amount})`,
  roundedSum: (amount) => postgres.rounded(sql`sum(${amount})`),
  rounded: (sum) => doubleOf(sum, sql`to_char(${sum}, '9.99999999999999EEEE')::float8`),
  double: (value) => doubleOf(value, sql`(${value})::float8`),
  decimal: (digits) => sql`${digits}::numeric`,
  digits: (sum) => sql`trim_scale(${sum})::text`,
  added: (one, other) =>
    sql`CASE WHEN ${one} IS NULL THEN ${other} WHEN ${other} IS NULL THEN ${one} ELSE trim_scale(${one}::numeric + ${other}::numeric)::text END`,
  hex: (bytes) => sql`encode(${bytes}, 'hex')`,
  jsonText: (text) => sql`to_json(${text})::text`,
  among: (value, list, kind) => sql`${value} = ANY(${list}::${raw(POSTGRES_TYPES[kind] ?? 'text')}[])`,
};
