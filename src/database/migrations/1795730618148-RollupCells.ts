import { bothEngines } from '../bothEngines';

export const RollupCells = bothEngines('RollupCells1795730618148', {
  "better-sqlite3": {
    "up": [
      "DROP INDEX \"IDX_959731b8b5e8fa2523bcbef4d8\"",
      "DROP INDEX \"IDX_72368fcec022e6325901c6ea12\"",
      "DROP INDEX \"IDX_753fb196738c80397db34953ee\"",
      "CREATE TABLE \"temporary_rollup\" (\"key\" text NOT NULL, \"part\" integer NOT NULL, \"v0\" text, \"v1\" text, \"currency\" text, \"member\" integer NOT NULL, \"count\" integer NOT NULL, \"netCount\" integer NOT NULL, \"netSum\" text, \"netMin\" numeric, \"netMax\" numeric, \"grossCount\" integer NOT NULL, \"grossSum\" text, \"grossMin\" numeric, \"grossMax\" numeric, \"ranked\" text, \"total\" integer, \"net\" numeric, \"gross\" numeric, \"v2\" text, \"v3\" text, PRIMARY KEY (\"key\", \"part\")) WITHOUT ROWID",
      "INSERT INTO \"temporary_rollup\"(\"key\", \"part\", \"v0\", \"v1\", \"currency\", \"member\", \"count\", \"netCount\", \"netSum\", \"netMin\", \"netMax\", \"grossCount\", \"grossSum\", \"grossMin\", \"grossMax\", \"ranked\", \"total\", \"net\", \"gross\") SELECT \"key\", \"part\", \"v0\", \"v1\", \"currency\", \"member\", \"count\", \"netCount\", \"netSum\", \"netMin\", \"netMax\", \"grossCount\", \"grossSum\", \"grossMin\", \"grossMax\", \"ranked\", \"total\", \"net\", \"gross\" FROM \"rollup\"",
      "DROP TABLE \"rollup\"",
      "ALTER TABLE \"temporary_rollup\" RENAME TO \"rollup\"",
      "CREATE INDEX \"IDX_959731b8b5e8fa2523bcbef4d8\" ON \"rollup\" (\"ranked\", \"currency\", \"gross\", \"v0\") WHERE \"gross\" IS NOT NULL",
      "CREATE INDEX \"IDX_72368fcec022e6325901c6ea12\" ON \"rollup\" (\"ranked\", \"currency\", \"net\", \"v0\") WHERE \"net\" IS NOT NULL",
      "CREATE INDEX \"IDX_753fb196738c80397db34953ee\" ON \"rollup\" (\"ranked\", \"total\", \"v0\") WHERE \"total\" IS NOT NULL"
    ],
    "down": [
      "DROP INDEX \"IDX_753fb196738c80397db34953ee\"",
      "DROP INDEX \"IDX_72368fcec022e6325901c6ea12\"",
      "DROP INDEX \"IDX_959731b8b5e8fa2523bcbef4d8\"",
      "ALTER TABLE \"rollup\" RENAME TO \"temporary_rollup\"",
      "CREATE TABLE \"rollup\" (\"key\" text NOT NULL, \"part\" integer NOT NULL, \"v0\" text, \"v1\" text, \"currency\" text, \"member\" integer NOT NULL, \"count\" integer NOT NULL, \"netCount\" integer NOT NULL, \"netSum\" text, \"netMin\" numeric, \"netMax\" numeric, \"grossCount\" integer NOT NULL, \"grossSum\" text, \"grossMin\" numeric, \"grossMax\" numeric, \"ranked\" text, \"total\" integer, \"net\" numeric, \"gross\" numeric, PRIMARY KEY (\"key\", \"part\")) WITHOUT ROWID",
      "INSERT INTO \"rollup\"(\"key\", \"part\", \"v0\", \"v1\", \"currency\", \"member\", \"count\", \"netCount\", \"netSum\", \"netMin\", \"netMax\", \"grossCount\", \"grossSum\", \"grossMin\", \"grossMax\", \"ranked\", \"total\", \"net\", \"gross\") SELECT \"key\", \"part\", \"v0\", \"v1\", \"currency\", \"member\", \"count\", \"netCount\", \"netSum\", \"netMin\", \"netMax\", \"grossCount\", \"grossSum\", \"grossMin\", \"grossMax\", \"ranked\", \"total\", \"net\", \"gross\" FROM \"temporary_rollup\"",
      "DROP TABLE \"temporary_rollup\"",
      "CREATE INDEX \"IDX_753fb196738c80397db34953ee\" ON \"rollup\" (\"ranked\", \"total\", \"v0\") WHERE \"total\" IS NOT NULL",
      "CREATE INDEX \"IDX_72368fcec022e6325901c6ea12\" ON \"rollup\" (\"ranked\", \"currency\", \"net\", \"v0\") WHERE \"net\" IS NOT NULL",
      "CREATE INDEX \"IDX_959731b8b5e8fa2523bcbef4d8\" ON \"rollup\" (\"ranked\", \"currency\", \"gross\", \"v0\") WHERE \"gross\" IS NOT NULL"
    ]
  },
  "postgres": {
    "up": [
      "ALTER TABLE \"rollup\" ADD \"v2\" text COLLATE \"C\"",
      "ALTER TABLE \"rollup\" ADD \"v3\" text COLLATE \"C\""
    ],
    "down": [
      "ALTER TABLE \"rollup\" DROP COLUMN \"v3\"",
      "ALTER TABLE \"rollup\" DROP COLUMN \"v2\""
    ]
  }
});
