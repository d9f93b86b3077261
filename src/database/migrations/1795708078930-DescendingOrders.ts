import { bothEngines } from '../bothEngines';

/*
 * The newest and the largest are asked for first. PostgreSQL reads an index backwards with nulls first only, so that its
 * indexes of dates and amounts have to descend themselves; SQLite has nulls where they are wanted either way. Written by
 * hand, since TypeORM cannot say how a column of an index is ordered.
 */
const DESCENDING: readonly (readonly [index: string, table: string, column: string])[] = [
  ['IDX_de9f7473890cb5adc33e5596fa', 'award', 'valueAmount'],
  ['IDX_ae04b15ca8d4c1b96b3f8d589a', 'award', 'dateInstant'],
  ['IDX_f95aac0d8c25fd35ffb8290043', 'contract', 'valueAmount'],
  ['IDX_5d343111f576b0bd3aeeceef8a', 'contract', 'dateSignedInstant'],
  ['IDX_23ffb5df7b37ab4b5be5365a07', 'release', 'dateInstant'],
  ['IDX_1bd36c71e8f080a570e2196f54', 'tender', 'valueAmount'],
];

const ordered = (order: string): string[] =>
  DESCENDING.flatMap(([index, table, column]) => [
    `DROP INDEX "${index}"`,
    `CREATE INDEX "${index}" ON "${table}" ("${column}"${order}, "id")`,
  ]);

export const DescendingOrders = bothEngines('DescendingOrders1795708078930', {
  'better-sqlite3': { up: [], down: [] },
  postgres: { up: ordered(' DESC NULLS LAST'), down: ordered('') },
});
