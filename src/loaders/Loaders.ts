import DataLoader from 'dataloader';
import type { Reader, Row } from '../database/engine';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { byIds, byKeys, edgeCount, listCount, type ListQuery, type Page } from '../query/list';
import { shapeFor, type Shape } from '../query/shape';
import { Finder } from './Finder';
import { FoundPage, type Found, type ListPlace, NOTHING } from './found';
import { History } from './History';
import { keysOf, readLists } from './lists';
import { type ListRequest, oneReader, type PageReader, pageReader } from '../query/readers';
import { BATCH, Places, type Place as Info } from './places';
import { selectedFields } from './selection';
import { Totals, type Listed } from './Totals';

/** Ids in one statement: as many as a gateway may ask for in `_entities`. They are one parameter too. */
const IDS = 1000;

/** What counts the objects that one operation reads, and stops it when there are too many. */
export interface Budget {
  take(objects: number): void;
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
  readonly history: History;

  constructor(
    private readonly reader: Reader,
    private readonly budget: Budget,
    private readonly mark?: symbol,
  ) {
    this.totals = new Totals(reader, budget, this.places);
    this.finder = new Finder(reader, budget);
    this.history = new History(reader, budget);
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
    const { dialect } = this.reader;
    const reader = oneReader(dialect, edge, fields);
    const found = new Map<number, Row>();
    for (const batch of batches(keys)) {
      const rows = reader.read(await this.reader.all(reader.of(dialect.keys(batch))));
      this.seen(rows, reader.shape);
      for (const row of rows) found.set(row._key as number, row);
    }
    return found;
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
  async pages(edge: Edge, keys: readonly number[], info: Info, request: ListRequest): Promise<Map<number, Found>> {
    const { dialect } = this.reader;
    const { page, rows: hasRows } = request;
    const reader = pageReader(dialect, { type: edge.to, edge }, request);
    const place = this.place({ type: edge.to, edge, query: page, variant: '' }, page, info, reader.said);
    if (!hasRows) return new Map(keys.map((key) => [key, new FoundPage(place, key, [])]));
    const found = new Map<number, Found>();
    for (const batch of batches(keys)) {
      for (const [key, rows] of reader.readAll(await this.reader.all(reader.all(dialect.keys(batch))))) {
        this.seen(rows, reader.shape);
        found.set(key, new FoundPage(place, key, rows));
      }
    }
    return found;
  }

  /** A page of all objects of a class. */
  async list(type: Class, request: ListRequest, info: Info): Promise<Found> {
    const { page } = request;
    const reader = pageReader(this.reader.dialect, { type }, request);
    const rows = request.rows ? reader.read(await this.reader.all(reader.each())) : [];
    this.seen(rows, reader.shape);
    return new FoundPage(this.place({ type, query: page, variant: '' }, page, info), 0, rows);
  }

  /** A page of a list inside groups: all at one place of the operation are asked for the same, whatever their groups. */
  members(
    list: Omit<Listed, 'query'>,
    within: ListQuery['within'],
    info: Info,
    request: () => ListRequest,
  ): Promise<Found> {
    const batch = (): ((lists: readonly Within[]) => Promise<Found[]>) => {
      const asked = request();
      const { page, rows: hasRows } = asked;
      const { type, edge } = list;
      const { dialect } = this.reader;
      const readerFor = (each: Within): PageReader =>
        pageReader(dialect, { type, edge }, { ...asked, page: { ...page, within: each.within } });
      const statement = (own: readonly Within[]): Statement =>
        readerFor(own[0]!).each(edge && dialect.keys(keysOf(own)));
      return async (lists) => {
        const found = hasRows ? await readLists(this.reader, lists, statement, () => undefined) : [];
        const reader = readerFor(lists[0]!);
        return lists.map((each, i) => {
          const place = this.place({ ...each, query: { ...page, within: each.within } }, page, info, reader.said);
          const rows = reader.read(found[i] ?? []);
          this.seen(rows, reader.shape);
          return new FoundPage(place, each.key, rows);
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

function batches(keys: readonly number[]): (readonly number[])[] {
  if (keys.length <= BATCH) return [keys];
  return Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) => keys.slice(i * BATCH, (i + 1) * BATCH));
}
