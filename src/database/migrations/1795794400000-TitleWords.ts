import { bothEngines } from '../bothEngines';

/*
 * SQLite's index anew, with the words of titles in it twice: as they are, and with `t` in place of the `w` that each
 * begins with (src/database/fts5.ts).
 */
const day = (row: string): string =>
  `max(0, min(32767, coalesce(unixepoch(substr(${row}instant, 1, 10)) / 86400 - 7305, 0)))`;
const place = (row: string): string =>
  `((${day(row)} << 48) | (instr('TLACO', substr(${row}type, 1, 1)) << 45) | (${row}pk & 35184372088831))`;
const twice = (row: string): string => `${row}title || replace(' ' || ${row}title, ' w', ' t')`;
const once = (row: string): string => `${row}title`;

const made = (title: (row: string) => string): string[] => [
  'DROP TRIGGER search_document_added',
  'DROP TABLE search_term',
  'DROP TABLE search_index',
  `CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii')`,
  'CREATE VIRTUAL TABLE search_term USING fts5vocab(search_index, instance)',
  `INSERT INTO search_index (rowid, title, body) SELECT ${place('')} AS place, ${title('')}, body FROM search_document ORDER BY place`,
  `CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
     INSERT INTO search_index (rowid, title, body) VALUES (${place('new.')}, ${title('new.')}, new.body);
   END`,
];

export const TitleWords = bothEngines('TitleWords1795794400000', {
  'better-sqlite3': { up: made(twice), down: made(once) },
  postgres: { up: [], down: [] },
});
