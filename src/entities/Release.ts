import { Index } from 'typeorm';
import { initiationType, releaseTag } from '../ocds/codelists';
import { Code, Codes, CountOf, Key, Parts, Text, Timestamp } from './fields';
import { DocumentNode, OcdsNode, Ordered } from './objects';
import { Link } from './parts/Link';

@Index(['ocid'], { unique: true })
@Ordered('dateInstant', 'DESC')
@Ordered('importIssuesCount', 'DESC', 'dateInstant')
@OcdsNode(
  'release',
  'All that is published of one contracting process: from planning to the end of its contracts. Each process has ' +
    'one, merged from every notice.',
  { keys: ['ocid'], listed: true },
)
export class Release extends DocumentNode {
  @Key()
  buyerPk: number;

  @CountOf('importIssues')
  importIssuesCount: number;

  @Timestamp('When the newest information was published.')
  date?: string | null;

  @Codes(releaseTag, 'What the release tells about; `COMPILED` where several notices are merged into one.')
  tag?: string[] | null;

  @Code(initiationType, 'How the process began.')
  initiationType?: string | null;

  @Text('The language of the texts, as a code of ISO 639-1 such as `en`.')
  language?: string | null;

  @Text('A title for the whole process.')
  title?: string | null;

  @Text('What the whole process is about.')
  description?: string | null;

  @Parts(() => Link, 'Web addresses that belong to the release.')
  links?: Link[] | null;
}
