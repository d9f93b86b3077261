import { bothEngines } from '../bothEngines';

export const OpenToInterest = bothEngines('OpenToInterest1795844206901', {
  "better-sqlite3": {
    "up": [
      "CREATE INDEX \"IDX_3e3fa630e10956fc83cb2bf6e4\" ON \"tender\" (\"status\", \"expressionOfInterestDeadlineInstant\", \"pk\") WHERE \"expressionOfInterestDeadlineInstant\" IS NOT NULL"
    ],
    "down": [
      "DROP INDEX \"IDX_3e3fa630e10956fc83cb2bf6e4\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE INDEX \"IDX_3e3fa630e10956fc83cb2bf6e4\" ON \"tender\"  (\"status\", \"expressionOfInterestDeadlineInstant\", \"pk\") WHERE \"expressionOfInterestDeadlineInstant\" IS NOT NULL"
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_3e3fa630e10956fc83cb2bf6e4\""
    ]
  }
});
