import { bothEngines } from '../bothEngines';

const COLUMNS = ['address', 'details'];

/* What the release says that each organization has its other words from. */
const fill = `UPDATE "organization" SET ("address", "details") = (
  SELECT p."address", p."details" FROM "release" r
  JOIN "party" p ON p."releasePk" = r."pk" AND p."organizationPk" = "organization"."pk"
  WHERE r."ocid" = "organization"."wordsOcid" ORDER BY p."pk" LIMIT 1)`;

const up = (type: string): string[] => [
  ...COLUMNS.map((column) => `ALTER TABLE "organization" ADD "${column}" ${type}`),
  fill,
];
const down = COLUMNS.map((column) => `ALTER TABLE "organization" DROP COLUMN "${column}"`);

export const OrganizationWords = bothEngines('OrganizationWords1795959113917', {
  'better-sqlite3': { up: up('text'), down },
  postgres: { up: up('text COLLATE "C"'), down },
});
