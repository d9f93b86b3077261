import type { Dialect } from '../database/dialect';
import { join, raw, sql, type Sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import { ordersOf, type Class, type FieldInfo } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { UserInputError } from '../errors';
import { over } from './asked';
import { compare, has } from './compare';
import { fieldsByName, inRow, insidePart, listAt, scalarAt, type Place } from './operand';
import { hasUnder, underSql } from './under';
import { all, any, column, starts, table, walk } from './walk';

/** A filter as a client gives it, coerced by GraphQL: fields, edges, `and`, `or`, `not`. */
export type Filter = { readonly [key: string]: unknown };

/**
 * A filter as a condition on rows of `type` called `alias`. Logic has two values: what compares a missing value is
 * false, and `not` turns false into true.
 *
 * @param ofAll whether all rows of the class are asked: then what few objects fulfil is looked for at its own end.
 * @throws UserInputError where a value is null or no date.
 */
export function filterSql(dialect: Dialect, type: Class, filter: Filter, alias: string, ofAll = false): Sql {
  return new FilterWriter(dialect, ofAll ? isNarrow : () => false).node(type, filter, alias);
}

/** Ways to read a list, by the filters that say the same of its objects, and the place of the one to take. */
export interface Ways {
  readonly filters: readonly Sql[];
  readonly chosen: Sql;
}

/** Up to so many objects are looked for at the filter's end; more of them lie close enough in any order to be met soon. */
export const FEW = 1000;

/** Conditions that a list may begin at: each costs a try. */
const MAX_BEGINNINGS = 3;

/**
 * The ways to read a list whose order has an index: from the first condition over an edge that few objects fulfil, as the
 * database finds when it is asked; else along the index, testing one object after the other. So narrow and wide
 * conditions are answered alike, however values are spread, and without statistics.
 */
export function waysTo(dialect: Dialect, type: Class, filter: Filter, alias: string, along: string): Ways {
  const found = beginnings(type, filter).slice(0, MAX_BEGINNINGS);
  const from = (beginsAt: (filter: Filter) => boolean): Sql =>
    new FilterWriter(dialect, beginsAt, dialect.existsEach).node(type, filter, alias);
  const ranged = inRange(dialect, type, filter, (column) => column !== along);
  const few = [...found.map((each) => isFew(beginningAt(dialect, each))), ...(ranged ? [isFew(ranged)] : [])];
  const cases = few.map((each, i) => sql`WHEN ${each} THEN ${raw(String(i))}`);
  return {
    filters: [
      ...found.map(({ end }) => from((each) => each === end || (isNarrow(each) && isInside(end, each)))),
      ...(ranged ? [from(() => false)] : []),
      scanning(dialect, type, filter, alias, along),
    ],
    chosen: sql`CASE ${join(cases, ' ')} ELSE ${raw(String(few.length))} END`,
  };
}

/** What fulfils the conditions over columns that have an index, for an engine that does not know how much that is. */
export function inRange(
  dialect: Dialect,
  type: Class,
  filter: Filter,
  such: (column: string) => boolean,
): Sql | undefined {
  const ranges = dialect.scanned && over(type, filter, (each) => ordersOf(type).includes(each) && such(each));
  return ranges && sql`SELECT 1 FROM ${table(type)} c WHERE ${filterSql(dialect, type, ranges, 'c')}`;
}

/** Whether a statement finds few rows. */
export const isFew = (rows: Sql): Sql =>
  sql`(SELECT count(*) FROM (${rows} LIMIT ${raw(String(FEW))}) b) < ${raw(String(FEW))}`;

/** What fulfils a condition over an edge, from its far end. */
export function beginningAt(dialect: Dialect, { edge, end }: Beginning): Sql {
  const { start, walk: rows } = starts(edge, { row: 'bl', object: 'b' });
  return sql`SELECT ${start} FROM ${rows} AND ${filterSql(dialect, edge.to, end, 'b', true)}`;
}

/** The same filter for objects that are met one after the other along an index, of one column or of their table. */
export function scanning(dialect: Dialect, type: Class, filter: Filter, alias: string, along?: string): Sql {
  const write = (part: Filter): Sql =>
    new FilterWriter(dialect, () => false, dialect.existsEach).node(type, part, alias);
  if (!dialect.scanned) return write(filter);
  const own = over(type, filter, (column) => column === along);
  const rest = Object.fromEntries(Object.entries(filter).filter(([key]) => !own || !(key in own)));
  return all([write(own ?? {}), dialect.scanned(write(rest))]);
}

const isInside = (outer: unknown, inner: unknown): boolean =>
  typeof outer === 'object' &&
  outer !== null &&
  Object.values(outer).some((each) => each === inner || isInside(each, inner));

interface Beginning {
  readonly edge: Edge;
  readonly end: Filter;
}

/** The conditions over edges that all objects of a list fulfil, where an index may find what does. */
export function beginnings(type: Class, filter: Filter): Beginning[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (key === 'and') return ((value ?? []) as Filter[]).flatMap((each) => beginnings(type, each));
    const edge = edgesFrom(type).get(key);
    const end = (edge?.many ? (value as Filter | undefined)?.some : value) as Filter | undefined;
    return edge && end && mayBeFew(end) ? [{ edge, end }] : [];
  });
}

