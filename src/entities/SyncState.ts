import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far `sync` has followed a source: everything that was published there before `until` is here. No type of the graph. */
@Entity('sync_state')
export class SyncState {
  /** The address of the source. */
  @PrimaryColumn('text')
  source: string;

  /** UTC. */
  @Column('text')
  until: string;
}
