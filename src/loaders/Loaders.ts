import DataLoader from 'dataloader';
import type { Reader, Row } from '../database/engine';
import { edgesFrom } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import type { Position } from '../query/cursor';
import { byIds, byKeys, edgeCount, edgeOne, edgePage, listCount, listPage, type Page } from '../query/list';
import { shapeOf, type Shape } from '../query/shape';
import { Finder } from './Finder';
import { Places, type Place as Info } from './places';
import { selectedFields } from './selection';
import { Totals, type Listed } from './Totals';

/** Ids in one statement: as many as a gateway may ask for in `_entities`. They are one parameter too. */
const IDS = 1000;

/** What counts the objects that one operation reads, and stops it when there are too many. */
export interface Budget {
  take(objects: number): void;
}

/** One object of a connection: where it stands, the object, and beside them what the reference to it says. */
export interface Entry {
  /** The name of the list, for cursors. */
  readonly list: string;
  readonly position: Position;
  readonly node: Row | null;
}

/** One page of a connection, and the whole list that it is of; null where there is no parent. */
export interface Found {
  readonly entries: readonly Entry[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly list: (Listed & { readonly loaders: Loaders }) | null;
  count(): Promise<number>;
}

/** What a connection is asked for: which page, fields of its objects and of the references to them, or only a count. */
export interface ListRequest {
  readonly page: Page;
  readonly fields: Iterable<string>;
  readonly words: Iterable<string>;
  readonly rows: boolean;
}

/**
 * Every read of one operation. An edge is loaded for all parents of a level in one statement: the loader is found by
 * the field's place in the operation, which graphql-js gives to all parents as the same array.
 */
export class Loaders {
  private readonly places = new Places();
  private readonly byType = new Map<string, DataLoader<never, Row | null>>();
  private readonly byName = new Map<string, DataLoader<never, Row[]>>();

  readonly totals: Totals;
  readonly finder: Finder;

  constructor(
    private readonly reader: Reader,
    private readonly budget: Budget,
    private readonly mark?: symbol,
  ) {
    this.totals = new Totals(reader, budget, this.places);
    this.finder = new Finder(reader, budget);
  }

  /** Loaders over another database, with the same budget; every row they read keeps them under `mark`. */
  over(reader: Reader, mark: symbol): Loaders {
    return new Loaders(reader, this.budget, mark);
  }

  /** The one object at the end of `edge`, or null. */
  one(edge: Edge, key: number | null, info: Info): Promise<Row | null> | null {
    if (key === null) return null;
    return this.places
      .at<Row | null>(info, '', edge.name, () => {
        const shape = shapeFor(edge.to, selectedFields(info, info.fieldNodes).keys());
        return async (keys) => {
          const rows = await this.read(edgeOne(this.reader.dialect, edge, keys, shape.columns), shape);
          const found = new Map(rows.map((row) => [row._key as number, row]));
          return keys.map((each) => found.get(each) ?? null);
        };
      })
      .load(key);
  }

  /**
   * A page of the objects at the end of `edge`; `request` is made once for all parents. Within groups it differs, and
   * `variant` says how.
   */
  many(edge: Edge, key: number | null, info: Info, request: () => ListRequest, variant = ''): Promise<Found> {
    const loader = this.places.at<Found>(info, variant, edge.name, () => {
      const { page, fields, words, rows } = request();
      const listed = (each: number): Found =>
        this.found({ type: edge.to, edge, key: each, query: page, variant }, page, info);
      if (!rows) return (keys) => Promise.resolve(keys.map(listed));
      const shape = shapeFor(edge.to, fields);
      const said = edge.words ? shapeOf(edge.through!.type, words, []) : undefined;
      const columns = { object: shape.columns, words: said?.columns };
      return async (keys) => {
        const all = await this.read(edgePage(this.reader.dialect, edge, keys, columns, page), shape);
        const groups = new Map<number, Row[]>(keys.map((each) => [each, []]));
        for (const row of all) groups.get(row._key as number)!.push(row);
        return keys.map((each) => ({ ...listed(each), ...paged(groups.get(each)!, page, said) }));
      };
    });
    return key === null ? Promise.resolve(NOTHING) : loader.load(key);
  }

  /** A page of all objects of a class. */
  async list(type: Class, { page, fields, rows }: ListRequest, info: Info, variant = ''): Promise<Found> {
    const listed = this.found({ type, key: 0, query: page, variant }, page, info);
    if (!rows) return listed;
    const shape = shapeFor(type, fields);
    const all = await this.read(listPage(this.reader.dialect, type, { object: shape.columns }, page), shape);
    return { ...listed, ...paged(all, page) };
  }

  private found(list: Listed, page: Page, info: Info): Found {
    return { ...paged([], page), list: { ...list, loaders: this }, count: () => this.count(list, info) };
  }

