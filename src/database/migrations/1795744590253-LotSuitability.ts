import { bothEngines } from '../bothEngines';

/*
 * Whether a lot suits small businesses moves from JSON to columns, and into the index by which a tender's lots are found.
 * Written by hand, so that the lots that there are keep what they say.
 */
const MEMBERS = [
  ['suitabilitySme', 'sme'],
  ['suitabilityVcse', 'vcse'],
] as const;

const [OLD, NOW] = ['IDX_99a6f8a98b0ba743b7fc7e0c23', 'IDX_0e51836346953c644863728c4b'];
const create = (name: string, more = ''): string =>
  `CREATE INDEX "${name}" ON "lot" ("tenderPk"${more}) WHERE "tenderPk" IS NOT NULL`;

/** @param member a flag in the JSON. */
const up = (member: (name: string) => string): string[] => [
  `DROP INDEX "${OLD}"`,
  ...MEMBERS.map(([column]) => `ALTER TABLE "lot" ADD "${column}" boolean`),
  `UPDATE "lot" SET ${MEMBERS.map(([column, name]) => `"${column}" = ${member(name)}`).join(', ')} WHERE "suitability" IS NOT NULL`,
  'ALTER TABLE "lot" DROP COLUMN "suitability"',
  create(NOW, MEMBERS.map(([column]) => `, "${column}"`).join('')),
];

/** @param object the JSON of the flags that there are. */
const down = (type: string, object: string): string[] => [
  `DROP INDEX "${NOW}"`,
  `ALTER TABLE "lot" ADD "suitability" ${type}`,
  `UPDATE "lot" SET "suitability" = ${object} WHERE "suitabilitySme" IS NOT NULL OR "suitabilityVcse" IS NOT NULL`,
  ...MEMBERS.map(([column]) => `ALTER TABLE "lot" DROP COLUMN "${column}"`),
  create(OLD),
];

const flags = (value: (column: string) => string): string =>
  MEMBERS.map(([column, name]) => `'${name}', ${value(column)}`).join(', ');

export const LotSuitability = bothEngines('LotSuitability1795744590253', {
  'better-sqlite3': {
    up: up((name) => `json_extract("suitability", '$.${name}')`),
    down: down(
      'text',
      `json_patch('{}', json_object(${flags((column) => `CASE "${column}" WHEN 1 THEN json('true') WHEN 0 THEN json('false') END`)}))`,
    ),
  },
  postgres: {
    up: up((name) => `("suitability"::json ->> '${name}')::boolean`),
    down: down('text COLLATE "C"', `json_strip_nulls(json_build_object(${flags((column) => `"${column}"`)}))::text`),
  },
});
