import { bothEngines } from '../bothEngines';

/*
 * How many documents of each type have a word: in titles, in bodies, in either. PostgreSQL's index of words finds all
 * documents of a word before it gives the first, and cannot count without looking at them; SQLite's needs neither.
 */
const counts = (documents: string): string =>
  `SELECT w.lexeme, d.type, count(*) FILTER (WHERE 'A' = ANY (w.weights)), count(*) FILTER (WHERE 'B' = ANY (w.weights)), count(*)
   FROM ${documents} d JOIN search_index i ON i.pk = d.pk CROSS JOIN unnest(i.words) w GROUP BY 1, 2`;

const WORDS = `setweight(to_tsvector('simple', title || ' k' || lower(type)), 'A') || setweight(to_tsvector('simple', body), 'B')`;

const ADDED = `INSERT INTO search_index SELECT pk, instant, id, ${WORDS} FROM added`;
const GONE = `DELETE FROM search_index USING gone WHERE search_index.pk = gone.pk`;

const does = (trigger: string, ...statements: string[]): string =>
  `CREATE OR REPLACE FUNCTION search_document_${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     ${statements.join(';\n     ')};
     RETURN NULL;
   END $$`;

export const SearchWords = bothEngines('SearchWords1795740000000', {
  'better-sqlite3': { up: [], down: [] },
  postgres: {
    up: [
      `CREATE TABLE search_word (word text COLLATE "C", type text COLLATE "C", titles bigint NOT NULL, bodies bigint NOT NULL,
         documents bigint NOT NULL, PRIMARY KEY (word, type)) WITH (fillfactor = 70)`,
      `INSERT INTO search_word ${counts('search_document')}`,
      does(
        'added',
        ADDED,
        `INSERT INTO search_word AS s ${counts('added')}
         ON CONFLICT (word, type) DO UPDATE SET titles = s.titles + excluded.titles, bodies = s.bodies + excluded.bodies,
           documents = s.documents + excluded.documents`,
      ),
      does(
        'gone',
        `UPDATE search_word s SET titles = s.titles - c.titles, bodies = s.bodies - c.bodies, documents = s.documents - c.documents
         FROM (${counts('gone')}) c(word, type, titles, bodies, documents) WHERE s.word = c.word AND s.type = c.type`,
        GONE,
      ),
    ],
    down: [does('added', ADDED), does('gone', GONE), 'DROP TABLE search_word'],
  },
});
