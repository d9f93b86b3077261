import { bothEngines } from '../bothEngines';

/*
 * The index of words anew. On SQLite its keys are the day and the type of a document before its own key, so that it gives
 * the newest ones first, and those of a type without looking at them (src/database/words.ts). On PostgreSQL it knows the type of a document as a word between those of titles and those of
 * bodies, so that no phrase begins in the one and ends in the other; and what orders documents stands beside the words.
 */
const day = (row: string): string =>
  `max(0, min(32767, coalesce(unixepoch(substr(${row}instant, 1, 10)) / 86400 - 7305, 0)))`;
const place = (row: string): string =>
  `((${day(row)} << 48) | (instr('TLACO', substr(${row}type, 1, 1)) << 45) | (${row}pk & 35184372088831))`;

const WORDS = `setweight(to_tsvector('simple', title || ' k' || lower(type)), 'A') || setweight(to_tsvector('simple', body), 'B')`;

const added = (columns: string): string =>
  `CREATE OR REPLACE FUNCTION search_document_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO search_index SELECT ${columns} FROM added;
     RETURN NULL;
   END $$`;

export const SearchByDay = bothEngines('SearchByDay1795718893574', {
  'better-sqlite3': {
    up: [
      'DROP TRIGGER search_document_gone',
      'DROP TRIGGER search_document_added',
      'DROP TABLE search_index',
      `CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii')`,
      `INSERT INTO search_index (rowid, title, body) SELECT ${place('')} AS place, title, body FROM search_document ORDER BY place`,
      `CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
         INSERT INTO search_index (rowid, title, body) VALUES (${place('new.')}, new.title, new.body);
       END`,
      `CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
         DELETE FROM search_index WHERE rowid = ${place('old.')};
       END`,
    ],
    down: [
      'DROP TRIGGER search_document_gone',
      'DROP TRIGGER search_document_added',
      'DROP TABLE search_index',
      `CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='search_document', content_rowid='pk', tokenize='ascii')`,
      `INSERT INTO search_index (search_index) VALUES ('rebuild')`,
      `CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
         INSERT INTO search_index (rowid, title, body) VALUES (new.pk, new.title, new.body);
       END`,
      `CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
         INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', old.pk, old.title, old.body);
       END`,
    ],
  },
  postgres: {
    up: [
      'DROP TABLE search_index',
      'CREATE TABLE search_index (pk bigint PRIMARY KEY, instant text COLLATE "C", id text COLLATE "C" NOT NULL, words tsvector NOT NULL)',
      `INSERT INTO search_index SELECT pk, instant, id, ${WORDS} FROM search_document`,
      'CREATE INDEX search_index_words ON search_index USING gin (words)',
      `CREATE INDEX search_index_titles ON search_index USING gin (ts_filter(words, '{a}'))`,
      added(`pk, instant, id, ${WORDS}`),
    ],
    down: [
      'DROP TABLE search_index',
      'CREATE TABLE search_index (pk bigint PRIMARY KEY, words tsvector NOT NULL)',
      `INSERT INTO search_index SELECT pk, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B') FROM search_document`,
      'CREATE INDEX search_index_words ON search_index USING gin (words)',
      `CREATE INDEX search_index_titles ON search_index USING gin (ts_filter(words, '{a}'))`,
      added(`pk, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')`),
    ],
  },
});
