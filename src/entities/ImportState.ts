import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row: how many imports have changed the database. What was computed before the last of them is out of date. */
@Entity('import_state')
export class ImportState {
  @PrimaryColumn('integer')
  pk: number;

  @Column('bigint')
  number: number;

  /** Tells which totals are kept (entities/rollups.ts): others are made anew by the next import. */
  @Column('text', { nullable: true })
  rollups: string | null;

  /** The statements that make the indexes which a first load has left out (database/lateIndexes.ts), as a JSON list. */
  @Column('text', { nullable: true })
  lateIndexes: string | null;
}
