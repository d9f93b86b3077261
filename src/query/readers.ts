import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import { bound, Open } from '../database/given';
import { join, name, raw, sql, WrittenSql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { edgeOne, pageStatement, type Page, type Source } from './list';
import { rowMaker } from './rowMaker';
import { shapeFor, shapeOf, type Shape } from './shape';

/** What a connection is asked for: which page, fields of its objects and of the references to them, cursors, or only a count. */
export interface ListRequest {
  readonly page: Page;
  readonly fields: Iterable<string>;
  readonly words: Iterable<string>;
  readonly cursors: boolean;
  readonly rows: boolean;
}

type Cells = readonly unknown[];

/** Keys of the parents at the start of an edge. */
type Keys = readonly number[];

/** How what stands at the end of an edge is read for many parents at once. */
export interface EdgeReader {
  readonly shape: Shape;
  /** Whether one plan is good for any values. */
  readonly isSteady: boolean;
  /** One value: the JSON of all that is found for the parents. */
  json(keys: Sql): Sql;
  read(text: string): [key: number, rows: Row[]][];
}

/**
 * How pages of one kind are read. The database gives all of them as one JSON: a driver takes longer to make rows of cells one
 * by one than to find them.
 */
export class PageReader implements EdgeReader {
  readonly shape: Shape;
  /** What is read of the references to the objects. */
  readonly said: Shape | undefined;
  readonly isSteady: boolean;
  private readonly rowOf: (cells: Cells) => Row;
  private readonly page: Sql;
  private readonly pages: Sql;

  constructor(dialect: Dialect, source: Source, { page, fields, words, cursors }: ListRequest) {
    const { type, edge } = source;
    this.shape = shapeFor(type, fields);
    this.said = edge?.words ? shapeOf(edge.through!.type, words, []) : undefined;
    this.isSteady = !page.filter;
    const columns = { object: this.shape.columns, words: this.said?.columns, positions: cursors };
    const statement = pageStatement(dialect, source, columns, page);
    this.rowOf = rowMaker(statement.columns);
    this.page = statement.rows;
    const { json } = dialect;
    this.pages = sql`SELECT ${json.all(json.list([json.cell(raw('k.key')), this.page]))} FROM `;
  }

  json(keys: Sql): Sql {
    return sql`(${this.pages}${keys})`;
  }

  read(text: string): [key: number, rows: Row[]][] {
    const pages = JSON.parse(text) as [number, Cells[]][];
    return pages.map(([key, rows]) => [key, rows.map(this.rowOf)]);
  }

  /** The page of each of many parents, or that of no parent: for `rows`. */
  each(keys?: Sql): Sql {
    return keys ? sql`SELECT k.key AS "_key", ${this.page} AS "page" FROM ${keys}` : sql`SELECT ${this.page} AS "page"`;
  }

  rows([row]: readonly Row[]): Row[] {
    return row ? (JSON.parse(row.page as string) as Cells[]).map(this.rowOf) : [];
  }
}

/** How the objects at the end of an edge are read, one for each parent. */
class OneReader implements EdgeReader {
  readonly shape: Shape;
  readonly isSteady = true;
  private readonly rowOf: (cells: Cells) => Row;
  private readonly ones: ReturnType<typeof edgeOne>;

  constructor(
    private readonly dialect: Dialect,
    edge: Edge,
    fields: Iterable<string>,
  ) {
    this.shape = shapeFor(edge.to, fields);
    this.rowOf = rowMaker(['_key', ...this.shape.columns]);
    this.ones = edgeOne(dialect, edge, this.shape.columns);
  }

  json(keys: Sql): Sql {
    const { row, from } = this.ones;
    return sql`(SELECT ${this.dialect.json.all(row)} FROM ${keys} ${from})`;
  }

  read(text: string): [key: number, rows: Row[]][] {
    return (JSON.parse(text) as Cells[]).map((cells) => [cells[0] as number, [this.rowOf(cells)]]);
  }
}

/** How all that is asked for at one level of an operation is read: by one statement, a column for each edge. */
export class LevelReader {
  readonly isSteady: boolean;
  private readonly statement: Statement<readonly Keys[]>;

  constructor(
    dialect: Dialect,
    readonly edges: readonly EdgeReader[],
  ) {
    this.isSteady = edges.every((edge) => edge.isSteady);
    const column = (edge: EdgeReader, i: number): Sql => {
      const keys = new Open((all) => (all as readonly Keys[])[i]);
      return sql`${edge.json(dialect.keys(keys))} AS ${name(String(i))}`;
    };
    this.statement = new Statement(dialect, sql`SELECT ${join(edges.map(column), ', ')}`);
  }

  /** @param keys of the parents of each edge. */
  of(keys: readonly Keys[]): Sql {
    return this.statement.of(keys);
  }

  /** What one edge has come to. */
  read([row]: readonly Row[], edge: number): [key: number, rows: Row[]][] {
    return this.edges[edge]!.read(row![edge] as string);
  }
}

/** Finds objects by their ids or keys. */
export type Find<K> = (dialect: Dialect, type: Class, keys: readonly K[] | Open, columns: readonly string[]) => Sql;

/** How objects are read by what they are known by. */
export class ObjectReader<K> {
  readonly shape: Shape;
  private readonly statement: Statement<readonly K[]>;

  constructor(dialect: Dialect, type: Class, fields: Iterable<string>, find: Find<K>) {
    this.shape = shapeFor(type, fields);
    this.statement = new Statement(dialect, find(dialect, type, new Open((keys) => keys), this.shape.columns));
  }

  of(keys: readonly K[]): Sql {
    return this.statement.of(keys);
  }
}

/** A statement that is written out once, with something left open in it. */
class Statement<T> {
  private readonly text: string;
  private readonly values: readonly unknown[];

  constructor({ placeholder }: Dialect, statement: Sql) {
    ({ text: this.text, values: this.values } = statement.write(placeholder));
  }

  of(given: T): Sql {
    return new WrittenSql(
      this.text,
      this.values.map((value) => bound(value, given)),
    );
  }
}

/** Readers by what is asked for, which may come again and again as the same object, and over both engines. */
export class Readers<R> {
  private readonly readers = new WeakMap<object, Map<string, R>>();

  of(asked: object, name: string, make: () => R): R {
    let known = this.readers.get(asked);
    if (!known) this.readers.set(asked, (known = new Map<string, R>()));
    let reader = known.get(name);
    if (!reader) known.set(name, (reader = make()));
    return reader;
  }
}

const pages = new Readers<PageReader>();
const ones = new Readers<EdgeReader>();
const objects = new Readers<ObjectReader<never>>();

export const pageReader = (dialect: Dialect, source: Source, request: ListRequest): PageReader =>
  pages.of(request, dialect.name, () => new PageReader(dialect, source, request));

export const oneReader = (dialect: Dialect, edge: Edge, fields: Iterable<string>): EdgeReader =>
  ones.of(fields, dialect.name, () => new OneReader(dialect, edge, fields));

/** Objects of several classes, found in several ways, may be asked for the same fields. */
export const objectReader = <K>(
  dialect: Dialect,
  type: Class,
  fields: Iterable<string>,
  find: Find<K>,
): ObjectReader<K> =>
  objects.of(fields, `${dialect.name} ${type.name} ${find.name}`, () => new ObjectReader(dialect, type, fields, find));
