import { bothEngines } from '../bothEngines';

/*
 * Filled in by hand with the suppliers of awards. What a contract says itself is known when its process is published anew.
 */
const WORDS = '"localId", "name", "identifier", "additionalIdentifiers", "address", "contactPoint", "organizationPk"';
const FILL = `INSERT INTO "contract_supplier" ("pk", "contractPk", "dateSignedInstant", ${WORDS})
  SELECT c."releasePk" * 1048576 + row_number() OVER (PARTITION BY c."releasePk" ORDER BY c."pk", s."pk") - 1,
    c."pk", c."dateSignedInstant", ${WORDS.replaceAll(/"\w+"/g, 's.$&')}
  FROM "contract" c JOIN "award_supplier" s ON s."awardPk" = c."awardPk"`;

export const ContractSuppliers = bothEngines('ContractSuppliers1795806366625', {
  'better-sqlite3': {
    up: [
      "CREATE TABLE \"contract_supplier\" (\"pk\" integer PRIMARY KEY NOT NULL, \"localId\" text, \"name\" text, \"identifier\" text, \"additionalIdentifiers\" text, \"address\" text, \"contactPoint\" text, \"organizationPk\" integer, \"contractPk\" integer, \"dateSignedInstant\" text)",
      FILL,
      "CREATE INDEX \"IDX_063ee9b399820586da773e8dc6\" ON \"contract_supplier\" (\"organizationPk\", \"dateSignedInstant\", \"contractPk\") WHERE \"organizationPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_dc1b33d9134e7d77f37af39552\" ON \"contract_supplier\" (\"contractPk\") WHERE \"contractPk\" IS NOT NULL"
    ],
    down: [
      "DROP INDEX \"IDX_dc1b33d9134e7d77f37af39552\"",
      "DROP INDEX \"IDX_063ee9b399820586da773e8dc6\"",
      "DROP TABLE \"contract_supplier\""
    ]
  },
  postgres: {
    up: [
      "CREATE TABLE \"contract_supplier\" (\"pk\" bigint NOT NULL, \"localId\" text COLLATE \"C\", \"name\" text COLLATE \"C\", \"identifier\" text COLLATE \"C\", \"additionalIdentifiers\" text COLLATE \"C\", \"address\" text COLLATE \"C\", \"contactPoint\" text COLLATE \"C\", \"organizationPk\" bigint, \"contractPk\" bigint, \"dateSignedInstant\" text COLLATE \"C\", CONSTRAINT \"PK_c8014d498f81332073d9e572901\" PRIMARY KEY (\"pk\"))",
      FILL,
      "CREATE INDEX \"IDX_063ee9b399820586da773e8dc6\" ON \"contract_supplier\"  (\"organizationPk\", \"dateSignedInstant\", \"contractPk\") WHERE \"organizationPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_dc1b33d9134e7d77f37af39552\" ON \"contract_supplier\"  (\"contractPk\") WHERE \"contractPk\" IS NOT NULL"
    ],
    down: [
      "DROP INDEX \"public\".\"IDX_dc1b33d9134e7d77f37af39552\"",
      "DROP INDEX \"public\".\"IDX_063ee9b399820586da773e8dc6\"",
      "DROP TABLE \"contract_supplier\""
    ]
  }
});
