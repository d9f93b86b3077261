import { bothEngines } from '../bothEngines';

/*
 * What is equally good is found newest first, so that a search of common words walks along this index. Written by hand,
 * since TypeORM cannot say how a column of an index is ordered.
 */
const INDEX = '"IDX_5bd0c62745e082c1fd18c3dd9d"';

const order = (descending: string): string =>
  `CREATE INDEX ${INDEX} ON "search_document" ("instant" ${descending}, "id", "type")`;

export const SearchOrder = bothEngines('SearchOrder1795710852335', {
  'better-sqlite3': { up: [order('DESC')], down: [`DROP INDEX ${INDEX}`] },
  postgres: {
    up: [
      order('DESC NULLS LAST'),
      // A GIN index of all words does not know which of them stand in titles.
      `CREATE INDEX search_index_titles ON search_index USING gin (ts_filter(words, '{a}'))`,
    ],
    down: ['DROP INDEX search_index_titles', `DROP INDEX ${INDEX}`],
  },
});
