import type { Dialect } from '../database/dialect';
import { raw, sql, type Sql } from '../database/sql';
import { edgesFrom } from '../entities/edges';
import type { Class, FieldInfo } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { UserInputError } from '../errors';
import { compare, has } from './compare';
import { fieldsByName, inRow, insidePart, listAt, scalarAt, type Place } from './operand';
import { hasUnder, underSql } from './under';
import { all, any, column, starts, walk } from './walk';

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
  return new FilterWriter(dialect, ofAll).node(type, filter, alias);
}

const TRUE = sql`TRUE`;

/** SQLite refuses expressions of more than 1,000 levels, and a chain of AND or OR has one for each link. */
const MAX_CONDITIONS = 500;

class FilterWriter {
  private aliases = 0;
  private conditions = 0;

  constructor(
    private readonly dialect: Dialect,
    private readonly ofAll: boolean,
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
      if (this.ofAll && !negated && isNarrow(each)) {
        const { start, walk: from } = starts(edge, { row, object });
        const key = column(alias, edge.fromKey);
        return sql`(${key} IS NOT NULL AND ${key} IN (SELECT ${start} FROM ${from} AND ${condition}))`;
      }
      return sql`EXISTS (SELECT 1 FROM ${walk(edge, { from: alias, row, object })} AND ${negated ? sql`NOT ${condition}` : condition})`;
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
const NARROW = new Set(['eq', 'in', 'under', 'startsWith']);

/** Whether a filter asks for something that an index may find at once. */
function isNarrow(filter: unknown): boolean {
  if (typeof filter !== 'object' || filter === null) return false;
  return Object.entries(filter).some(
    ([key, value]) => NARROW.has(key) || (!['or', 'not', 'none', 'every'].includes(key) && isNarrow(value)),
  );
}
