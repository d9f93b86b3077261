import { bothEngines } from '../bothEngines';

/*
 * Which of the newest documents may have words in their titles, told by an index alone: of each word of a title two bits of 64
 * are set in its marks, so that PostgreSQL reads a document where all bits of the words that are asked for are. The index of
 * words is made anew, since to fill a column would write all its entries once more.
 */
const WORDS = `setweight(to_tsvector('simple', title || ' k' || lower(type)), 'A') || setweight(to_tsvector('simple', body), 'B')`;

const bit = (from: number): string => `(1::bigint << (hashtextextended(word, 0) >> ${from} & 63)::int)`;
const MARKS = `(SELECT bit_or(${bit(0)} | ${bit(6)}) FROM unnest(string_to_array(title, ' ')) word)`;

const COUNTS = `INSERT INTO search_word AS s
   SELECT w.lexeme, d.type, count(*) FILTER (WHERE 'A' = ANY (w.weights)), count(*) FILTER (WHERE 'B' = ANY (w.weights)), count(*)
   FROM added d JOIN search_index i ON i.pk = d.pk CROSS JOIN unnest(i.words) w GROUP BY 1, 2
   ON CONFLICT (word, type) DO UPDATE SET titles = s.titles + excluded.titles, bodies = s.bodies + excluded.bodies,
     documents = s.documents + excluded.documents`;

const made = (columns: string, values: string): string[] => [
  'DROP TABLE search_index',
  `CREATE TABLE search_index (pk bigint PRIMARY KEY, instant text COLLATE "C", id text COLLATE "C" NOT NULL, words tsvector NOT NULL${columns})`,
  `INSERT INTO search_index SELECT pk, instant, id, ${WORDS}${values} FROM search_document`,
  'CREATE INDEX search_index_words ON search_index USING gin (words)',
  `CREATE INDEX search_index_titles ON search_index USING gin (ts_filter(words, '{a}'))`,
  `CREATE OR REPLACE FUNCTION search_document_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO search_index SELECT pk, instant, id, ${WORDS}${values} FROM added;
     ${COUNTS};
     RETURN NULL;
   END $$`,
];

export const TitleMarks = bothEngines('TitleMarks1795878000000', {
  'better-sqlite3': { up: [], down: [] },
  postgres: {
    up: [
      ...made(', type text COLLATE "C" NOT NULL, marks bigint', `, type, ${MARKS}`),
      'CREATE INDEX search_index_newest ON search_index (instant DESC NULLS LAST, id, type) INCLUDE (pk, marks)',
      'CREATE INDEX search_index_of_type ON search_index (type, instant DESC NULLS LAST, id) INCLUDE (pk, marks)',
    ],
    down: made('', ''),
  },
});
