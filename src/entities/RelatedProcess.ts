import { Index } from 'typeorm';
import { Key, Text, Texts } from './fields';
import { DocumentNode, OcdsNode } from './objects';

/** That a row names a process by its ocid, in SQL: longer texts are none, and too long for an index of PostgreSQL. */
export const NAMES_A_PROCESS = "scheme = 'ocid' AND length(identifier) < 400";

@Index(['identifier'], { where: NAMES_A_PROCESS })
@OcdsNode('related_process', 'Another contracting process, and how it is related to this one.')
export class RelatedProcess extends DocumentNode {
  @Key()
  releasePk: number;

  @Key()
  contractPk: number;

  /** Kept up by the import, whichever of the two processes arrives first. */
  @Key()
  relatedReleasePk: number;

  @Texts(
    'What the other process is to this one, from an open codelist: `framework`, `planning`, `parent`, `prior`, ' +
      '`unsuccessfulProcess`, `subContract`, `replacementProcess`, `renewalProcess`.',
  )
  relationship?: string[] | null;

  @Text('The title of the other process.')
  title?: string | null;

  @Text('The kind of `identifier`, from an open codelist: mostly `ocid`.')
  scheme?: string | null;

  @Text('The identifier of the other process: its ocid if `scheme` is `ocid`.')
  identifier?: string | null;

  @Text('A web address where the other process is published.')
  uri?: string | null;

  @Texts('The ids of the lots of this process that the relation is about.')
  relatedLots?: string[] | null;
}
