import { Classification } from './Classification';
import { ReleaseClassification, ReleaseRegion } from './codeLinks';
import { Organization } from './Organization';
import { Party } from './Party';
import { Region } from './Region';
import type { Class } from './registry';

/** A class of nodes that many releases share, and the rows inside a release that speak of them. */
export interface Shared {
  readonly type: Class;
  /** A row of this class for each release that names the node: the node goes with the last of them. */
  readonly saidBy: Class;
  /** The column of `saidBy` that holds the node's key. */
  readonly key: string;
  /** Columns that the node's id decides. */
  readonly fixed: readonly string[];
  /** Columns that `saidBy` has too: the node takes them from the newest release. */
  readonly words: readonly string[];
  /** A column of `words` without which a release says nothing. */
  readonly gist?: string;
}

/** What releases share. The importer gives each node its key and its words, and sees to it that no node is left over. */
export const SHARED: readonly Shared[] = [
  {
    type: Organization,
    saidBy: Party,
    key: 'organizationPk',
    fixed: [],
    words: ['localId', 'name', 'identifier', 'address', 'details'],
  },
  {
    type: Classification,
    saidBy: ReleaseClassification,
    key: 'classificationPk',
    fixed: ['scheme', 'code', 'level'],
    words: ['description'],
    gist: 'description',
  },
  { type: Region, saidBy: ReleaseRegion, key: 'regionPk', fixed: ['code', 'level'], words: [] },
];
