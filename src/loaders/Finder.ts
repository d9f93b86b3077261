import type { Reader, Row } from '../database/engine';
import { SEARCH } from '../query/cursor';
import type { Search } from '../query/search';
import { searchCount, searchPage } from '../query/searchPage';
import type { Found } from './found';
import type { Budget } from './Loaders';

/** An object that a search found: its class and key, and what was looked for. */
export interface Hit {
  readonly type: string;
  readonly objectPk: number;
  readonly terms: Search['terms'];
}

/** Searches the words of everything. */
export class Finder {
  constructor(
    private readonly reader: Reader,
    private readonly budget: Budget,
  ) {}

  /** A page of what is found, or only its count. Each way to it begins with what is known of the words, whatever these are. */
  async search(search: Search, wanted: boolean): Promise<Found> {
    const { dialect } = this.reader;
    const steady = !search.filter;
    const rows = wanted ? await this.reader.all(searchPage(dialect, search), steady) : [];
    this.budget.take(rows.length);
    const hasNextPage = rows.length > search.size;
    if (hasNextPage) rows.length = search.size;
    const edges = rows.map((row) => ({
      list: SEARCH,
      position: [row._0 as number, row._1 as string | null, row._2 as string],
      node: hitOf(row, search),
    }));
    const count = async (): Promise<number> =>
      Number((await this.reader.all(searchCount(dialect, search), steady))[0]!.count);
    const nodes = edges.map(({ node }) => node);
    return { nodes, edges, hasNextPage, hasPreviousPage: search.position !== undefined, list: null, count };
  }
}

const hitOf = ({ type, objectPk }: Row, { terms }: Search): Row => ({
  type: type as string,
  objectPk: objectPk as number,
  terms,
});
