import { bothEngines } from '../bothEngines';

/* The words of SQLite's index, one after the other. Nothing is stored: PostgreSQL keeps its own in search_word. */
export const SearchTerms = bothEngines('SearchTerms1795788000000', {
  'better-sqlite3': {
    up: ['CREATE VIRTUAL TABLE search_term USING fts5vocab(search_index, instance)'],
    down: ['DROP TABLE search_term'],
  },
  postgres: { up: [], down: [] },
});
