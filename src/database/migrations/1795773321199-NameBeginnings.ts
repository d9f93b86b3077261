import { bothEngines } from '../bothEngines';

/* How names begin, A to Z in lower case: a name may be longer than an entry of an index of PostgreSQL. */
const up = ['CREATE INDEX "organization_name_begins" ON "organization" (substr(lower("name"), 1, 40))'];
const down = ['DROP INDEX "organization_name_begins"'];

export const NameBeginnings = bothEngines('NameBeginnings1795773321199', {
  'better-sqlite3': { up, down },
  postgres: { up, down },
});
