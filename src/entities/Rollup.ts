import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first groups of a list that has many are found along an index. */
const Ranked = (...columns: string[]): ClassDecorator =>
  Index(['ranked', ...columns, 'v0'], { where: `"${columns.at(-1)}" IS NOT NULL` });

/**
 * What the objects of one group of a whole list come to, in one currency: kept up by the import, so that totals of the
 * whole database are read, not added up. entities/rollups.ts says which groups there are.
 */
@Entity('rollup', { withoutRowid: true })
@Ranked('total')
@Ranked('currency', 'net')
@Ranked('currency', 'gross')
export class Rollup {
  /** The list and the values of the group; the rows of a list lie together. */
  @PrimaryColumn('text')
  key: string;

  /** The turn of the row among those of the group. */
  @PrimaryColumn('integer')
  part: number;

  @Column('text', { nullable: true })
  v0: string | null;

  @Column('text', { nullable: true })
  v1: string | null;

  @Column('text', { nullable: true })
  v2: string | null;

  @Column('text', { nullable: true })
  v3: string | null;

  @Column('text', { nullable: true })
  currency: string | null;

  /** 1 for memberships of dynamic markets, which are counted apart. */
  @Column('integer')
  member: number;

  @Column('bigint')
  count: number;

  @Column('bigint')
  netCount: number;

  /** The decimal digits of the sum, all of them: what is added can be taken away again without a trace. */
  @Column('text', { nullable: true })
  netSum: string | null;

  @Column('numeric', { nullable: true })
  netMin: number | null;

  @Column('numeric', { nullable: true })
  netMax: number | null;

  @Column('bigint')
  grossCount: number;

  @Column('text', { nullable: true })
  grossSum: string | null;

  @Column('numeric', { nullable: true })
  grossMin: number | null;

  @Column('numeric', { nullable: true })
  grossMax: number | null;

  /** The list, if it has so many groups that the first ones are read in order; what orders them follows. */
  @Column('text', { nullable: true })
  ranked: string | null;

  /** How many objects the whole group has, in the first of its rows. */
  @Column('bigint', { nullable: true })
  total: number | null;

  /** The sums to 15 digits, without those of memberships. */
  @Column('numeric', { nullable: true })
  net: number | null;

  @Column('numeric', { nullable: true })
  gross: number | null;
}
