import { bothEngines } from '../bothEngines';

export const BidFigures = bothEngines('BidFigures1795733580171', {
  "better-sqlite3": {
    "up": [
      "CREATE INDEX \"IDX_174248e55c90d061556c62612b\" ON \"bid_statistic\" (\"measure\", \"value\", \"lotPk\", \"bidsPk\", \"relatedLot\") "
    ],
    "down": [
      "DROP INDEX \"IDX_174248e55c90d061556c62612b\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE INDEX \"IDX_174248e55c90d061556c62612b\" ON \"bid_statistic\"  (\"measure\", \"value\", \"lotPk\", \"bidsPk\", \"relatedLot\") "
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_174248e55c90d061556c62612b\""
    ]
  }
});
