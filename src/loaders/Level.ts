import type { Dialect } from '../database/dialect';
import type { Row } from '../database/engine';
import { LevelReader } from '../query/levelReader';
import { cameAlong, type EdgeReader, edgeReader, type EdgeRequest, pageReader } from '../query/readers';
import { Readers } from '../query/Statement';
import { Failed, FoundPage, type Found, type ListPlace, placeOf } from './found';
import type { Loaders } from './Loaders';
import { BATCH, type Place } from './places';

/** What is asked at the end of an edge, at one place of an operation: a page of many objects, or fields of the one. */
export interface EdgeAsked extends EdgeRequest {
  readonly place: Place;
}

/** What is at the end of an edge: by the key of its parent, or nothing that could be read. */
export type Ends<T = Found | Row | null> = ((key: number) => T) | Failed;

type Keys = readonly number[];

/** All that is asked at the ends of edges at one level of an operation, and how it is read by one statement. */
export class Level {
  private readonly ends: readonly EdgeEnd[];
  private readonly asked: readonly EdgeRequest[];

  constructor(
    private readonly dialect: Dialect,
    asked: readonly EdgeAsked[],
  ) {
    this.ends = asked.map((each) => endOf(dialect, each));
    this.asked = asked.filter((_, i) => this.ends[i]!.reader);
  }

  /** @param keys of the parents of each edge. */
  async read(loaders: Loaders, keys: readonly Keys[]): Promise<Ends[]> {
    const wanted = keys.filter((_, i) => this.ends[i]!.reader);
    const found = wanted.length > 0 ? await this.find(this.asked, wanted, loaders) : [];
    let read = 0;
    return this.ends.map((end) => {
      const rows = end.reader && found[read++];
      return rows instanceof Failed ? rows : (key) => end.of(loaders, key, rows?.get(key) ?? []);
    });
  }

  /** Where the statement fails, each edge is read by itself: one failure does not take what is beside it, or above it. */
  private async find(asked: readonly EdgeRequest[], keys: readonly Keys[], loaders: Loaders): Promise<FoundRows[]> {
    try {
      return await rowsOf(
        readers.of(asked, this.dialect.name, () => this.readerOf(asked)),
        keys,
        loaders,
      );
    } catch (error) {
      if (asked.length > 1)
        return (await Promise.all(asked.map((each, i) => this.find([each], [keys[i]!], loaders)))).flat();
      const [{ edge, asked: whole }] = asked as [EdgeRequest];
      if (!whole.along?.length) return [new Failed(error)];
      return this.find([{ edge, asked: { ...whole, along: undefined } }], keys, loaders);
    }
  }

  private readerOf(asked: readonly EdgeRequest[]): LevelReader {
    return new LevelReader(
      this.dialect,
      asked.map((each) => edgeReader(this.dialect, each)),
    );
  }
}

const readers = new Readers<LevelReader>();

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

/** Whether rows were read with what was asked along with them. */
export const hasAlong = (rows: readonly Row[]): boolean => rows.every(cameAlong);

/** The end of one edge. */
export class EdgeEnd {
  /** Undefined where no rows are wanted. */
  readonly reader: EdgeReader | undefined;
  private readonly list: ListPlace | undefined;

  constructor(dialect: Dialect, { edge, place, asked }: EdgeAsked) {
    if ('page' in asked) {
      const source = { type: edge.to, edge };
      const reader = pageReader(dialect, source, asked);
      this.list = placeOf(source, asked, place, reader);
      this.reader = asked.rows ? reader : undefined;
    } else this.reader = edgeReader(dialect, { edge, asked });
  }

  of(loaders: Loaders, key: number, rows: Row[]): Found | Row | null {
    return this.list ? new FoundPage(this.list, loaders, key, rows) : (rows[0] ?? null);
  }

  /** What came along with a parent, the `i`-th of all that did. */
  along(loaders: Loaders, key: number, parent: Row, i: number): Found | Row | null {
    const reader = this.reader!;
    const rows = reader.rowsIn(cameAlong(parent)![i]);
    loaders.seen(rows, reader.shape);
    return this.of(loaders, key, rows);
  }
}

const levels = new Readers<Level>();
const ends = new Readers<EdgeEnd>();

/** The same for the same object. */
export const levelOf = (dialect: Dialect, asked: readonly EdgeAsked[]): Level =>
  levels.of(asked, dialect.name, () => new Level(dialect, asked));

export const endOf = (dialect: Dialect, asked: EdgeAsked): EdgeEnd =>
  ends.of(asked, dialect.name, () => new EdgeEnd(dialect, asked));
