import { bothEngines } from '../bothEngines';

export const LotStatusAndItemAttributes = bothEngines('LotStatusAndItemAttributes1795819773594', {
  "better-sqlite3": {
    "up": [
      "ALTER TABLE \"item\" ADD \"attributes\" text",
      "ALTER TABLE \"lot\" ADD \"statusDetails\" text"
    ],
    "down": [
      "ALTER TABLE \"lot\" DROP COLUMN \"statusDetails\"",
      "ALTER TABLE \"item\" DROP COLUMN \"attributes\""
    ]
  },
  "postgres": {
    "up": [
      "ALTER TABLE \"item\" ADD \"attributes\" text COLLATE \"C\"",
      "ALTER TABLE \"lot\" ADD \"statusDetails\" text COLLATE \"C\""
    ],
    "down": [
      "ALTER TABLE \"lot\" DROP COLUMN \"statusDetails\"",
      "ALTER TABLE \"item\" DROP COLUMN \"attributes\""
    ]
  }
});
