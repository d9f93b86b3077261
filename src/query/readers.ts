import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import { raw, sql, type Sql } from '../database/sql';
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

/**
 * How pages of one kind are read. The database gives all of them as one JSON: a driver takes longer to make rows of cells one
 * by one than to find them.
 */
export class PageReader {
  readonly shape: Shape;
  /** What is read of the references to the objects. */
  readonly said: Shape | undefined;
  private readonly rowOf: (cells: Cells) => Row;
  private readonly page: Sql;
  private readonly pages: Sql;

  constructor(dialect: Dialect, source: Source, { page, fields, words, cursors }: ListRequest) {
    const { type, edge } = source;
    this.shape = shapeFor(type, fields);
    this.said = edge?.words ? shapeOf(edge.through!.type, words, []) : undefined;
    const columns = { object: this.shape.columns, words: this.said?.columns, positions: cursors };
    const statement = pageStatement(dialect, source, columns, page);
    this.rowOf = rowMaker(statement.columns);
    this.page = statement.rows;
    const { json } = dialect;
    this.pages = sql`SELECT ${json.all(json.list([json.cell(raw('k.key')), this.page]))} AS "pages"`.flat();
  }

  /** The pages of many parents: one row, for `readAll`. */
  all(keys: Sql): Sql {
    return sql`${this.pages} FROM ${keys}`;
  }

  /** The page of each of many parents, or that of no parent: for `read`. */
  each(keys?: Sql): Sql {
    return keys ? sql`SELECT k.key AS "_key", ${this.page} AS "page" FROM ${keys}` : sql`SELECT ${this.page} AS "page"`;
  }

  readAll([row]: readonly Row[]): [key: number, rows: Row[]][] {
    const pages = JSON.parse(row!.pages as string) as [number, Cells[]][];
    return pages.map(([key, rows]) => [key, rows.map(this.rowOf)]);
  }

  read([row]: readonly Row[]): Row[] {
    return row ? (JSON.parse(row.page as string) as Cells[]).map(this.rowOf) : [];
  }
}

/** How the objects at the end of an edge are read, one for each parent. */
export class OneReader {
  readonly shape: Shape;
  private readonly rowOf: (cells: Cells) => Row;
  private readonly start: Sql;
  private readonly end: Sql;

  constructor(dialect: Dialect, edge: Edge, fields: Iterable<string>) {
    this.shape = shapeFor(edge.to, fields);
    this.rowOf = rowMaker(['_key', ...this.shape.columns]);
    const { row, from } = edgeOne(dialect, edge, this.shape.columns);
    this.start = sql`SELECT ${dialect.json.all(row)} AS "ones" FROM `.flat();
    this.end = from.flat();
  }

  of(keys: Sql): Sql {
    return sql`${this.start}${keys} ${this.end}`;
  }

  read([row]: readonly Row[]): Row[] {
    return (JSON.parse(row!.ones as string) as Cells[]).map(this.rowOf);
  }
}

/** Readers by what is asked for, which may come again and again as the same object, and over both engines. */
class Readers<K extends object, R> {
  private readonly readers = new WeakMap<K, Map<string, R>>();

  of(asked: K, { name }: Dialect, make: () => R): R {
    let known = this.readers.get(asked);
    if (!known) this.readers.set(asked, (known = new Map<string, R>()));
    let reader = known.get(name);
    if (!reader) known.set(name, (reader = make()));
    return reader;
  }
}

const pages = new Readers<ListRequest, PageReader>();
const ones = new Readers<Iterable<string>, OneReader>();

export const pageReader = (dialect: Dialect, source: Source, request: ListRequest): PageReader =>
  pages.of(request, dialect, () => new PageReader(dialect, source, request));

export const oneReader = (dialect: Dialect, edge: Edge, fields: Iterable<string>): OneReader =>
  ones.of(fields, dialect, () => new OneReader(dialect, edge, fields));
