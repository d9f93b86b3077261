import { bothEngines } from '../bothEngines';

export const OpenTenders = bothEngines('OpenTenders1795764460187', {
  "better-sqlite3": {
    "up": [
      "CREATE INDEX \"IDX_c7f05c4e366d7d3a8e183cb9c6\" ON \"tender\" (\"status\", \"tenderPeriodEndDateInstant\", \"pk\") "
    ],
    "down": [
      "DROP INDEX \"IDX_c7f05c4e366d7d3a8e183cb9c6\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE INDEX \"IDX_c7f05c4e366d7d3a8e183cb9c6\" ON \"tender\"  (\"status\", \"tenderPeriodEndDateInstant\", \"pk\") "
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_c7f05c4e366d7d3a8e183cb9c6\""
    ]
  }
});
