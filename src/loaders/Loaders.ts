import DataLoader from 'dataloader';
import type { FieldNode } from 'graphql';
import type { Reader, Row } from '../database/engine';
import type { Class } from '../entities/registry';
import type { Edge } from '../entities/relation';
import { byIdRows, byKeyRows, edgeCount, listCount, type ListQuery } from '../query/list';
import type { Shape } from '../query/shape';
import { Finder } from './Finder';
import { Failed, FoundPage, type Found, NOTHING, placeOf } from './found';
import { History } from './History';
import { type EdgeAsked, type EdgeEnd, endOf, type Ends, levelOf } from './Level';
import { keysOf, readLists } from './lists';
import { type Find, objectReader } from '../query/objectReader';
import { type ListRequest, type ObjectRequest, type PageReader, pageReader } from '../query/readers';
import { Places, type Place as Info } from './places';
import { fieldsAt } from './selection';
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
  private readonly byType = new Map<unknown, DataLoader<never, Row | null>>();
  private readonly byName = new Map<string, DataLoader<never, Row[]>>();

  readonly totals: Totals;
  readonly finder: Finder;
  readonly history: History;

  constructor(
    readonly reader: Reader,
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
    return this.atEnd<Row | null>(edge, info, () => single(edge, info)).load(key);
  }

  /** A page of the objects at the end of `edge`; `request` is made once for all parents. */
  many(edge: Edge, key: number | null, info: Info, request: () => ListRequest): Promise<Found> | Found {
    const loader = this.atEnd<Found>(edge, info, () => [{ edge, place: info, asked: request() }]);
    return key === null ? NOTHING : loader.load(key);
  }

  private atEnd<T>(edge: Edge, info: Info, asked: () => readonly [EdgeAsked]): DataLoader<number, T> {
    return this.places.at<T>(info, edge.name, () => {
      const alone = asked();
      return async (keys) => {
        const [ends] = (await this.level(alone, [keys])) as [Ends<T>];
        if (ends instanceof Failed) throw ends.error;
        return keys.map(ends);
      };
    });
  }

  /** What is at the ends of all edges of a level, for the keys of the parents of each. */
  level(asked: readonly EdgeAsked[], keys: readonly (readonly number[])[]): Promise<Ends[]> {
    return levelOf(this.reader.dialect, asked).read(this, keys);
  }

  /** How what was read along with parents is found. */
  end(asked: EdgeAsked): EdgeEnd {
    return endOf(this.reader.dialect, asked);
  }

  /** A page of all objects of a class. */
  async list(type: Class, request: ListRequest, info: Info): Promise<Found> {
    const { dialect } = this.reader;
    const rows = request.rows
      ? await atLeastAlone(request, async (asked) => {
          const reader = pageReader(dialect, { type }, asked);
          return reader.rows(await this.reader.all(reader.whole()));
        })
      : [];
    const reader = pageReader(dialect, { type }, request);
    this.seen(rows, reader.shape);
    return new FoundPage(placeOf({ type }, request, info, reader), this, 0, rows);
  }

  /**
   * A page of a list inside groups: all at one place of the operation are asked for the same, whatever their groups.
   *
   * @param ahead reads what is selected below the objects of all these pages.
   */
  members(
    list: Omit<Listed, 'query'>,
    within: ListQuery['within'],
    info: Info,
    request: () => ListRequest,
    ahead: Ahead,
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
        const pages = lists.map((each, i) => {
          const place = { ...placeOf(each, asked, info, reader), query: { ...page, within: each.within } };
          const rows = reader.rows(found[i] ?? []);
          this.seen(rows, reader.shape);
          return new FoundPage(place, this, each.key, rows);
        });
        await ahead(pages.flatMap(({ nodes }) => nodes));
        return pages;
      };
    };
    return this.places.lists(info, list.edge?.name ?? '', batch).load({ ...list, within });
  }

  /** How many objects a list has. */
  count(list: Listed, info: Info): Promise<number> {
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

  /**
   * The object of a class with that id, or null.
   *
   * @param ahead reads what is selected below all the objects that are found together.
   */
  byId(type: Class, id: string, asked: ObjectRequest, ahead?: Ahead, find: Find<string> = BY_ID): Promise<Row | null> {
    return this.by(find, type, asked, ahead).load(id);
  }

  /** The object of a class with that database key, or null. */
  byKey(type: Class, pk: number, asked: ObjectRequest, ahead?: Ahead): Promise<Row | null> {
    return this.by(BY_KEY, type, asked, ahead).load(pk);
  }

  private by<K extends string | number>(
    find: Find<K>,
    type: Class,
    asked: ObjectRequest,
    ahead: Ahead | undefined,
  ): DataLoader<K, Row | null> {
    let loader = this.byType.get(asked) as DataLoader<K, Row | null> | undefined;
    if (loader) return loader;
    // The same object may be asked for other edges elsewhere.
    const place = ahead ? asked : `${find.name} ${type.name} ${[...asked.fields].join(' ')}`;
    loader = this.byType.get(place);
    if (!loader) {
      loader = new DataLoader(
        async (keys) => {
          const rows = await this.objects(find, type, asked, keys);
          await ahead?.(rows);
          const found = new Map(rows.map((row) => [row._key as K, row]));
          return keys.map((each) => found.get(each) ?? null);
        },
        { maxBatchSize: IDS, name: `${type.name} by ${find.name}` },
      );
      this.byType.set(place, loader);
    }
    this.byType.set(asked, loader);
    return loader;
  }

  private async objects<K>(find: Find<K>, type: Class, asked: ObjectRequest, keys: readonly K[]): Promise<Row[]> {
    const { dialect } = this.reader;
    const rows = await atLeastAlone(asked, async (request) => {
      const reader = objectReader(dialect, type, request, find);
      return reader.rows(await this.reader.all(reader.of(keys), reader.isSteady));
    });
    this.seen(rows, objectReader(dialect, type, asked, find).shape);
    return rows;
  }

  /** Rows that are no objects of the graph: `statement` finds them for all keys of the moment, by `_key`. */
  rowsOf<K extends number | string>(name: string, key: K, statement: RowsStatement<K>, shape?: Shape): Promise<Row[]> {
    let loader = this.byName.get(name) as DataLoader<K, Row[]> | undefined;
    if (!loader) {
      loader = new DataLoader(
        async (keys) => {
          const groups = new Map<unknown, Row[]>(keys.map((each) => [each, []]));
          const rows = await this.reader.all(statement(this.reader.dialect, keys));
          this.seen(rows, shape);
          for (const row of rows) groups.get(row._key)!.push(row);
          return keys.map((each) => groups.get(each)!);
        },
        { maxBatchSize: IDS, name },
      );
      this.byName.set(name, loader);
    }
    return loader.load(key);
  }

  /** Counts rows, and makes them what GraphQL reads. */
  seen(rows: readonly Row[], shape?: Shape): void {
    this.budget.take(rows.length);
    for (const row of rows) {
      shape?.finish(row);
      if (this.mark) stamp(row, this.mark, this);
    }
  }
}

