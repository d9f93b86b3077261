import type { Dialect } from '../database/dialect';
import { ask } from '../database/given';
import { raw, sql, Sql } from '../database/sql';
import { edgesFrom, provesEnds, provesStart } from '../entities/edges';
import { fieldsByName, nodeOf, type Class, type FieldInfo } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { UserInputError } from '../errors';
import { beginningIn, beginsInJson, goesOn, isEmpty, isNarrow, readsJson } from './asked';
import { begins, compare, has, nullRefused } from './compare';
import { keysOfProcesses } from './ofProcess';
import { mustHave } from './letters';
import { inRow, insidePart, listAt, scalarAt, type Place } from './operand';
import { hasUnder, topSql, underSql } from './under';
import { all, any, column, starts, table, walk } from './walk';

/** A filter as a client gives it, coerced by GraphQL: fields, edges, `and`, `or`, `not`. */
export type Filter = { readonly [key: string]: unknown };

/** Rows that have one of some keys. */
interface Reached {
  readonly key: string;
  readonly keys: Sql;
}

/**
 * Which rows a filter is asked of, as far as it goes on from objects that many rows share: `each` of few by itself; `all` of a
 * class, so that it is found once which of these objects fulfil what is asked; each where `few` says so as the statement runs, else
 * as of all; or those called `alias` that have some keys, as of all, but no objects are asked that these do not lead to.
 */
export type Asking = 'each' | 'all' | { readonly few: Sql } | (Reached & { readonly alias: string });

/** What tells how rows are asked, as a table of one row before them, since SQLite would find out anew for each object. */
export const tell = (few: Sql): Sql => sql`(SELECT ${few} AS few LIMIT 1) s CROSS JOIN `;
export const FEW: Asking = { few: raw('s.few') };

/**
 * A filter as a condition on rows of `type` called `alias`. Logic has two values: what compares a missing value is
 * false, and `not` turns false into true.
 *
 * @param asking where all rows of the class are asked, what few objects fulfil is looked for at its own end as well.
 * @throws UserInputError where a value is null or no date.
 */
export function filterSql(dialect: Dialect, type: Class, filter: Filter, alias: string, asking: Asking = 'each'): Sql {
  const writer = new FilterWriter(dialect, asking === 'all' ? isNarrow : () => false, undefined, undefined, asking);
  return writer.node(type, filter, alias);
}

const TRUE = sql`TRUE`;
const ONE = sql`(SELECT 1) one`;

/** SQLite refuses expressions of more than 1,000 levels, and a chain of AND or OR has one for each link. */
const MAX_CONDITIONS = 500;

/** Writes one filter. */
export class FilterWriter {
  private aliases = 0;
  private conditions = 0;
  private readonly reached = new Map<string, Reached>();
  /** Whether it was found once which objects that rows share fulfil a condition. */
  hasShared = false;
  /** What objects are called that are looked for among all of their class, where an index may find them. */
  private readonly whole = new Set<string>();

  /**
   * @param beginsAt whether what fulfils a condition over an edge is looked for at the edge's end, or where it was found.
   * @param met a condition over an edge that all rows fulfil already.
   */
  constructor(
    private readonly dialect: Dialect,
    private readonly beginsAt: (filter: Filter, edge: Edge) => boolean | Sql,
    private readonly exists: (rows: Sql) => Sql = (rows) => sql`EXISTS (${rows})`,
    private readonly met?: Filter,
    private readonly asking: Asking = 'all',
  ) {
    if (typeof asking === 'object' && 'alias' in asking) this.reached.set(asking.alias, asking);
  }

  node(type: Class, filter: Filter, alias: string, asking = this.asking): Sql {
    const edges = edgesFrom(type);
    return this.logic(
      cheapestFirst(type, filter),
      (each) => this.node(type, each, alias, asking),
      (key, value) => {
        const edge = edges.get(key);
        if (edge) return this.edge(edge, value as Filter, alias, asking);
        if (key === 'under' && hasUnder(type)) return underSql(type, value, alias);
        const field = fieldsByName(type).get(key)!;
        const holds = this.field(inRow(alias), field, value as Filter, key, this.whole.has(alias));
        const keys = key === 'ocid' ? keysOfProcesses(this.dialect, type, value as Filter) : undefined;
        return keys ? sql`(${column(alias, 'pk')} IN (${keys}) AND ${holds})` : holds;
      },
    );
  }

  private part(type: Class, filter: Filter, place: Place, beginnings: readonly string[] = []): Sql {
    return this.logic(
      filter,
      (each) => this.part(type, each, place, beginnings),
      (key, value) => this.field(place, fieldsByName(type).get(key)!, value as Filter, key, beginnings.includes(key)),
    );
  }

