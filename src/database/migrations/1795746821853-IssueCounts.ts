import { bothEngines } from '../bothEngines';

/*
 * Releases get the count of their import issues, and an index in that order, the newest first where it is the same.
 * Written by hand, to fill the rows that there are, and since TypeORM cannot say that an index of PostgreSQL descends.
 */
const INDEX = 'IDX_60b6dfd0181ea52211fd31cf95';

const statements = (descending: string): { up: string[]; down: string[] } => ({
  up: [
    'ALTER TABLE "release" ADD "importIssuesCount" integer',
    'UPDATE "release" SET "importIssuesCount" = (SELECT count(*) FROM "import_issue" i WHERE i."releasePk" = "release"."pk")',
    `CREATE INDEX "${INDEX}" ON "release" ("importIssuesCount"${descending}, "dateInstant"${descending}, "id")`,
  ],
  down: [`DROP INDEX "${INDEX}"`, 'ALTER TABLE "release" DROP COLUMN "importIssuesCount"'],
});

export const IssueCounts = bothEngines('IssueCounts1795746821853', {
  'better-sqlite3': statements(''),
  postgres: statements(' DESC NULLS LAST'),
});
