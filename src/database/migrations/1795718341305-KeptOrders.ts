import { bothEngines } from '../bothEngines';

interface Kept {
  readonly table: string;
  /** Old and new name of the index, and the column that both begin with. */
  readonly index: readonly [old: string, now: string, key: string];
  /** What else was in the old index, and what is in the new one. */
  readonly columns: readonly [old: readonly string[], now: readonly string[]];
  /** The column that is copied, its type and where from: that table's row has the key in `by`. */
  readonly copy?: { readonly column: string; readonly type: string; readonly from: string; readonly by: string };
}

const amountOf = (from: string): Kept['copy'] => ({ column: 'valueAmount', type: 'numeric', from, by: `${from}Pk` });
const dateOf = (from: string): Kept['copy'] => ({ column: 'dateInstant', type: 'text', from, by: `${from}Pk` });

/*
 * Rows in between get the date or the amount of what they lead to, and indexes in that order. Written by hand, to fill
 * the rows that there are, and since TypeORM cannot say that an index of PostgreSQL descends.
 */
const KEPT: readonly Kept[] = [
  {
    table: 'release_buyer',
    index: ['IDX_6a49952a8cdd4937a618dee9d7', 'IDX_9ffed7716e82656fb93b6c28c9', 'organizationPk'],
    columns: [[], ['dateInstant', 'releasePk']],
    copy: dateOf('release'),
  },
  {
    table: 'award_supplier',
    index: ['IDX_70812861402beb72c8c8aba33a', 'IDX_b6fc4b3fa9a9695f084f5b11ae', 'organizationPk'],
    columns: [[], ['dateInstant', 'awardPk']],
    copy: dateOf('award'),
  },
  {
    table: 'tender_classification',
    index: ['IDX_8aea8d558afa8e533d7d62d3e9', 'IDX_377542b554f26e710681eaf1b5', 'classificationPk'],
    columns: [['tenderPk'], ['valueAmount', 'tenderPk']],
    copy: amountOf('tender'),
  },
  {
    table: 'award_classification',
    index: ['IDX_dc13439c5b8637f861b266d11e', 'IDX_c3d39117b95a6f4a544009e313', 'classificationPk'],
    columns: [['awardPk'], ['valueAmount', 'awardPk']],
    copy: amountOf('award'),
  },
  {
    table: 'tender_region',
    index: ['IDX_21ad501537cd735ebe1eaa27e5', 'IDX_afe22fa69800bc43acf8fd12de', 'regionPk'],
    columns: [['tenderPk'], ['valueAmount', 'tenderPk']],
    copy: amountOf('tender'),
  },
  {
    table: 'award_region',
    index: ['IDX_376b00491b5330ae52a8d7a7d5', 'IDX_7b3765dc2751b4bd9b1ed7d1f6', 'regionPk'],
    columns: [['awardPk'], ['valueAmount', 'awardPk']],
    copy: amountOf('award'),
  },
  {
    table: 'award_lot',
    index: ['IDX_0fade2f5cb268a2b77a1286f8a', 'IDX_07d287c0e06c100c8b11ae5779', 'awardPk'],
    columns: [[], ['lotPk']],
  },
  {
    table: 'award_lot',
    index: ['IDX_ff14e472a3d9225aaf7bf31eb1', 'IDX_0aa7bbae61a26189e56897281b', 'lotPk'],
    columns: [[], ['awardPk']],
  },
  {
    table: 'bid_lot',
    index: ['IDX_133eb8921db7969266d42df5a5', 'IDX_52c29b746eed90116a115081c3', 'bidPk'],
    columns: [[], ['lotPk']],
  },
  {
    table: 'bid_lot',
    index: ['IDX_1a7e17ba4c368041189c3a8be0', 'IDX_b4dd76a0828ab5c03bd336e29a', 'lotPk'],
    columns: [[], ['bidPk']],
  },
];

const drop = (name: string): string => `DROP INDEX "${name}"`;

const create = (name: string, table: string, key: string, columns: readonly string[], order = ''): string =>
  `CREATE INDEX "${name}" ON "${table}" (${[`"${key}"`, ...columns.map((column, i) => `"${column}"${i === 0 ? order : ''}`)].join(', ')}) WHERE "${key}" IS NOT NULL`;

const up = (collation: string, descending: string): string[] =>
  KEPT.flatMap(({ table, index: [old, now, key], columns: [, columns], copy }) => {
    if (!copy) return [drop(old), create(now, table, key, columns)];
    const { column, type, from, by } = copy;
    return [
      drop(old),
      `ALTER TABLE "${table}" ADD "${column}" ${type}${type === 'text' ? collation : ''}`,
      `UPDATE "${table}" SET "${column}" = (SELECT f."${column}" FROM "${from}" f WHERE f."pk" = "${table}"."${by}")`,
      create(now, table, key, columns, descending),
    ];
  });

const down = KEPT.flatMap(({ table, index: [old, now, key], columns: [columns], copy }) => [
  drop(now),
  ...(copy ? [`ALTER TABLE "${table}" DROP COLUMN "${copy.column}"`] : []),
  create(old, table, key, columns),
]);

export const KeptOrders = bothEngines('KeptOrders1795718341305', {
  'better-sqlite3': { up: up('', ''), down },
  postgres: { up: up(' COLLATE "C"', ' DESC NULLS LAST'), down },
});
