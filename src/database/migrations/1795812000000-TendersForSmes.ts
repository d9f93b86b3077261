import { bothEngines } from '../bothEngines';

/* What a tender says of itself as a whole counts where no lot says anything (docs/decisions/0046). */
const own = (table: string, pk: string, flag: string): string =>
  `UPDATE "${table}" SET "hasLotsForSmes" = ${flag} WHERE "hasLotsForSmes" IS NULL AND "${pk}" IN (SELECT t."pk" FROM "tender" t WHERE t."suitabilitySme" IS NOT NULL)`;

const ofTender = (table: string): string =>
  own(table, 'tenderPk', `(SELECT t."suitabilitySme" FROM "tender" t WHERE t."pk" = "${table}"."tenderPk")`);

const statements = {
  up: [own('tender', 'pk', '"suitabilitySme"'), ofTender('tender_classification'), ofTender('tender_region')],
  down: [],
};

export const TendersForSmes = bothEngines('TendersForSmes1795812000000', {
  'better-sqlite3': statements,
  postgres: statements,
});
