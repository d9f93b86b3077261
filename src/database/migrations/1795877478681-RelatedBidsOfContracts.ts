import { bothEngines } from '../bothEngines';

export const RelatedBidsOfContracts = bothEngines('RelatedBidsOfContracts1795877478681', {
  "better-sqlite3": {
    "up": [
      "ALTER TABLE \"contract\" ADD \"relatedBids\" text"
    ],
    "down": [
      "ALTER TABLE \"contract\" DROP COLUMN \"relatedBids\""
    ]
  },
  "postgres": {
    "up": [
      "ALTER TABLE \"contract\" ADD \"relatedBids\" text COLLATE \"C\""
    ],
    "down": [
      "ALTER TABLE \"contract\" DROP COLUMN \"relatedBids\""
    ]
  }
});
