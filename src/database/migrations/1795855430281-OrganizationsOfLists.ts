import { bothEngines } from '../bothEngines';

export const OrganizationsOfLists = bothEngines('OrganizationsOfLists1795855430281', {
  "better-sqlite3": {
    "up": [
      "DROP INDEX \"IDX_12591886851bfd72af2830d4ea\"",
      "DROP INDEX \"IDX_358a51d044614b4fe30fffd305\"",
      "DROP INDEX \"IDX_dc1b33d9134e7d77f37af39552\"",
      "DROP INDEX \"IDX_28357f705fa9f27d3de690f733\"",
      "CREATE INDEX \"IDX_e2cde402785aa63e70a17ae421\" ON \"release_buyer\" (\"releasePk\", \"pk\", \"organizationPk\") WHERE \"releasePk\" IS NOT NULL",
      "CREATE INDEX \"IDX_9f510b09cfb0b3d9eaafaf2072\" ON \"award_supplier\" (\"awardPk\", \"pk\", \"organizationPk\") WHERE \"awardPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_1af047f4a372cd1b5e09932a08\" ON \"contract_supplier\" (\"contractPk\", \"pk\", \"organizationPk\") WHERE \"contractPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_d2be91228172aad2ed23f6586f\" ON \"bid_tenderer\" (\"bidPk\", \"pk\", \"organizationPk\") WHERE \"bidPk\" IS NOT NULL"
    ],
    "down": [
      "DROP INDEX \"IDX_d2be91228172aad2ed23f6586f\"",
      "DROP INDEX \"IDX_1af047f4a372cd1b5e09932a08\"",
      "DROP INDEX \"IDX_9f510b09cfb0b3d9eaafaf2072\"",
      "DROP INDEX \"IDX_e2cde402785aa63e70a17ae421\"",
      "CREATE INDEX \"IDX_28357f705fa9f27d3de690f733\" ON \"bid_tenderer\" (\"bidPk\") WHERE \"bidPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_dc1b33d9134e7d77f37af39552\" ON \"contract_supplier\" (\"contractPk\") WHERE \"contractPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_358a51d044614b4fe30fffd305\" ON \"award_supplier\" (\"awardPk\") WHERE \"awardPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_12591886851bfd72af2830d4ea\" ON \"release_buyer\" (\"releasePk\") WHERE \"releasePk\" IS NOT NULL"
    ]
  },
  "postgres": {
    "up": [
      "DROP INDEX \"public\".\"IDX_12591886851bfd72af2830d4ea\"",
      "DROP INDEX \"public\".\"IDX_358a51d044614b4fe30fffd305\"",
      "DROP INDEX \"public\".\"IDX_dc1b33d9134e7d77f37af39552\"",
      "DROP INDEX \"public\".\"IDX_28357f705fa9f27d3de690f733\"",
      "CREATE INDEX \"IDX_e2cde402785aa63e70a17ae421\" ON \"release_buyer\"  (\"releasePk\", \"pk\", \"organizationPk\") WHERE \"releasePk\" IS NOT NULL",
      "CREATE INDEX \"IDX_9f510b09cfb0b3d9eaafaf2072\" ON \"award_supplier\"  (\"awardPk\", \"pk\", \"organizationPk\") WHERE \"awardPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_1af047f4a372cd1b5e09932a08\" ON \"contract_supplier\"  (\"contractPk\", \"pk\", \"organizationPk\") WHERE \"contractPk\" IS NOT NULL",
      "CREATE INDEX \"IDX_d2be91228172aad2ed23f6586f\" ON \"bid_tenderer\"  (\"bidPk\", \"pk\", \"organizationPk\") WHERE \"bidPk\" IS NOT NULL"
    ],
    "down": [
      "DROP INDEX \"public\".\"IDX_d2be91228172aad2ed23f6586f\"",
      "DROP INDEX \"public\".\"IDX_1af047f4a372cd1b5e09932a08\"",
      "DROP INDEX \"public\".\"IDX_9f510b09cfb0b3d9eaafaf2072\"",
      "DROP INDEX \"public\".\"IDX_e2cde402785aa63e70a17ae421\"",
      "CREATE INDEX \"IDX_28357f705fa9f27d3de690f733\" ON \"bid_tenderer\" USING btree (\"bidPk\") WHERE (\"bidPk\" IS NOT NULL)",
      "CREATE INDEX \"IDX_dc1b33d9134e7d77f37af39552\" ON \"contract_supplier\" USING btree (\"contractPk\") WHERE (\"contractPk\" IS NOT NULL)",
      "CREATE INDEX \"IDX_358a51d044614b4fe30fffd305\" ON \"award_supplier\" USING btree (\"awardPk\") WHERE (\"awardPk\" IS NOT NULL)",
      "CREATE INDEX \"IDX_12591886851bfd72af2830d4ea\" ON \"release_buyer\" USING btree (\"releasePk\") WHERE (\"releasePk\" IS NOT NULL)"
    ]
  }
});