  private logic(filter: Filter, self: (filter: Filter) => Sql, leaf: (key: string, value: unknown) => Sql): Sql {
    const conditions = Object.entries(filter).map(([key, value]) => {
      if (value === undefined) return TRUE;
      if (++this.conditions > MAX_CONDITIONS)
        throw new UserInputError(`A filter has at most ${MAX_CONDITIONS} conditions.`);
      if (value === null) throw nullRefused(`"${key}"`);
      if (key === 'and') return all((value as Filter[]).map(self));
      if (key === 'or') return any((value as Filter[]).map(self));
      if (key === 'not') return sql`NOT ${self(value as Filter)}`;
      return leaf(key, value);
    });
    return all(conditions);
  }

  private field(place: Place, field: FieldInfo, filter: Filter, key: string, isEnd: boolean): Sql {
    const holds = this.holds(place, field, filter, key, isEnd);
    const isJson = place.in === 'row' && !field.columns && (field.list || field.kind === 'part');
    return isJson ? all([...mustHave(this.dialect, listAt(place, field).root, field, filter), holds]) : holds;
  }

  private holds(place: Place, field: FieldInfo, filter: Filter, key: string, isEnd: boolean): Sql {
    if (field.kind !== 'part') {
      if (field.list) return has(this.dialect, listAt(place, field), filter);
      const value = scalarAt(this.dialect, place, field);
      const holds = compare(this.dialect, value, field.kind, filter, key, place.in === 'json');
      const beginning = (place.in === 'row' ? field.begun : isEnd) && beginningIn(filter);
      return beginning && ask(beginning, Boolean) ? sql`(${begins(value, beginning)} AND ${holds})` : holds;
    }
    const type = field.part!();
    if (!field.list) return this.part(type, filter, insidePart(place, field), isEnd ? field.beginnings : []);
    const { root, path } = listAt(place, field);
    return this.quantified(filter, (each, negated) => {
      const alias = this.alias();
      const condition = this.part(type, each, { in: 'json', root: raw(`${alias}.value`), path: [] });
      return sql`EXISTS (SELECT 1 FROM ${this.dialect.jsonEach(root, path, alias)} WHERE ${negated ? sql`NOT ${condition}` : condition})`;
    });
  }

  private edge(edge: Edge, filter: Filter, alias: string, asking: Asking): Sql {
    const exists = (each: Filter, negated: boolean, asked = asking): Sql => {
      if (each === this.met) return TRUE;
      const [row, object] = [this.alias(), this.alias()];
      const isFound = this.whole.has(alias) && beginsInJson(edge.to, each);
      const begins = !negated && (isFound || this.beginsAt(each, edge));
      const suffices = negated ? undefined : (topIn(edge, each, row) ?? joined(edge, each, row));
      if (suffices && !(begins instanceof Sql)) return this.joined(edge, suffices, row, alias, begins);
      if (begins) {
        const key = column(alias, edge.fromKey);
        const starts = begins instanceof Sql ? begins : this.startsOf(edge, each);
        return sql`(${key} IS NOT NULL AND ${key} IN (${starts}))`;
      }
      const isShared = asked !== 'each' && nodeOf(edge.to).shared && goesOn(edge.to, each);
      if (isShared && typeof asked === 'object' && 'few' in asked)
        return this.byNumber(asked.few, (as) => exists(each, negated, as));
      const from = this.reached.get(alias);
      if (from) this.reached.set(object, { key: edge.toKey, keys: this.keysAt(edge, from) });
      else if (isShared) this.whole.add(object);
      const condition = this.node(edge.to, each, object, asked);
      const holds = negated ? sql`NOT ${condition}` : condition;
      if (isShared) return this.once(edge, holds, object, row, alias);
      return this.exists(sql`SELECT 1 FROM ${walk(edge, { from: alias, row, object })} AND ${holds}`);
    };
    return edge.many ? this.quantified(filter, exists) : exists(filter, false);
  }

  /** The keys where walks start that end in what a filter asks for; of a probe, some of them. */
  startsOf(edge: Edge, filter: Filter, isProbe = false): Sql {
    const [row, object] = [this.alias(), this.alias()];
    const next = passing(edge, filter);
    if (!next) {
      const asked = { isEach: isEmpty(filter), isFar: goesOn(edge.to, filter), isProbe };
      const { start, walk: from } = starts(this.dialect, edge, { row, object }, asked);
      this.whole.add(object);
      return sql`SELECT ${start} FROM ${from} AND ${this.node(edge.to, filter, object)}`;
    }
    this.conditions += next.conditions;
    const keys = this.startsOf(next.edge, next.end);
    if (!edge.through) return keys;
    const { type, enter, leave } = edge.through;
    return sql`SELECT ${column(row, enter)} FROM ${table(type)} ${raw(row)} WHERE ${column(row, enter)} IS NOT NULL AND ${column(row, leave)} IN (${keys})`;
  }

  /** Whether there is a row in between of which something holds. */
  private joined({ through, fromKey }: Edge, suffices: Sql, row: string, alias: string, begins: boolean): Sql {
    const { type, enter } = through!;
    const rows = sql`FROM ${table(type)} ${raw(row)} WHERE ${suffices}`;
    const key = column(alias, fromKey);
    // The LIMIT keeps SQLite from making a join of it, for which it goes through the objects by their ids (SQLite 3.53).
    if (!begins) return this.exists(sql`SELECT 1 ${rows} AND ${column(row, enter)} = ${key} LIMIT 1`);
    return sql`(${key} IS NOT NULL AND ${key} IN (SELECT ${column(row, enter)} ${rows} AND ${column(row, enter)} IS NOT NULL))`;
  }

