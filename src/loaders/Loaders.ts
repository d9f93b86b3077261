import DataLoader from 'dataloader';
import type { Reader, Row } from '../database/engine';
import { edgesFrom } from '../entities/edges';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import {
  byIds,
  byKeys,
  edgeCount,
  edgeOne,
  edgePage,
  listCount,
  listPage,
  pageOrder,
  type ListQuery,
  type Page,
} from '../query/list';
import { shapeOf, type Shape } from '../query/shape';
import { Finder } from './Finder';
import { FoundPage, type Found, type ListPlace, NOTHING } from './found';
import { keysOf, readLists } from './lists';
import { BATCH, Places, type Place as Info } from './places';
import { selectedFields } from './selection';
import { Totals, type Listed } from './Totals';

/** Ids in one statement: as many as a gateway may ask for in `_entities`. They are one parameter too. */
const IDS = 1000;

/** What counts the objects that one operation reads, and stops it when there are too many. */
export interface Budget {
  take(objects: number): void;
}

/** What a connection is asked for: which page, fields of its objects and of the references to them, cursors, or only a count. */
export interface ListRequest {
  readonly page: Page;
  readonly fields: Iterable<string>;
  readonly words: Iterable<string>;
  readonly cursors: boolean;
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
      .at<Row | null>(info, edge.name, () => {
        const fields = [...selectedFields(info, info.fieldNodes).keys()];
        return async (keys) => {
          const found = await this.ones(edge, keys, fields);
          return keys.map((each) => found.get(each) ?? null);
        };
      })
      .load(key);
  }

  /** The same for many parents at once, by key. */
  async ones(edge: Edge, keys: readonly number[], fields: Iterable<string>): Promise<Map<number, Row>> {
    const shape = shapeFor(edge.to, fields);
    const rows = await this.readBatches(
      keys,
      (batch) => edgeOne(this.reader.dialect, edge, batch, shape.columns),
      shape,
    );
    return new Map(rows.map((row) => [row._key as number, row]));
  }

  /** A page of the objects at the end of `edge`; `request` is made once for all parents. */
  many(edge: Edge, key: number | null, info: Info, request: () => ListRequest): Promise<Found> | Found {
    const loader = this.places.at<Found>(info, edge.name, () => {
      const asked = request();
      return async (keys) => {
        const found = await this.pages(edge, keys, info, asked);
        return keys.map((each) => found.get(each)!);
      };
    });
    return key === null ? NOTHING : loader.load(key);
  }

  /** The same for many parents at once, by key. */
  async pages(
    edge: Edge,
    keys: readonly number[],
    info: Info,
    { page, fields, words, cursors, rows }: ListRequest,
  ): Promise<Map<number, Found>> {
    const said = edge.words ? shapeOf(edge.through!.type, words, []) : undefined;
    const place = this.place({ type: edge.to, edge, query: page, variant: '' }, page, info, said);
    const groups = new Map<number, Row[]>(keys.map((each) => [each, []]));
    if (rows) {
      const shape = shapeFor(edge.to, fields);
      const columns = { object: shape.columns, words: said?.columns, positions: cursors };
      const statement = (batch: readonly number[]): Statement =>
        edgePage(this.reader.dialect, edge, batch, columns, page);
      for (const row of await this.readBatches(keys, statement, shape)) groups.get(row._key as number)!.push(row);
    }
    return new Map(keys.map((each) => [each, new FoundPage(place, each, groups.get(each)!)]));
  }

  /** A page of all objects of a class. */
  async list(type: Class, { page, fields, cursors, rows }: ListRequest, info: Info): Promise<Found> {
    const shape = shapeFor(type, fields);
    const place = this.place({ type, query: page, variant: '' }, page, info);
    const found = rows
      ? await this.read(listPage(this.reader.dialect, type, { object: shape.columns, positions: cursors }, page), shape)
      : [];
    return new FoundPage(place, 0, found);
  }

  /** A page of a list inside groups: all at one place of the operation are asked for the same, whatever their groups. */
  members(
    list: Omit<Listed, 'query'>,
    within: ListQuery['within'],
    info: Info,
    request: () => ListRequest,
  ): Promise<Found> {
    const batch = (): ((lists: readonly Within[]) => Promise<Found[]>) => {
      const { page, fields, words, rows } = request();
      const { type, edge } = list;
      const shape = shapeFor(type, fields);
      const said = edge?.words ? shapeOf(edge.through!.type, words, []) : undefined;
      const columns = { object: shape.columns, words: said?.columns, positions: true }; // by which many lists are ordered
      const { dialect } = this.reader;
      const statement = (own: readonly Within[]): Statement => {
        const inside = { ...page, within: own[0]!.within };
        if (!edge) return listPage(dialect, type, columns, inside);
        return edgePage(dialect, edge, keysOf(own), columns, inside);
      };
      const order = pageOrder(dialect, type, edge, page);
      return async (lists) => {
        const found = rows ? await readLists(this.reader, lists, statement, (all) => this.seen(all, shape), order) : [];
        return lists.map((each, i) => {
          const place = this.place({ ...each, query: { ...page, within: each.within } }, page, info, said);
          return new FoundPage(place, each.key, found[i] ?? []);
        });
      };
    };
    return this.places.lists(info, list.edge?.name ?? '', batch).load({ ...list, within });
  }

  private place(of: Omit<Listed, 'key'>, page: Page, info: Info, words?: Shape): ListPlace {
    return { ...of, page, words, loaders: this, count: (list) => this.count(list, info) };
  }

  /** How many objects a list has. */
  private count(list: Listed, info: Info): Promise<number> {
    const { dialect } = this.reader;
    const statement = (own: readonly Listed[]): Statement => {
      const [{ type, edge, query }] = own as [Listed];
      return edge ? edgeCount(dialect, edge, keysOf(own), query) : listCount(dialect, type, query);
    };
    const batch = async (lists: readonly Listed[]): Promise<number[]> => {
      const found = await readLists(this.reader, lists, statement, () => undefined);
      return found.map(([row]) => Number(row?.count ?? 0));
    };
    return this.places.lists(info, `${list.edge?.name ?? ''}.count`, () => batch).load(list);
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

  private async readBatches(
    keys: readonly number[],
    statement: (keys: readonly number[]) => Statement,
    shape: Shape,
  ): Promise<Row[]> {
    if (keys.length <= BATCH) return this.read(statement(keys), shape);
    const rows: Row[] = [];
    for (let from = 0; from < keys.length; from += BATCH)
      for (const row of await this.read(statement(keys.slice(from, from + BATCH)), shape)) rows.push(row);
    return rows;
  }

  private async read(statement: Statement, shape?: Shape): Promise<Row[]> {
    const rows = await this.reader.all(statement);
    this.seen(rows, shape);
    return rows;
  }

  private seen(rows: readonly Row[], shape?: Shape): void {
    this.budget.take(rows.length);
    for (const row of rows) {
      shape?.finish(row);
      if (this.mark) stamp(row, this.mark, this);
    }
  }
}

/** A list at a place of the operation, and the groups that it is inside of. */
interface Within extends Omit<Listed, 'query'> {
  readonly within?: ListQuery['within'];
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
