import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import type { Edge } from '../entities/relation';
import { type EdgeReader, LevelReader, type ListRequest, oneReader, pageReader, Readers } from '../query/readers';
import { Failed, FoundPage, type Found, type ListPlace, placeOf } from './found';
import type { Loaders } from './Loaders';
import { BATCH, type Place } from './places';

/** What is asked at the end of an edge, at one place of an operation: a page of many objects, or fields of the one. */
export interface EdgeAsked {
  readonly edge: Edge;
  readonly place: Place;
  readonly asked: ListRequest | Iterable<string>;
}

/** What is at the end of an edge: by the key of its parent, or nothing that could be read. */
export type Ends<T = Found | Row | null> = ((key: number) => T) | Failed;

type Keys = readonly number[];

/** All that is asked at the ends of edges at one level of an operation, and how it is read by one statement. */
export class Level {
  private readonly ends: readonly EdgeEnd[];
  private readonly reader: LevelReader | undefined;

  constructor(
    private readonly dialect: Dialect,
    asked: readonly EdgeAsked[],
  ) {
    this.ends = asked.map((each) => new EdgeEnd(dialect, each));
    const readers = this.ends.flatMap(({ reader }) => reader ?? []);
    this.reader = readers.length > 0 ? new LevelReader(dialect, readers) : undefined;
  }

  /** @param keys of the parents of each edge. */
  async read(loaders: Loaders, keys: readonly Keys[]): Promise<Ends[]> {
    const wanted = keys.filter((_, i) => this.ends[i]!.reader);
    const found = this.reader ? await this.find(this.reader, wanted, loaders) : [];
    let read = 0;
    return this.ends.map((end) => {
      const rows = end.reader && found[read++];
      return rows instanceof Failed ? rows : (key) => end.of(loaders, key, rows?.get(key) ?? []);
    });
  }

  /** Where the statement fails, each edge is read by itself: one failure does not take what is beside it. */
  private async find(reader: LevelReader, keys: readonly Keys[], loaders: Loaders): Promise<FoundRows[]> {
    try {
      return await rowsOf(reader, keys, loaders);
    } catch (error) {
      if (reader.edges.length === 1) return [new Failed(error)];
      const alone = reader.edges.map((edge) => new LevelReader(this.dialect, [edge]));
      return (await Promise.all(alone.map((each, i) => this.find(each, [keys[i]!], loaders)))).flat();
    }
  }
}

type FoundRows = Map<number, Row[]> | Failed;

/** The rows at the end of each edge, by the keys of its parents. */
async function rowsOf(reader: LevelReader, keys: readonly Keys[], loaders: Loaders): Promise<FoundRows[]> {
  const found: FoundRows[] = keys.map(() => new Map<number, Row[]>());
  const most = Math.max(...keys.map(({ length }) => length));
  for (let from = 0; from < most; from += BATCH) {
    const some = most <= BATCH ? keys : keys.map((each) => each.slice(from, from + BATCH));
    const answer = await loaders.reader.all(reader.of(some), reader.isSteady);
    for (const [i, { shape }] of reader.edges.entries()) {
      const own = found[i]!;
      if (own instanceof Failed) continue;
      try {
        for (const [key, rows] of reader.read(answer, i)) {
          loaders.seen(rows, shape);
          own.set(key, rows);
        }
      } catch (error) {
        found[i] = new Failed(error);
      }
    }
  }
  return found;
}

/** The end of one edge. */
class EdgeEnd {
  /** Undefined where no rows are wanted. */
  readonly reader: EdgeReader | undefined;
  private readonly list: ListPlace | undefined;

  constructor(dialect: Dialect, { edge, place, asked }: EdgeAsked) {
    if ('page' in asked) {
      const source = { type: edge.to, edge };
      const reader = pageReader(dialect, source, asked);
      this.list = placeOf(source, asked, place, reader);
      this.reader = asked.rows ? reader : undefined;
    } else this.reader = oneReader(dialect, edge, asked);
  }

  of(loaders: Loaders, key: number, rows: Row[]): Found | Row | null {
    return this.list ? new FoundPage(this.list, loaders, key, rows) : (rows[0] ?? null);
  }
}

const levels = new Readers<Level>();

/** The same for the same object. */
export const levelOf = (dialect: Dialect, asked: readonly EdgeAsked[]): Level =>
  levels.of(asked, dialect.name, () => new Level(dialect, asked));
