import { bothEngines } from '../bothEngines';

export const LateIndexes = bothEngines('LateIndexes1795722645716', {
  "better-sqlite3": {
    "up": [
      "CREATE TABLE \"temporary_import_state\" (\"pk\" integer PRIMARY KEY NOT NULL, \"number\" integer NOT NULL, \"rollups\" text, \"lateIndexes\" text)",
      "INSERT INTO \"temporary_import_state\"(\"pk\", \"number\", \"rollups\") SELECT \"pk\", \"number\", \"rollups\" FROM \"import_state\"",
      "DROP TABLE \"import_state\"",
      "ALTER TABLE \"temporary_import_state\" RENAME TO \"import_state\""
    ],
    "down": [
      "ALTER TABLE \"import_state\" RENAME TO \"temporary_import_state\"",
      "CREATE TABLE \"import_state\" (\"pk\" integer PRIMARY KEY NOT NULL, \"number\" integer NOT NULL, \"rollups\" text)",
      "INSERT INTO \"import_state\"(\"pk\", \"number\", \"rollups\") SELECT \"pk\", \"number\", \"rollups\" FROM \"temporary_import_state\"",
      "DROP TABLE \"temporary_import_state\""
    ]
  },
  "postgres": {
    "up": [
      "ALTER TABLE \"import_state\" ADD \"lateIndexes\" text COLLATE \"C\""
    ],
    "down": [
      "ALTER TABLE \"import_state\" DROP COLUMN \"lateIndexes\""
    ]
  }
});
