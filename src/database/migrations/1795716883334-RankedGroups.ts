import { bothEngines } from '../bothEngines';

/*
 * The greatest groups are asked for first, so that these indexes descend. Written by hand, since TypeORM cannot say how a
 * column of an index is ordered, and would copy the table on SQLite.
 */
const COLUMNS = { ranked: 'text', total: 'bigint', net: 'numeric', gross: 'numeric' };

const INDEXES: readonly (readonly [index: string, columns: string, last: string])[] = [
  ['IDX_753fb196738c80397db34953ee', '"ranked"', 'total'],
  ['IDX_72368fcec022e6325901c6ea12', '"ranked", "currency"', 'net'],
  ['IDX_959731b8b5e8fa2523bcbef4d8', '"ranked", "currency"', 'gross'],
];

const statements = (types: Readonly<Record<string, string>>): { up: string[]; down: string[] } => ({
  up: [
    ...Object.entries(types).map(([column, type]) => `ALTER TABLE "rollup" ADD "${column}" ${type}`),
    ...INDEXES.map(
      ([index, columns, last]) =>
        `CREATE INDEX "${index}" ON "rollup" (${columns}, "${last}" DESC, "v0") WHERE "${last}" IS NOT NULL`,
    ),
  ],
  down: [
    ...INDEXES.map(([index]) => `DROP INDEX "${index}"`),
    ...Object.keys(types).map((column) => `ALTER TABLE "rollup" DROP COLUMN "${column}"`),
  ],
});

export const RankedGroups = bothEngines('RankedGroups1795716883334', {
  'better-sqlite3': statements({ ...COLUMNS, total: 'integer' }),
  postgres: statements({ ...COLUMNS, ranked: 'text COLLATE "C"' }),
});
