import type { Dialect } from '../database/dialect';
import { isInside, join, name, raw, sql, type Sql } from '../database/sql';
import { isRange } from '../entities/edges';
import { SPAN } from '../entities/keys';
import { nodeOf, type Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { areFew, countFiltered } from './count';
import type { Position, PositionKind } from './cursor';
import { FEW, filterSql, tell, type Asking, type Filter } from './filter';
import { inGroups, isOpenGroup, type Group } from './inGroup';
import { countIn } from './keptRows';
import { nearInRows } from './near';
import {
  beyond,
  beyondAlong,
  copyInRow,
  orderBy,
  orderKind,
  orderSteps,
  type OrderStep,
  type OrderTerm,
} from './order';
import { countRolledUp, keptFigure } from './rolledUp';
import { all, column, repeats, table, walk, walkByRows, walkOnce, walkRange, type Names } from './walk';
import { listRows } from './ways';

/*
 * Lists: all objects of a class, or those at the end of an edge for many parents at once, always in one statement. A
 * row comes back with `_key`, its parent's key, and `_0`, `_1` ..., the values that order it: its position.
 */

/** What is asked of a list. */
export interface ListQuery {
  readonly filter?: Filter | undefined;
  /** Groups that its objects stand in. */
  readonly within?: readonly Group[] | undefined;
  readonly order: readonly OrderTerm[];
}

/** One page of a list, forward from the start or from `position`, or backward from there or from the end. */
export interface Page extends ListQuery {
  /** The list's name, for its cursors. */
  readonly list: string;
  readonly size: number;
  readonly backward: boolean;
  readonly position?: Position | undefined;
}

/** What is selected: columns of the object, and of the row in between where a reference has words of its own. */
export interface Columns {
  readonly object: readonly string[];
  readonly words?: readonly string[] | undefined;
  /** Whether a row tells its position: where cursors are asked for. */
  readonly positions: boolean;
}

/** Which list: that of a class, or the objects at the end of an edge. */
export interface Source {
  readonly type: Class;
  readonly edge?: Edge | undefined;
}

/** The rows of a page as SQL, from FROM to ORDER BY, and what orders them. */
export interface Rows {
  readonly steps: readonly OrderStep[];
  /** What stands before the columns. */
  readonly select: Sql;
  readonly from: Sql;
}

/** The rows of one list, with its objects and the rows in between under `names`; of an edge those of the parent `names.from`. */
export function pageRows(dialect: Dialect, { type, edge }: Source, names: Names, page: Page): Rows {
  const steps = stepsOf(dialect, { type, edge }, page, names);
  if (!edge) return { steps, select: raw('SELECT'), from: listRows(dialect, type, names.object, page, steps) };
  const hasOrder = copyInRow(edge, page.order, names.row) !== undefined;
  const isPublished = isAsPublished(edge, page.order);
  const byKey = isRange(edge) ? dialect.byKey(isPublished && !page.filter && !page.within?.length) : undefined;
  const found = byKey ? walkRange(edge, names, byKey) : walkOnce(dialect, edge, names);
  const walked = hasOrder ? walkByRows(dialect, edge, names, dialect.isDistinctInOrder) : found;
  const anchor = isPublished && page.position ? anchorOf(edge, names, page.position, page.backward) : undefined;
  const after = hasOrder && page.position ? beyondAlong : beyond;
  const position = anchor ? [anchor.place] : page.position;
  const such = after(steps, position, page.backward);
  const asked = (asking?: Asking): Sql => filtered(dialect, type, page, names.object, asking);
  const few = isPublished ? undefined : areFew(dialect, edge, names.from, page.filter);
  if (few && hasOrder)
    return { steps, select: raw('SELECT'), from: nearInRows(dialect, edge, names, page, { steps, such, few, asked }) };
  const [told, asking] = few ? [tell(few), FEW] : [anchor?.from ?? raw('')];
  const from = sql`${told}${walked} AND ${asked(asking)} AND ${such} ${orderBy(dialect, steps, page.backward)}`;
  const isTold = hasOrder && dialect.isDistinctInOrder && repeats(edge);
  const select = isTold ? sql`SELECT DISTINCT ${column(names.object, 'pk')},` : raw('SELECT');
  return { steps: isPublished ? [byId(names.object), ...steps] : steps, select, from };
}

/** The columns of a page as they are read: what orders a row as `_0`, `_1`, ..., words with a `_` before them. */
type Cells = readonly (readonly [column: string, value: Sql])[];

/** How the pages of lists that differ by their parents alone are read. */
export interface PageStatement {
  readonly columns: readonly string[];
  /** The JSON of the rows of a page, each a list of its cells: of one parent. */
  readonly rows: Sql;
}

/** Cells of what is read along with objects, made for the table that has these. */
export type CellsAlong = (alias: string) => readonly Sql[];

/**
 * One object more than the page's size, so that the caller knows whether there are more.
 *
 * @param parent the table that has it, in place of `k`.
 */
export function pageStatement(
  dialect: Dialect,
  { type, edge }: Source,
  columns: Columns,
  page: Page,
  along: CellsAlong,
  parent?: string,
): PageStatement {
  const names = { ...NAMES, ...(!edge && { row: NAMES.object }), ...(parent && { from: parent }) };
  const source = { type, edge: edge && (parent ? edge : { ...edge, fromKey: 'key' }) };
  const { steps, select, from } = pageRows(dialect, source, names, page);
  const { object, words = [], positions: hasPositions } = columns;
  const cells: Cells = [
    ...(hasPositions ? steps.map(({ expression }, i) => [`_${i}`, expression] as const) : []),
    ...words.map((each) => [`_${each}`, column(names.row, each)] as const),
    ...object.map((each) => [each, column(names.object, each)] as const),
  ];
  const selected = join(
    cells.map(([as, value]) => sql`${value} AS ${name(as)}`),
    ', ',
  );
  const { json } = dialect;
  const isSum = (i: number): boolean => hasPositions && page.order[i]?.key.by === 'sum';
  const row = cells.map(([as], i) => (isSum(i) ? json.rounded(column('p', as)) : json.cell(column('p', as))));
  const found = sql`${select} ${selected} FROM ${from} LIMIT ${raw(String(page.size + 1))}`;
  return {
    columns: cells.map(([as]) => as),
    rows: sql`(SELECT ${json.all(json.list([...along('p'), ...row]))} FROM (${found}) p)`,
  };
}

/** At most one object for each of the keys that the table `k` has as `key`, called `object`. */
export function edgeOneRows({ through, to, toKey }: Edge, keys: Sql, object: string): Sql {
  const link = through ? sql`JOIN ${table(through.type)} l ON l.${name(through.enter)} = k.key` : raw('');
  const key = through ? sql`l.${name(through.leave)}` : raw('k.key');
  return sql`${keys} ${link} JOIN ${table(to)} ${raw(object)} ON ${column(object, toKey)} = ${key}`;
}

/** How many objects one list has. */
export function countRows(dialect: Dialect, { type, edge }: Source, names: Names, query: Asked): Sql {
  const kept = edge ? undefined : countRolledUp(dialect, type, undefined, query, []);
  if (kept) return countIn(sql`(${kept}) c`);
  const isWhole = !query.filter && !query.within?.length;
  const own = edge && isWhole ? keptFigure(dialect, edge, { by: 'count' }, names.from) : undefined;
  if (own) return sql`SELECT ${own}`;
  if (!edge && query.filter && !query.within?.length) return countFiltered(dialect, type, query.filter, names.object);
  const few = edge && areFew(dialect, edge, names.from, query.filter);
  const where = filtered(dialect, type, query, names.object, few ? FEW : edge ? 'each' : 'all');
  if (!edge) return sql`SELECT count(*) FROM ${table(type)} ${raw(names.object)} WHERE ${where}`;
  return sql`SELECT count(*) FROM ${few ? tell(few) : raw('')}${walkOnce(dialect, edge, names)} AND ${where}`;
}

export function listCount(dialect: Dialect, type: Class, query: Asked): Sql {
  return sql`SELECT (${countRows(dialect, { type }, NAMES, query)}) AS count`;
}

/** How many objects each parent has: `_key` and `count`. */
export function edgeCount(dialect: Dialect, edge: Edge, keys: readonly number[], query: Asked): Sql {
  const kept = countRolledUp(dialect, edge.to, edge, query, keys);
  if (kept) return kept;
  const inner = countRows(dialect, { type: edge.to, edge: { ...edge, fromKey: 'key' } }, NAMES, query);
  return sql`SELECT k.key AS "_key", (${inner}) AS count FROM ${dialect.keys(keys)}`;
}

/**
 * The objects whose ids the table `k` has as `key`, called `object`. Only listed classes have an index of ids: the others
 * lie in their release's range.
 */
export function byIdRows(dialect: Dialect, type: Class, ids: Sql, object: string): Sql {
  const at = (of: string): Sql => column(object, of);
  if (nodeOf(type).listed) return sql`${ids} JOIN ${table(type)} ${raw(object)} ON ${at('id')} = k.key`;
  return sql`${ids} JOIN release r ON r.id = ${dialect.head(raw('k.key'))} JOIN ${table(type)} ${raw(object)} ON (${at('pk')} = r.pk OR (${isInside(at('pk'), raw('r.pk'))})) AND ${at('id')} = k.key`;
}

const NAMES: Names = { from: 'k', row: 'y', object: 'x' };

/** The objects whose database keys the table `k` has as `key`. */
export const byKeyRows = (_dialect: Dialect, type: Class, keys: Sql, object: string): Sql =>
  sql`${keys} JOIN ${table(type)} ${raw(object)} ON ${column(object, 'pk')} = k.key`;

/** The objects of `k.key` as `x`, the row in between as `y`, up to an open WHERE. */
export const members = (edge: Edge): Sql => walk({ ...edge, fromKey: 'key' }, NAMES, false);

const byId = (alias: string, isSet = true): OrderStep => ({ expression: raw(`${alias}.id`), descending: false, isSet });

/** Whether a list is in the order of the document. */
const isAsPublished = (edge: Edge, order: readonly OrderTerm[]): boolean =>
  edge.order === 'document' && order.length === 0;

/**
 * Where a cursor of a list in document order stands, as a table of one row, since SQLite would ask anew for each object.
 * Places change when their release is replaced, so it is where the object with its id is now, the nearest if it is named
 * several times. What is gone has left its place to what came after it.
 */
function anchorOf(edge: Edge, { from }: Names, position: Position, backward: boolean): { place: Sql; from: Sql } {
  const [id, place] = position as readonly [string | null, number];
  const names: Names = { from, row: 'ay', object: 'ax' };
  const now = raw(`${edge.words ? names.row : names.object}.pk % ${SPAN}`);
  const same = sql`${walk(edge, names)} AND ${column(names.object, 'id')} = ${id}`;
  const nearest = sql`SELECT ${now} FROM ${same} ORDER BY abs(${now} - ${place}) LIMIT 1`;
  const otherwise = backward || id === null ? place : place - 1;
  return {
    place: raw('a.place'),
    from: sql`(SELECT coalesce((${nearest}), ${otherwise}) AS place LIMIT 1) a CROSS JOIN `,
  };
}

/** A list in document order lies in one release, where keys sort as places do. */
const byPlace = (alias: string): OrderStep => ({
  expression: raw(`${alias}.pk % ${SPAN}`),
  descending: false,
  sorts: raw(`${alias}.pk`),
  isSet: true,
});

/** What orders a list; the last step is unique in it. */
function stepsOf(dialect: Dialect, { type, edge }: Source, page: Page, alias: Omit<Names, 'from'>): OrderStep[] {
  if (edge) return edgeSteps(dialect, edge, page, alias);
  return [...orderSteps(dialect, type, page.order, alias.object), byId(alias.object)];
}

/** As in the document, unless an order is asked for; then ties are broken by id. References come last by their place. */
function edgeSteps(dialect: Dialect, edge: Edge, page: Page, alias: Omit<Names, 'from'>): OrderStep[] {
  const { words, through } = edge;
  const hasRow = alias.row !== alias.object;
  if (isAsPublished(edge, page.order)) {
    const place = byPlace(words ? alias.row : alias.object);
    // The index of a row's one key has the other one behind it.
    const hasIndex = !words && hasRow && through && edge.toKey === 'pk' && !repeats(edge);
    return [hasIndex ? { ...place, sorts: column(alias.row, through.leave) } : place];
  }
  const own = orderSteps(dialect, edge.to, page.order, alias.object);
  const steps = [...(words ? own.map((step) => ofObject(step, alias.object)) : own), byId(alias.object, !words)];
  const copy = hasRow ? copyInRow(edge, page.order, alias.row) : undefined;
  if (copy) steps[0] = { ...steps[0]!, expression: copy };
  return words ? [...steps, byPlace(alias.row)] : steps;
}

/** What is missing has no values, also no count of nothing. */
const ofObject = (step: OrderStep, object: string): OrderStep => ({
  ...step,
  expression: sql`CASE WHEN ${column(object, 'pk')} IS NOT NULL THEN ${step.expression} END`,
});

/** What tells a list in an order from all others: cursors of one are none of another. */
export const listName = (type: Class, edge: Edge | undefined, order: readonly OrderTerm[]): string =>
  [edge ? `${edge.from.name}.${edge.name}` : type.name, ...order.map((term) => JSON.stringify(term))].join(' ');

/** What the values of a position are, for reading it back from a cursor. */
export function positionKinds(type: Class, edge: Edge | undefined, order: readonly OrderTerm[]): PositionKind[] {
  if (edge && isAsPublished(edge, order)) return ['string', 'integer'];
  const kinds: PositionKind[] = [...order.map((term) => orderKind(type, term)), 'string'];
  return edge?.words ? [...kinds, 'integer'] : kinds;
}

export const positions = (steps: readonly OrderStep[]): Sql =>
  join(
    steps.map(({ expression }, i) => sql`${expression} AS ${name(`_${i}`)}`),
    ', ',
  );

type Asked = Pick<ListQuery, 'filter' | 'within'>;

/**
 * A reference to an object that is missing is in the list as long as nothing is asked of the object.
 */
export function filtered(
  dialect: Dialect,
  type: Class,
  { filter, within = [] }: Asked,
  alias: string,
  asking: Asking = 'each',
): Sql {
  const ofAll = asking === 'all';
  const inside = inGroups(dialect, type, within, alias, ofAll ? 'all' : 'parent');
  if (!filter) return inside;
  const holds = filterSql(dialect, type, filter, alias, asking);
  // SQLite would find the objects of a group that a column tells anew for each that the filter lets through.
  const tested = ofAll && within.some(isOpenGroup) ? dialect.scanned?.(holds) : undefined;
  return all([sql`${column(alias, 'pk')} IS NOT NULL`, tested ?? holds, inside]);
}
