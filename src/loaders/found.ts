import type { Row } from '../database/engine';
import type { Position } from '../query/cursor';
import type { Page, Source } from '../query/list';
import type { ListRequest, PageReader } from '../query/readers';
import type { Shape } from '../query/shape';
import type { Loaders } from './Loaders';
import type { Place } from './places';
import type { Listed, Total } from './Totals';

/** One object of a connection: where it stands, the object, and beside them what the reference to it says. */
export interface Entry {
  /** The name of the list, for cursors. */
  readonly list: string;
  readonly position: Position;
  readonly node: Row | null;
}

/** One page of a connection, and the whole list that it is of; null where there is no parent. */
export interface Found {
  readonly nodes: readonly (Row | null)[];
  readonly edges: readonly Entry[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly list: (Listed & { readonly loaders: Loaders }) | null;
  count(): Promise<number>;
  /** What the list comes to, if there is one. */
  total?(includeMemberships: boolean, info: Place): Promise<Total>;
}

/** What all lists of one place in an operation have in common. */
export interface ListPlace extends Omit<Listed, 'key'> {
  readonly page: Page;
  /** What is read of the references to the objects. */
  readonly words: Shape | undefined;
  readonly place: Place;
}

export const placeOf = (
  { type, edge, variant = '' }: Source & { readonly variant?: string },
  { page }: ListRequest,
  place: Place,
  { said }: PageReader,
): ListPlace => ({ type, edge, variant, query: page, page, words: said, place });

/** A failed read fails every field that waits for it. */
export class Failed {
  constructor(readonly error: unknown) {}
}

/** A page as it was read. An operation holds one for each parent, so that nothing is made before it is asked for. */
export class FoundPage implements Found {
  readonly nodes: readonly (Row | null)[];
  private readonly more: boolean;
  private summed?: Promise<Total>;

  /** @param rows of the page and perhaps one more; they are the page's from here on. */
  constructor(
    private readonly place: ListPlace,
    private readonly loaders: Loaders,
    private readonly key: number,
    private readonly rows: Row[],
  ) {
    const { size, backward } = place.page;
    this.more = rows.length > size;
    if (this.more) rows.length = size;
    if (backward) rows.reverse();
    // A reference may lead to an object that is missing.
    this.nodes = place.words ? rows.map(nodeOf) : rows;
  }

  get edges(): Entry[] {
    const { page, words } = this.place;
    return this.rows.map((row) => entry(page.list, row, words));
  }

  get hasNextPage(): boolean {
    return this.place.page.backward ? this.place.page.position !== undefined : this.more;
  }

  get hasPreviousPage(): boolean {
    return this.place.page.backward ? this.more : this.place.page.position !== undefined;
  }

  get list(): Listed & { loaders: Loaders } {
    const { type, edge, query, variant } = this.place;
    return { type, edge, query, variant, loaders: this.loaders, key: this.key };
  }

  /** Who is summed beside it is counted there. */
  async count(): Promise<number> {
    await Promise.resolve(); // until all that is asked of the list is known
    return this.summed ? (await this.summed).count : this.loaders.count(this.list, this.place.place);
  }

  total(includeMemberships: boolean, info: Place): Promise<Total> {
    return (this.summed = this.loaders.totals.total(this.list, includeMemberships, info));
  }
}

/** The page of an edge that starts nowhere. */
export const NOTHING: Found = {
  nodes: [],
  edges: [],
  hasNextPage: false,
  hasPreviousPage: false,
  list: null,
  count: () => Promise.resolve(0),
};

const nodeOf = (row: Row): Row | null => (row.pk === null ? null : row);

function entry(list: string, row: Row, words: Shape | undefined): Entry {
  const said: Row = {};
  for (const column of words?.columns ?? []) said[column] = row[`_${column}`] as unknown;
  words?.finish(said);
  return { ...said, list, position: positionOf(row), node: nodeOf(row) };
}

function positionOf(row: Row): Position {
  const position: (string | number | null)[] = [];
  for (let i = 0; `_${i}` in row; i++) position.push(row[`_${i}`] as string | number | null);
  return position;
}