  /** A condition as it is asked of each of few rows by itself, and as it is of many. */
  private byNumber(few: Sql, write: (asking: Asking) => Sql): Sql {
    const { conditions } = this;
    const each = write('each');
    this.conditions = conditions;
    return sql`CASE WHEN ${few} THEN ${each} ELSE ${write('all')} END`;
  }

  /**
   * The same where what lies at the end is found first, once for all rows: to ask each row for what all that leads to the
   * same object leads to takes the square of how many these are.
   */
  private once(edge: Edge, holds: Sql, object: string, row: string, alias: string): Sql {
    this.hasShared = true;
    const key = column(object, edge.toKey);
    const found = sql`SELECT ${key} FROM ${this.objects(edge.to, object)} WHERE ${holds}`;
    // No engine makes a join of this, which would ask anew for each row.
    const among = (key: Sql): Sql => sql`(${key} IN (${found})) IS TRUE`;
    if (!edge.through) return among(column(alias, edge.fromKey));
    // Beside what it costs to find all these, PostgreSQL takes it for the same to read the rows of one or of all.
    const { type, enter, leave } = edge.through;
    const rows = this.dialect.forEach(
      ONE,
      nodeOf(type).table,
      row,
      sql`${column(row, enter)} = ${column(alias, edge.fromKey)}`,
    );
    return this.exists(sql`SELECT 1 FROM ${rows} WHERE ${among(column(row, leave))}`);
  }

  /** All objects of a class; where few are asked those alone, looked for by their keys, so that nothing is asked of others. */
  private objects(type: Class, object: string): Sql {
    const reached = this.reached.get(object);
    if (!reached) return sql`${table(type)} ${raw(object)}`;
    const rows = sql`(SELECT DISTINCT key FROM (${reached.keys}) k) k`;
    return this.dialect.forEach(rows, nodeOf(type).table, object, sql`${column(object, reached.key)} = k.key`);
  }

  /** The keys of the objects that an edge leads to from some rows. */
  private keysAt({ from, fromKey, through }: Edge, { key, keys }: Reached): Sql {
    const [at, row] = [this.alias(), this.alias()];
    const starts = sql`SELECT ${column(at, fromKey)} AS key FROM ${table(from)} ${raw(at)} WHERE ${column(at, key)} IN (${keys})`;
    if (!through) return starts;
    return sql`SELECT ${column(row, through.leave)} AS key FROM ${table(through.type)} ${raw(row)} WHERE ${column(row, through.enter)} IN (${starts})`;
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

/**
 * The edge that goes on from the end of another, where no more is asked of the object there than what lies further on, and
 * that refers to the object by the same key: then the object need not be read.
 */
function passing(edge: Edge, filter: Filter): { edge: Edge; end: Filter; conditions: number } | undefined {
  const [only, ...others] = Object.entries(filter).filter(([, value]) => value !== undefined);
  const next = only && others.length === 0 ? edgesFrom(edge.to).get(only[0]) : undefined;
  if (!next || edge.only || next.fromKey !== edge.toKey || !provesStart(next)) return undefined;
  const asked = only![1] as Filter | null;
  const end = (next.many ? asked?.some : asked) as Filter | null | undefined;
  const isAlone = !next.many || Object.values(asked ?? {}).filter((value) => value !== undefined).length === 1;
  if (!end || !isAlone || topIn(next, end, '')) return undefined;
  return { edge: next, end, conditions: next.many ? 2 : 1 };
}

/** What is asked of the object itself before what lies behind an edge: engines test conditions as they stand. */
function cheapestFirst(type: Class, filter: Filter): Filter {
  const edges = edgesFrom(type);
  const effort = (key: string, value: unknown): number => {
    const edge = edges.get(key);
    return !edge ? 0 : value && readsJson(edge.to, value as Filter) ? 2 : 1;
  };
  const conditions = Object.entries(filter).map((each) => ({ each, cost: effort(...each) }));
  return Object.fromEntries(conditions.sort((a, b) => a.cost - b.cost).map(({ each }) => each));
}

/** Of rows in between: that they join anything, where a filter asks no more. */
function joined(edge: Edge, filter: Filter, row: string): Sql | undefined {
  if (!provesEnds(edge) || !isEmpty(filter)) return undefined;
  return sql`${column(row, edge.through!.leave)} IS NOT NULL`;
}

/** Of rows in between: that they lead to something under the one code that a filter asks for. They have that code's key. */
export function topIn({ through, to }: Edge, filter: Filter, row: string): Sql | undefined {
  const top = through?.indexed && topSql(to, filter);
  return top ? sql`${column(row, through.indexed)} = ${top}` : undefined;
}
