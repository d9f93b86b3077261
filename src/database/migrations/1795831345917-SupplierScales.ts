import { bothEngines } from '../bothEngines';

/* Filled in by hand with what the parties of the same release say. They are looked for by their release, which has few. */
const fill = (table: string, scale: string): string => {
  const party = `FROM "party" p WHERE p."releasePk" = "${table}"."releasePk" AND p."organizationPk" + 0 = s."organizationPk" AND ${scale} IS NOT NULL ORDER BY p."pk" LIMIT 1`;
  const each = `SELECT s."pk", (SELECT ${scale} ${party}) AS "scale" FROM "${table}_supplier" s WHERE s."${table}Pk" = "${table}"."pk"`;
  const once = `SELECT "scale", min("pk") AS "first" FROM (${each}) e WHERE "scale" IS NOT NULL GROUP BY "scale"`;
  return `UPDATE "${table}" SET "supplierScales" = (SELECT '["' || string_agg("scale", '","' ORDER BY "first") || '"]' FROM (${once}) o)`;
};

const statements = (scale: string): { up: string[]; down: string[] } => ({
  up: ['award', 'contract'].flatMap((table) => [
    `ALTER TABLE "${table}" ADD "supplierScales" text${scale.includes('::') ? ' COLLATE "C"' : ''}`,
    fill(table, scale),
  ]),
  down: ['contract', 'award'].map((table) => `ALTER TABLE "${table}" DROP COLUMN "supplierScales"`),
});

export const SupplierScales = bothEngines('SupplierScales1795831345917', {
  'better-sqlite3': statements(`p."details" ->> 'scale'`),
  postgres: statements(`p."details"::json ->> 'scale'`),
});