/** Reads what is selected below objects. */
export type Ahead = (objects: readonly (Row | null)[]) => Promise<void>;

const BY_ID: Find<string> = { name: 'id', keys: (dialect, ids) => dialect.texts(ids), rows: byIdRows };
const BY_KEY: Find<number> = { name: 'key', keys: (dialect, keys) => dialect.keys(keys), rows: byKeyRows };

/** Where objects cannot be read with what is asked along with them, they are read alone. */
async function atLeastAlone<A extends ObjectRequest, T>(asked: A, read: (asked: A) => Promise<T>): Promise<T> {
  try {
    return await read(asked);
  } catch (error) {
    if (!asked.along?.length) throw error;
    return read({ ...asked, along: undefined });
  }
}

const singles = new WeakMap<readonly FieldNode[], readonly [EdgeAsked]>();

/** What is asked of the one object at the end of an edge: the same for the same nodes of its field. */
function single(edge: Edge, info: Info): readonly [EdgeAsked] {
  const { fieldNodes, fragments, schema } = info;
  let asked = singles.get(fieldNodes);
  if (asked?.[0].edge !== edge) {
    asked = [{ edge, place: { fieldNodes, fragments, schema }, asked: { fields: fieldsAt(info) } }];
    singles.set(fieldNodes, asked);
  }
  return asked;
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
