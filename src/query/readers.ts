import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import { raw, sql, type Sql } from '../database/sql';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { edgeOneRows, pageStatement, type Page, type PageStatement, type Source } from './list';
import { rowMaker } from './rowMaker';
import { shapeFor, shapeOf, type Shape } from './shape';
import { Readers, Statement } from './Statement';
import { column, walk } from './walk';

/** What is asked of objects: fields, and what is at the ends of edges that are read in the same statement. */
export interface ObjectRequest {
  readonly fields: Iterable<string>;
  readonly along?: readonly EdgeRequest[] | undefined;
}

/** What a connection is asked for: which page, fields of its objects and of the references to them, cursors, or only a count. */
export interface ListRequest extends ObjectRequest {
  readonly page: Page;
  readonly words: Iterable<string>;
  readonly cursors: boolean;
  readonly rows: boolean;
}

/** What is asked for at the end of an edge: a page, or fields of the one object. */
export interface EdgeRequest {
  readonly edge: Edge;
  readonly asked: ListRequest | ObjectRequest;
}

export type Cells = readonly unknown[];

/** The rows at the end of an edge, by the keys of its parents. */
export type ByKey = [key: number, rows: Row[]][];

/** How what stands at the end of an edge is read for many parents at once. */
export interface EdgeReader {
  readonly shape: Shape;
  /** Whether one plan is good for any values. */
  readonly isSteady: boolean;
  /** One value: the JSON of all that is found for the parents. */
  json(keys: Sql): Sql;
  /** @param found what that JSON says. */
  read(found: unknown): ByKey;
  /** The JSON of what is found for one parent, a row of the table `from`. */
  cell(from: string): Sql;
  /** @param cell what that JSON says. */
  rowsIn(cell: unknown): Row[];
}

/** Where a row keeps what was read along with it: the JSON of each edge, the first cells of its list. */
const ALONG = Symbol('read along');

export const cameAlong = (row: Row): Cells | undefined => row[ALONG] as Cells | undefined;

/** Written once for each table: other values of variables may ask for other objects, and for the same beside them. */
function kept(write: (from: string) => Sql): (from: string) => Sql {
  const written = new Map<string, Sql>();
  return (from) => {
    let cell = written.get(from);
    if (!cell) written.set(from, (cell = write(from)));
    return cell;
  };
}

/** What is read in the statement of the objects that it starts from. */
class Along {
  private readonly edges: readonly EdgeReader[];
  readonly isSteady: boolean;

  constructor(dialect: Dialect, along: readonly EdgeRequest[] = []) {
    this.edges = along.map((each) => edgeReader(dialect, each));
    this.isSteady = this.edges.every(({ isSteady }) => isSteady);
  }

  cells = (alias: string): Sql[] => this.edges.map((edge) => edge.cell(alias));

  /** Makes rows of lists that begin with those cells. */
  rowMaker(columns: readonly string[]): (cells: Cells) => Row {
    const { length } = this.edges;
    const make = rowMaker(columns, length);
    if (length === 0) return make;
    return (cells) => {
      const row = make(cells);
      row[ALONG] = cells;
      return row;
    };
  }
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
  readonly cell: (from: string) => Sql;
  private readonly rowOf: (cells: Cells) => Row;
  private readonly page: Sql;
  private readonly pages: Sql;
  private statement: Statement<undefined> | undefined;

  constructor(
    private readonly dialect: Dialect,
    source: Source,
    { page, fields, words, cursors, along: requests }: ListRequest,
  ) {
    const { type, edge } = source;
    const along = new Along(dialect, requests);
    this.shape = shapeFor(type, fields);
    this.said = edge?.words ? shapeOf(edge.through!.type, words, []) : undefined;
    this.isSteady = !page.filter && along.isSteady;
    const columns = { object: this.shape.columns, words: this.said?.columns, positions: cursors };
    const statement = (from?: string): PageStatement =>
      pageStatement(dialect, source, columns, page, along.cells, from);
    const { columns: names, rows } = statement();
    this.rowOf = along.rowMaker(names);
    this.page = rows;
    this.cell = kept((from) => statement(from).rows);
    const { json } = dialect;
    this.pages = sql`SELECT ${json.all(json.list([json.cell(raw('k.key')), this.page]))} FROM `;
  }