const TRUE = sql`TRUE`;

/** SQLite refuses expressions of more than 1,000 levels, and a chain of AND or OR has one for each link. */
const MAX_CONDITIONS = 500;

class FilterWriter {
  private aliases = 0;
  private conditions = 0;

  /** @param beginsAt whether what fulfils a condition over an edge is looked for at the edge's end. */
  constructor(
    private readonly dialect: Dialect,
    private readonly beginsAt: (filter: Filter) => boolean,
    private readonly exists: (rows: Sql) => Sql = (rows) => sql`EXISTS (${rows})`,
  ) {}

  node(type: Class, filter: Filter, alias: string): Sql {
    const edges = edgesFrom(type);
    return this.logic(
      filter,
      (each) => this.node(type, each, alias),
      (key, value) => {
        const edge = edges.get(key);
        if (edge) return this.edge(edge, value as Filter, alias);
        if (key === 'under' && hasUnder(type)) return underSql(type, value as string, alias);
        return this.field(inRow(alias), fieldsByName(type).get(key)!, value as Filter, key);
      },
    );
  }

  private part(type: Class, filter: Filter, place: Place): Sql {
    return this.logic(
      filter,
      (each) => this.part(type, each, place),
      (key, value) => this.field(place, fieldsByName(type).get(key)!, value as Filter, key),
    );
  }

  private logic(filter: Filter, self: (filter: Filter) => Sql, leaf: (key: string, value: unknown) => Sql): Sql {
    const conditions = Object.entries(filter).map(([key, value]) => {
      if (value === undefined) return TRUE;
      if (++this.conditions > MAX_CONDITIONS)
        throw new UserInputError(`A filter has at most ${MAX_CONDITIONS} conditions.`);
      if (value === null)
        throw new UserInputError(`"${key}" is null in a filter. To ask for what is missing, say { isNull: true }.`);
      if (key === 'and') return all((value as Filter[]).map(self));
      if (key === 'or') return any((value as Filter[]).map(self));
      if (key === 'not') return sql`NOT ${self(value as Filter)}`;
      return leaf(key, value);
    });
    return all(conditions);
  }

  private field(place: Place, field: FieldInfo, filter: Filter, key: string): Sql {
    if (field.kind !== 'part')
      return field.list
        ? has(this.dialect, listAt(place, field), filter)
        : compare(this.dialect, scalarAt(this.dialect, place, field), field.kind, filter, key);
    const type = field.part!();
    if (!field.list) return this.part(type, filter, insidePart(place, field));
    const { root, path } = listAt(place, field);
    return this.quantified(filter, (each, negated) => {
      const alias = this.alias();
      const condition = this.part(type, each, { in: 'json', root: raw(`${alias}.value`), path: [] });
      return sql`EXISTS (SELECT 1 FROM ${this.dialect.jsonEach(root, path, alias)} WHERE ${negated ? sql`NOT ${condition}` : condition})`;
    });
  }

  private edge(edge: Edge, filter: Filter, alias: string): Sql {
    const exists = (each: Filter, negated: boolean): Sql => {
      const [row, object] = [this.alias(), this.alias()];
      const condition = this.node(edge.to, each, object);
      if (!negated && this.beginsAt(each)) {
        const { start, walk: from } = starts(edge, { row, object });
        const key = column(alias, edge.fromKey);
        return sql`(${key} IS NOT NULL AND ${key} IN (SELECT ${start} FROM ${from} AND ${condition}))`;
      }
      return this.exists(
        sql`SELECT 1 FROM ${walk(edge, { from: alias, row, object })} AND ${negated ? sql`NOT ${condition}` : condition}`,
      );
    };
    return edge.many ? this.quantified(filter, exists) : exists(filter, false);
  }

  /** `some`, `none` and `every` of a list. */
  private quantified(filter: Filter, exists: (filter: Filter, negated: boolean) => Sql): Sql {
    return this.logic(
      filter,
      () => TRUE,
      (key, value) => {
        if (key === 'some') return exists(value as Filter, false);
        if (key === 'none') return sql`NOT ${exists(value as Filter, false)}`;
        return sql`NOT ${exists(value as Filter, true)}`;
      },
    );
  }

  private alias(): string {
    return `f${++this.aliases}`;
  }
}

/** Operators that few objects fulfil, as a rule. */
const NARROW = ['eq', 'in', 'under', 'startsWith'];

/** Whether a filter asks for something that an index may find at once. */
const isNarrow = (filter: unknown): boolean => asks(filter, NARROW);

/** Whether few objects may fulfil a filter: of a range only its values tell. */
const mayBeFew = (filter: unknown): boolean => asks(filter, [...NARROW, 'lt', 'lte', 'gt', 'gte', 'between']);

function asks(filter: unknown, operators: readonly string[]): boolean {
  if (typeof filter !== 'object' || filter === null) return false;
  return Object.entries(filter).some(
    ([key, value]) =>
      operators.includes(key) || (!['or', 'not', 'none', 'every'].includes(key) && asks(value, operators)),
  );
}
