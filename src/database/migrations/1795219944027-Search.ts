import { bothEngines } from '../bothEngines';

/** The index over search_document: the database keeps it up by itself, row by row or statement by statement. */
export const Search = bothEngines('Search1795219944027', {
  'better-sqlite3': {
    up: [
      `CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='search_document', content_rowid='pk', tokenize='ascii')`,
      `CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
         INSERT INTO search_index (rowid, title, body) VALUES (new.pk, new.title, new.body);
       END`,
      `CREATE TRIGGER search_document_gone AFTER DELETE ON search_document BEGIN
         INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', old.pk, old.title, old.body);
       END`,
    ],
    down: [
      'DROP TRIGGER search_document_gone',
      'DROP TRIGGER search_document_added',
      'DROP TABLE search_index',
    ],
  },
  postgres: {
    up: [
      'CREATE TABLE search_index (pk bigint PRIMARY KEY, words tsvector NOT NULL)',
      'CREATE INDEX search_index_words ON search_index USING gin (words)',
      `CREATE FUNCTION search_document_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         INSERT INTO search_index SELECT pk, setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B') FROM added;
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER search_document_added AFTER INSERT ON search_document
         REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_document_added()`,
      `CREATE FUNCTION search_document_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         DELETE FROM search_index USING gone WHERE search_index.pk = gone.pk;
         RETURN NULL;
       END $$`,
      `CREATE TRIGGER search_document_gone AFTER DELETE ON search_document
         REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION search_document_gone()`,
    ],
    down: [
      'DROP TRIGGER search_document_gone ON search_document',
      'DROP TRIGGER search_document_added ON search_document',
      'DROP FUNCTION search_document_gone',
      'DROP FUNCTION search_document_added',
      'DROP TABLE search_index',
    ],
  },
});
