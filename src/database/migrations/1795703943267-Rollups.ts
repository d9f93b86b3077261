import { bothEngines } from '../bothEngines';

export const Rollups = bothEngines('Rollups1795703943267', {
  "better-sqlite3": {
    "up": [
      "CREATE TABLE \"rollup\" (\"key\" text NOT NULL, \"part\" integer NOT NULL, \"v0\" text, \"v1\" text, \"currency\" text, \"member\" integer NOT NULL, \"count\" integer NOT NULL, \"netCount\" integer NOT NULL, \"netSum\" text, \"netMin\" numeric, \"netMax\" numeric, \"grossCount\" integer NOT NULL, \"grossSum\" text, \"grossMin\" numeric, \"grossMax\" numeric, PRIMARY KEY (\"key\", \"part\")) WITHOUT ROWID",
      "CREATE TABLE \"temporary_import_state\" (\"pk\" integer PRIMARY KEY NOT NULL, \"number\" integer NOT NULL, \"rollups\" text)",
      "INSERT INTO \"temporary_import_state\"(\"pk\", \"number\") SELECT \"pk\", \"number\" FROM \"import_state\"",
      "DROP TABLE \"import_state\"",
      "ALTER TABLE \"temporary_import_state\" RENAME TO \"import_state\""
    ],
    "down": [
      "ALTER TABLE \"import_state\" RENAME TO \"temporary_import_state\"",
      "CREATE TABLE \"import_state\" (\"pk\" integer PRIMARY KEY NOT NULL, \"number\" integer NOT NULL)",
      "INSERT INTO \"import_state\"(\"pk\", \"number\") SELECT \"pk\", \"number\" FROM \"temporary_import_state\"",
      "DROP TABLE \"temporary_import_state\"",
      "DROP TABLE \"rollup\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE TABLE \"rollup\" (\"key\" text COLLATE \"C\" NOT NULL, \"part\" integer NOT NULL, \"v0\" text COLLATE \"C\", \"v1\" text COLLATE \"C\", \"currency\" text COLLATE \"C\", \"member\" integer NOT NULL, \"count\" bigint NOT NULL, \"netCount\" bigint NOT NULL, \"netSum\" text COLLATE \"C\", \"netMin\" numeric, \"netMax\" numeric, \"grossCount\" bigint NOT NULL, \"grossSum\" text COLLATE \"C\", \"grossMin\" numeric, \"grossMax\" numeric, CONSTRAINT \"PK_eda96c16adc46652ceaad9bc5f2\" PRIMARY KEY (\"key\", \"part\"))",
      "ALTER TABLE \"import_state\" ADD \"rollups\" text COLLATE \"C\""
    ],
    "down": [
      "ALTER TABLE \"import_state\" DROP COLUMN \"rollups\"",
      "DROP TABLE \"rollup\""
    ]
  }
});
