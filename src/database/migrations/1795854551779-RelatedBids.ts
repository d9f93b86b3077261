import { bothEngines } from '../bothEngines';

export const RelatedBids = bothEngines('RelatedBids1795854551779', {
  "better-sqlite3": {
    "up": [
      "ALTER TABLE \"award\" ADD \"relatedBids\" text"
    ],
    "down": [
      "ALTER TABLE \"award\" DROP COLUMN \"relatedBids\""
    ]
  },
  "postgres": {
    "up": [
      "ALTER TABLE \"award\" ADD \"relatedBids\" text COLLATE \"C\""
    ],
    "down": [
      "ALTER TABLE \"award\" DROP COLUMN \"relatedBids\""
    ]
  }
});
