import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that was refused at import, kept as it was sent: `import --retry` reads it again. No type of the graph. */
@Entity('quarantine')
export class Quarantine {
  /** SHA-256 of file, place and content, so that the same refusal is kept once. */
  @PrimaryColumn('text')
  hash: string;

  @Column('text')
  file: string;

  /** Number of the release in its file, from 0. */
  @Column('integer')
  position: number;

  @Column('text')
  code: string;

  @Column('text')
  message: string;

  /** Null where it was larger than a release may be. */
  @Column('bytea', { nullable: true })
  content: Buffer | null;
}
