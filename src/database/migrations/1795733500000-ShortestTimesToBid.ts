import { bothEngines } from '../bothEngines';

/* The shortest time is asked for first, and PostgreSQL reads no index backwards with what has no value last. */
export const ShortestTimesToBid = bothEngines('ShortestTimesToBid1795733500000', {
  "better-sqlite3": { "up": [], "down": [] },
  "postgres": {
    "up": [
      "DROP INDEX \"public\".\"IDX_adcc20b4d12fd198590a1c3bcf\"",
      "CREATE INDEX \"IDX_adcc20b4d12fd198590a1c3bcf\" ON \"tender\" (\"daysToBid\", \"id\")"
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_adcc20b4d12fd198590a1c3bcf\"",
      "CREATE INDEX \"IDX_adcc20b4d12fd198590a1c3bcf\" ON \"tender\" (\"daysToBid\" DESC NULLS LAST, \"id\")"
    ]
  }
});
