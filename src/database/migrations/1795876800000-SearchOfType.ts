import { bothEngines } from '../bothEngines';

/*
 * The newest documents of one type. PostgreSQL compares the type of each that it passes over in the order of all, which takes
 * as long as to look into those of the type; SQLite's index of words knows the type. Written by hand, as that order is.
 */
export const SearchOfType = bothEngines('SearchOfType1795876800000', {
  'better-sqlite3': { up: [], down: [] },
  postgres: {
    up: ['CREATE INDEX search_document_of_type ON search_document (type, instant DESC NULLS LAST, id)'],
    down: ['DROP INDEX search_document_of_type'],
  },
});