  /** How many objects a list has. */
  private async count({ type, edge, key, query, variant }: Listed, info: Info): Promise<number> {
    if (!edge) {
      const [row] = await this.reader.all(listCount(this.reader.dialect, type, query));
      return Number(row!.count);
    }
    const batch = async (keys: readonly number[]): Promise<number[]> => {
      const rows = await this.reader.all(edgeCount(this.reader.dialect, edge, keys, query));
      const counts = new Map(rows.map((row) => [row._key as number, Number(row.count)]));
      return keys.map((each) => counts.get(each) ?? 0);
    };
    return this.places.at(info, variant, `${edge.name}.count`, () => batch).load(key);
  }

  /** The object of a class with that id, or null; `find` may know of more ids than the object's own. */
  byId(type: Class, id: string, fields: readonly string[], find = byIds): Promise<Row | null> {
    const statement = (ids: readonly string[], columns: readonly string[]): Statement =>
      find(this.reader.dialect, type, ids, columns);
    return this.by<string>(find.name, type, fields, statement).load(id);
  }

  /** The object of a class with that database key, or null. */
  byKey(type: Class, pk: number, fields: readonly string[]): Promise<Row | null> {
    return this.by<number>('pk', type, fields, (pks, columns) => byKeys(this.reader.dialect, type, pks, columns)).load(
      pk,
    );
  }

  private by<K extends string | number>(
    name: string,
    type: Class,
    fields: readonly string[],
    statement: (keys: readonly K[], columns: readonly string[]) => Statement,
  ): DataLoader<K, Row | null> {
    const place = `${name} ${type.name} ${fields.join(' ')}`;
    let loader = this.byType.get(place) as DataLoader<K, Row | null> | undefined;
    if (!loader) {
      const shape = shapeFor(type, fields);
      loader = new DataLoader(
        async (keys) => {
          const rows = await this.read(statement(keys, shape.columns), shape);
          const found = new Map(rows.map((row) => [row._key as K, row]));
          return keys.map((each) => found.get(each) ?? null);
        },
        { maxBatchSize: IDS, name: `${type.name} by ${name}` },
      );
      this.byType.set(place, loader);
    }
    return loader;
  }

  /** Rows that are no objects of the graph: `statement` finds them for all keys of the moment, by `_key`. */
  rowsOf<K extends number | string>(name: string, key: K, statement: RowsStatement<K>, shape?: Shape): Promise<Row[]> {
    let loader = this.byName.get(name) as DataLoader<K, Row[]> | undefined;
    if (!loader) {
      loader = new DataLoader(
        async (keys) => {
          const groups = new Map<unknown, Row[]>(keys.map((each) => [each, []]));
          for (const row of await this.read(statement(this.reader.dialect, keys), shape))
            groups.get(row._key)!.push(row);
          return keys.map((each) => groups.get(each)!);
        },
        { maxBatchSize: IDS, name },
      );
      this.byName.set(name, loader);
    }
    return loader.load(key);
  }

  private async read(statement: Statement, shape?: Shape): Promise<Row[]> {
    const rows = await this.reader.all(statement);
    this.budget.take(rows.length);
    for (const row of rows) {
      shape?.finish(row);
      if (this.mark) stamp(row, this.mark, this);
    }
    return rows;
  }
}

type Statement = Parameters<Reader['all']>[0];
type RowsStatement<K> = (dialect: Reader['dialect'], keys: readonly K[]) => Statement;

/** Marks a row and the parts that it holds. */
function stamp(part: unknown, mark: symbol, loaders: Loaders): void {
  if (typeof part !== 'object' || part === null) return;
  for (const inner of Object.values(part)) stamp(inner, mark, loaders);
  (part as Record<symbol, unknown>)[mark] = loaders;
}

/** The columns of the selected fields, and the keys by which the selected edges go on. */
function shapeFor(type: Class, fields: Iterable<string>): Shape {
  const names = [...fields];
  const edges = edgesFrom(type);
  const keys = names.flatMap((name) => edges.get(name)?.fromKey ?? []);
  return shapeOf(type, names, keys);
}

type Paged = Pick<Found, 'entries' | 'hasNextPage' | 'hasPreviousPage'>;

const NOTHING: Found = {
  entries: [],
  hasNextPage: false,
  hasPreviousPage: false,
  list: null,
  count: () => Promise.resolve(0),
};

function paged(rows: Row[], page: Page, words?: Shape): Paged {
  const more = rows.length > page.size;
  if (more) rows.length = page.size;
  if (page.backward) rows.reverse();
  const entries = rows.map((row) => entry(page.list, row, words));
  const from = page.position !== undefined;
  return { entries, hasNextPage: page.backward ? from : more, hasPreviousPage: page.backward ? more : from };
}

function entry(list: string, row: Row, words: Shape | undefined): Entry {
  const said: Row = {};
  for (const column of words?.columns ?? []) said[column] = row[`_${column}`] as unknown;
  words?.finish(said);
  return { ...said, list, position: positionOf(row), node: row.pk === null ? null : row };
}

function positionOf(row: Row): Position {
  const position: (string | number | null)[] = [];
  for (let i = 0; `_${i}` in row; i++) position.push(row[`_${i}`] as string | number | null);
  return position;
}
