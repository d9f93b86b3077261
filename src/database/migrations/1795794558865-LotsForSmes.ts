import { bothEngines } from '../bothEngines';

/*
 * Written by hand, to fill in what there is, so that SQLite copies no table, and since TypeORM cannot say that an index of
 * PostgreSQL descends.
 */
const NARROW = {
  old: ['IDX_625915c7ccdd0127ff7951e789', ''],
  now: ['IDX_eccb47bfd8bff9c23f0071b752', '"hasLotsForSmes", '],
} as const;
const CODES = [
  ['classification', 'IDX_117425dfa2b36865d0de2f13b8', 'IDX_5042cfac41f791af6926a77b4a'],
  ['region', 'IDX_5c61e3dff6a1e3dd0769453c2d', 'IDX_c248708147630d0643cc6fca71'],
] as const;

const drop = (index: string): string => `DROP INDEX "${index}"`;

const narrow = ([index, flag]: readonly [string, string]): string =>
  `CREATE INDEX "${index}" ON "tender" ("pk", "status", "procurementMethod", "tenderPeriodEndDateInstant", "daysToBid", ${flag}"valueCurrency", "valueAmount", "valueAmountGross")`;

const underCode = (index: string, code: string, descending: string, flag: string): string =>
  `CREATE INDEX "${index}" ON "tender_${code}" ("${code}Pk", "valueAmount"${descending}, "tenderPk", "status"${flag}) WHERE "${code}Pk" IS NOT NULL`;

const statements = (any: string, descending: string): { up: string[]; down: string[] } => ({
  up: [
    drop(NARROW.old[0]),
    'ALTER TABLE "tender" ADD "hasLotsForSmes" boolean',
    `UPDATE "tender" SET "hasLotsForSmes" = (SELECT ${any}(l."suitabilitySme") FROM "lot" l WHERE l."tenderPk" = "tender"."pk")`,
    narrow(NARROW.now),
    ...CODES.flatMap(([code, old, now]) => [
      drop(old),
      `ALTER TABLE "tender_${code}" ADD "hasLotsForSmes" boolean`,
      `UPDATE "tender_${code}" SET "hasLotsForSmes" = (SELECT t."hasLotsForSmes" FROM "tender" t WHERE t."pk" = "tender_${code}"."tenderPk")`,
      underCode(now, code, descending, ', "hasLotsForSmes"'),
    ]),
  ],
  down: [
    ...CODES.flatMap(([code, old, now]) => [
      drop(now),
      `ALTER TABLE "tender_${code}" DROP COLUMN "hasLotsForSmes"`,
      underCode(old, code, descending, ''),
    ]),
    drop(NARROW.now[0]),
    'ALTER TABLE "tender" DROP COLUMN "hasLotsForSmes"',
    narrow(NARROW.old),
  ],
});

export const LotsForSmes = bothEngines('LotsForSmes1795794558865', {
  'better-sqlite3': statements('max', ''),
  postgres: statements('bool_or', ' DESC NULLS LAST'),
});
