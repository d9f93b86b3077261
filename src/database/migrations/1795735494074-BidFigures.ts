import { bothEngines } from '../bothEngines';

export const BidFigures = bothEngines('BidFigures1795735494074', {
  "better-sqlite3": {
    "up": [
      "CREATE INDEX \"IDX_7ac21730bc8f777c2b7b226365\" ON \"bid_statistic\" (\"measure\", \"value\", \"lotPk\", \"bidsPk\") "
    ],
    "down": [
      "DROP INDEX \"IDX_7ac21730bc8f777c2b7b226365\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE INDEX \"IDX_7ac21730bc8f777c2b7b226365\" ON \"bid_statistic\"  (\"measure\", \"value\", \"lotPk\", \"bidsPk\") "
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_7ac21730bc8f777c2b7b226365\""
    ]
  }
});
