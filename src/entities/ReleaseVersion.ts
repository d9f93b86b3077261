import { Column, Index, PrimaryColumn } from 'typeorm';
import { releaseForm, releaseTag } from '../ocds/codelists';
import { Code, Codes, Key, LocalId, Made, Text, Texts, Timestamp } from './fields';
import { OcdsObject } from './objects';

/** What everything else is made from: each release as it was sent, for good. */
@Index(['ocid', 'hash'], { unique: true })
@OcdsObject('release_version', 'A release as its publisher sent it: one step in the history of a contracting process.')
export class ReleaseVersion {
  @PrimaryColumn('bigint')
  pk: number;

  /** Its instant and its hash: the order of the history, whatever the order of import. */
  @Column('text')
  id: string;

  @Key()
  releasePk: number;

  @Made('The id of the contracting process that the release is about.')
  ocid: string;

  @LocalId('The `id` of the release, as its publisher gave it.')
  localId: string | null;

  @Timestamp('When it was published.')
  date?: string | null;

  @Codes(releaseTag, 'What the release tells about.')
  tag?: string[] | null;

  @Texts('The types of the notices that stand in it, such as `UK4`.')
  noticeTypes?: string[] | null;

  @Code(releaseForm, 'Whether its publisher had merged it from other releases.')
  form: string;

  @Text(
    'SHA-256 of its JSON, in base64url: equal for releases that say the same in the same order of keys, however they are laid out.',
  )
  hash: string;

  /** The JSON text as it was sent, compressed by raw deflate. */
  @Column('bytea')
  content: Buffer;
}