  json(keys: Sql): Sql {
    return sql`(${this.pages}${keys})`;
  }

  read(found: unknown): ByKey {
    return (found as [number, Cells[]][]).map(([key, rows]) => [key, rows.map(this.rowOf)]);
  }

  rowsIn(cell: unknown): Row[] {
    return (cell as Cells[]).map(this.rowOf);
  }

  /** The page of each of many parents, or that of no parent: for `rows`. */
  each(keys?: Sql): Sql {
    return keys ? sql`SELECT k.key AS "_key", ${this.page} AS "page" FROM ${keys}` : sql`SELECT ${this.page} AS "page"`;
  }

  /** The page of no parent. */
  whole(): Sql {
    this.statement ??= new Statement(this.dialect, this.each());
    return this.statement.of(undefined);
  }

  rows([row]: readonly Row[]): Row[] {
    return row ? this.rowsIn(JSON.parse(row.page as string)) : [];
  }
}

/** The JSON of a list of objects, each with the `_key` that it was found by. */
export class Objects {
  readonly shape: Shape;
  readonly isSteady: boolean;
  readonly rowOf: (cells: Cells) => Row;
  private readonly along: Along;

  constructor(
    private readonly dialect: Dialect,
    type: Class,
    { fields, along: requests }: ObjectRequest,
  ) {
    const along = (this.along = new Along(dialect, requests));
    this.shape = shapeFor(type, fields);
    this.isSteady = along.isSteady;
    this.rowOf = along.rowMaker(['_key', ...this.shape.columns]);
  }

  /** The JSON of one, of the table `object`. */
  item(object: string, key: Sql): Sql {
    const { json } = this.dialect;
    const cells = [key, ...this.shape.columns.map((each) => column(object, each))];
    return json.list([...this.along.cells(object), ...cells.map((cell) => json.cell(cell))]);
  }

  /** @param rows the objects as `t`, with their keys as `k`. */
  json(rows: Sql): Sql {
    return sql`SELECT ${this.dialect.json.all(this.item('t', raw('k.key')))} AS "objects" FROM ${rows}`;
  }
}

/** How the objects at the end of an edge are read, one for each parent. */
class OneReader implements EdgeReader {
  readonly shape: Shape;
  readonly isSteady: boolean;
  private readonly ones: Objects;

  constructor(
    private readonly dialect: Dialect,
    private readonly edge: Edge,
    asked: ObjectRequest,
  ) {
    this.ones = new Objects(dialect, edge.to, asked);
    ({ shape: this.shape, isSteady: this.isSteady } = this.ones);
  }

  json(keys: Sql): Sql {
    return sql`(${this.ones.json(edgeOneRows(this.edge, keys, 't'))})`;
  }

  read(found: unknown): ByKey {
    return (found as Cells[]).map((cells) => {
      const row = this.ones.rowOf(cells);
      return [row._key as number, [row]];
    });
  }

  readonly cell = kept((from) => {
    const { edge, ones } = this;
    const object = from === 't' ? 's' : 't';
    const walked = walk(edge, { from, row: 'l', object });
    return this.dialect.json.one(ones.item(object, column(from, edge.fromKey)), walked);
  });

  rowsIn(cell: unknown): Row[] {
    return cell === null ? [] : [this.ones.rowOf(cell as Cells)];
  }
}

const pages = new Readers<PageReader>();
const ones = new Readers<EdgeReader>();

export const pageReader = (dialect: Dialect, source: Source, request: ListRequest): PageReader =>
  pages.of(request, dialect.name, () => new PageReader(dialect, source, request));

export const edgeReader = (dialect: Dialect, { edge, asked }: EdgeRequest): EdgeReader =>
  'page' in asked
    ? pageReader(dialect, { type: edge.to, edge }, asked)
    : ones.of(asked, dialect.name, () => new OneReader(dialect, edge, asked));
