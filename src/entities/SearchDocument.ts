import { Column, Index, PrimaryColumn } from 'typeorm';
import { OcdsLink } from './objects';

/**
 * What can be found of one object: its folded words (ocds/fold.ts). The index over it, FTS5 or tsvector, is kept by the
 * database itself (migration Search). Rows of a release are in its range of keys; those of organizations are negative.
 * The index has the order of what is equally good (migration SearchOrder), and the type, to pass over what is not looked for;
 * PostgreSQL has one in which nothing is passed over (migration SearchOfType).
 */
@Index(['instant', 'id', 'type'])
@Index('search_document_of_type', { synchronize: false })
@OcdsLink('search_document')
export class SearchDocument {
  @PrimaryColumn('bigint')
  pk: number;

  /** The name of the object's class, its key and its id. */
  @Column('text')
  type: string;

  @Column('bigint')
  objectPk: number;

  @Column('text')
  id: string;

  /** When the release was published: what is equally good is found newest first. */
  @Column('text', { nullable: true })
  instant: string | null;

  /** Titles, names and identifiers: what a search finds here comes before all else. */
  @Column('text')
  title: string;

  @Column('text')
  body: string;
}
