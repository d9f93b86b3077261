import { bothEngines } from '../bothEngines';

export const NarrowIndexes = bothEngines('NarrowIndexes1795720379724', {
  "better-sqlite3": {
    "up": [
      "CREATE INDEX \"IDX_1a31b0ebbae5144c3c186f095a\" ON \"award\" (\"pk\", \"releasePk\", \"status\", \"dateInstant\", \"valueCurrency\", \"valueAmount\", \"valueAmountGross\") ",
      "CREATE INDEX \"IDX_c53e9f17c5b8ff783269e30387\" ON \"contract\" (\"pk\", \"releasePk\", \"awardPk\", \"status\", \"dateSignedInstant\", \"periodEndDateInstant\", \"periodMaxExtentDateInstant\", \"valueCurrency\", \"valueAmount\", \"valueAmountGross\") ",
      "CREATE INDEX \"IDX_625915c7ccdd0127ff7951e789\" ON \"tender\" (\"pk\", \"status\", \"procurementMethod\", \"tenderPeriodEndDateInstant\", \"daysToBid\", \"valueCurrency\", \"valueAmount\", \"valueAmountGross\") "
    ],
    "down": [
      "DROP INDEX \"IDX_625915c7ccdd0127ff7951e789\"",
      "DROP INDEX \"IDX_c53e9f17c5b8ff783269e30387\"",
      "DROP INDEX \"IDX_1a31b0ebbae5144c3c186f095a\""
    ]
  },
  "postgres": {
    "up": [
      "CREATE INDEX \"IDX_1a31b0ebbae5144c3c186f095a\" ON \"award\"  (\"pk\", \"releasePk\", \"status\", \"dateInstant\", \"valueCurrency\", \"valueAmount\", \"valueAmountGross\") ",
      "CREATE INDEX \"IDX_c53e9f17c5b8ff783269e30387\" ON \"contract\"  (\"pk\", \"releasePk\", \"awardPk\", \"status\", \"dateSignedInstant\", \"periodEndDateInstant\", \"periodMaxExtentDateInstant\", \"valueCurrency\", \"valueAmount\", \"valueAmountGross\") ",
      "CREATE INDEX \"IDX_625915c7ccdd0127ff7951e789\" ON \"tender\"  (\"pk\", \"status\", \"procurementMethod\", \"tenderPeriodEndDateInstant\", \"daysToBid\", \"valueCurrency\", \"valueAmount\", \"valueAmountGross\") "
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_625915c7ccdd0127ff7951e789\"",
      "DROP INDEX \"public\".\"IDX_c53e9f17c5b8ff783269e30387\"",
      "DROP INDEX \"public\".\"IDX_1a31b0ebbae5144c3c186f095a\""
    ]
  }
});
