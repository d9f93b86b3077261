import { bothEngines } from '../bothEngines';

export const BidFiguresOfProcesses = bothEngines('BidFiguresOfProcesses1795747512215', {
  "better-sqlite3": {
    "up": [
      "CREATE INDEX \"IDX_425e6e97edd1ff42252a78bb30\" ON \"bid_statistic\" (\"measure\", \"value\", \"bidsPk\") WHERE \"relatedLot\" IS NULL"
    ],
    "down": [
      "DROP INDEX \"IDX_425e6e97edd1ff42252a78bb30\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE INDEX \"IDX_425e6e97edd1ff42252a78bb30\" ON \"bid_statistic\"  (\"measure\", \"value\", \"bidsPk\") WHERE \"relatedLot\" IS NULL"
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_425e6e97edd1ff42252a78bb30\""
    ]
  }
});
