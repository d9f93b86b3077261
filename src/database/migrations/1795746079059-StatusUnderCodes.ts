import { bothEngines } from '../bothEngines';

/*
 * What falls under a code has the status of the tender beside its value. Written by hand, to fill the rows that there
 * are, and since TypeORM cannot say that an index of PostgreSQL descends.
 */
const KEPT = [
  ['classification', 'IDX_377542b554f26e710681eaf1b5', 'IDX_117425dfa2b36865d0de2f13b8'],
  ['region', 'IDX_afe22fa69800bc43acf8fd12de', 'IDX_5c61e3dff6a1e3dd0769453c2d'],
] as const;

const drop = (index: string): string => `DROP INDEX "${index}"`;

const create = (index: string, code: string, descending: string, more: string): string =>
  `CREATE INDEX "${index}" ON "tender_${code}" ("${code}Pk", "valueAmount"${descending}, "tenderPk"${more}) WHERE "${code}Pk" IS NOT NULL`;

const statements = (collation: string, descending: string): { up: string[]; down: string[] } => ({
  up: KEPT.flatMap(([code, old, now]) => [
    drop(old),
    `ALTER TABLE "tender_${code}" ADD "status" text${collation}`,
    `UPDATE "tender_${code}" SET "status" = (SELECT t."status" FROM "tender" t WHERE t."pk" = "tender_${code}"."tenderPk")`,
    create(now, code, descending, ', "status"'),
  ]),
  down: KEPT.flatMap(([code, old, now]) => [
    drop(now),
    `ALTER TABLE "tender_${code}" DROP COLUMN "status"`,
    create(old, code, descending, ''),
  ]),
});

export const StatusUnderCodes = bothEngines('StatusUnderCodes1795746079059', {
  'better-sqlite3': statements('', ''),
  postgres: statements(' COLLATE "C"', ' DESC NULLS LAST'),
});
