import { Column, Index, PrimaryColumn } from 'typeorm';
import { Json, Key, Made, Text } from './fields';
import { OcdsObject } from './objects';

@Index(['id'], { unique: true })
@OcdsObject('import_issue', 'Something in a release that could not be typed, linked or trusted when it was imported.')
export class ImportIssue {
  @PrimaryColumn('bigint')
  pk: number;

  /** Its process and its number there: the order of the list of all issues. */
  @Column('text')
  id: string;

  @Key()
  releasePk: number;

  @Made('The id of the contracting process that the release belongs to.')
  ocid: string;

  @Text('What is wrong, as a code: `UNKNOWN_FIELD`, `WRONG_TYPE`, `UNKNOWN_CODE`, `UNRESOLVED_REFERENCE` and others.')
  code: string;

  @Text('What is wrong, in words.')
  message: string;

  @Text('Where it is in the document, with indexes from 0: `tender/items/0/quantity`.')
  path: string;

  @Json('What was published there.')
  value: unknown;

  @Text(
    'The file that the release was read from: of a process with several releases the newest, and of several of one instant one of these.',
  )
  file: string;

  @Text('Where the release begins in that file: its number, from 0.')
  position: string;
}
