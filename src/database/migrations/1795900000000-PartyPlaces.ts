import { bothEngines } from '../bothEngines';

/* How regions, postcodes and places in addresses of parties begin, as query/compare.ts asks for it. */
const PLACES = { region: 'region', postcode: 'postalCode', locality: 'locality' };

const up = (text: (field: string) => string): string[] =>
  Object.entries(PLACES).map(
    ([name, field]) =>
      `CREATE INDEX "party_${name}_begins" ON "party" (substr(lower(${text(field)}), 1, 40))`,
  );
const down = Object.keys(PLACES).map((name) => `DROP INDEX "party_${name}_begins"`);

export const PartyPlaces = bothEngines('PartyPlaces1795900000000', {
  'better-sqlite3': { up: up((field) => `json_extract("address", '$.${field}')`), down },
  postgres: { up: up((field) => `("address"::json #>> '{${field}}') COLLATE "C"`), down },
});
