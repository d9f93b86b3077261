import { bothEngines } from '../bothEngines';

/* Written by hand, so that awards that there are already get their fewest bids, and so that SQLite copies no table. */
const INDEX = 'IDX_9cfe204f1354e93787625529dd';

const up = [
  'ALTER TABLE "award" ADD "fewestBids" numeric',
  `UPDATE "award" SET "fewestBids" = f."fewest" FROM (
    SELECT b."awardPk", min(b."value") AS "fewest" FROM (
      SELECT l."awardPk", s."value" FROM "award_lot" l JOIN "bid_statistic" s ON s."lotPk" = l."lotPk"
      WHERE s."measure" = 'bids'
      UNION ALL
      SELECT a."pk", s."value" FROM "award" a JOIN "bid_statistic" s ON s."bidsPk" = a."releasePk"
      WHERE s."measure" = 'bids' AND s."relatedLot" IS NULL
    ) b GROUP BY b."awardPk"
  ) f WHERE f."awardPk" = "award"."pk"`,
  `CREATE INDEX "${INDEX}" ON "award" ("fewestBids", "dateInstant", "releasePk", "pk", "valueCurrency", "valueAmount", "valueAmountGross") WHERE "fewestBids" IS NOT NULL`,
];
const down = [`DROP INDEX "${INDEX}"`, 'ALTER TABLE "award" DROP COLUMN "fewestBids"'];

export const FewestBids = bothEngines('FewestBids1795763280537', {
  'better-sqlite3': { up, down },
  postgres: { up, down },
});
