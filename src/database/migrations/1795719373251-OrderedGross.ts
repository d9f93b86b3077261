import { bothEngines } from '../bothEngines';

/* Written by hand, since TypeORM cannot say how a column of an index is ordered. */
const DESCENDING: readonly (readonly [index: string, table: string])[] = [
  ['IDX_9cafbe41540339d669c410dcbc', 'award'],
  ['IDX_39bf0d14bb6797277840826f16', 'contract'],
  ['IDX_1b32a78e9ce3023e709a349c07', 'tender'],
];
const EXTENT = '"IDX_5e18ae647874ac9c104bebcdaa"';

const statements = (order: string): { up: string[]; down: string[] } => ({
  up: [
    ...DESCENDING.map(([index, table]) => `CREATE INDEX "${index}" ON "${table}" ("valueAmountGross"${order}, "id")`),
    `CREATE INDEX ${EXTENT} ON "contract" ("periodMaxExtentDateInstant", "id")`,
  ],
  down: [...DESCENDING.map(([index]) => `DROP INDEX "${index}"`), `DROP INDEX ${EXTENT}`],
});

export const OrderedGross = bothEngines('OrderedGross1795719373251', {
  'better-sqlite3': statements(''),
  postgres: statements(' DESC NULLS LAST'),
});
