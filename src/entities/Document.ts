import { Index } from 'typeorm';
import { Key, Text, Texts, Timestamp, Word } from './fields';
import { DocumentNode, OcdsNode } from './objects';

/** Notices of one kind, with their releases: which processes are dynamic markets. */
@Index(['noticeType', 'releasePk'])
@OcdsNode('document', 'A notice, or another document, of a contracting process.')
export class Document extends DocumentNode {
  @Key()
  planningPk: number;

  @Key()
  tenderPk: number;

  @Key()
  awardPk: number;

  @Key()
  contractPk: number;

  @Key()
  implementationPk: number;

  @Key()
  bidPk: number;

  @Key()
  milestonePk: number;

  @Key()
  performanceFailurePk: number;

  @Key()
  releasePk: number;

  @Text(
    'What the document is, from an open codelist: `tenderNotice`, `awardNotice`, `contractNotice`, ' +
      '`plannedProcurementNotice`, `marketEngagementNotice`, `tenderCancellationNotice`, ' +
      '`contractTerminationNotice`, `implementationNotice`, `biddingDocuments`, `technicalSpecifications`, ' +
      '`evaluationCriteria`, `contractSigned`, `conflictOfInterest`, `clarifications` and many more.',
  )
  documentType?: string | null;

  @Word(
    'The type of a notice in the UK: `UK1` pipeline of purchases to come, `UK2` preliminary market engagement, ' +
      '`UK3` planned procurement, `UK4` tender, `UK5` transparency before a direct award, `UK6` contract award, ' +
      '`UK7` details of a signed contract, `UK8` payment under a contract, `UK9` performance of a contract, `UK10` ' +
      'change to a contract, `UK11` end of a contract, `UK12` procurement stopped, `UK13` intention to open a ' +
      'dynamic market, `UK14` dynamic market opened, `UK15` dynamic market changed, `UK16` dynamic market closed, ' +
      '`UK17` how promptly a buyer pays.',
  )
  noticeType?: string | null;

  @Text('The title of the document.')
  title?: string | null;

  @Text('What the document is; often the name of the notice, or how to get the document.')
  description?: string | null;

  @Text('The web address of the document.')
  url?: string | null;

  @Timestamp('When the document was published.')
  datePublished?: string | null;

  @Timestamp('When the document was last changed.')
  dateModified?: string | null;

  @Text('The file format as a media type of IANA, such as `application/pdf`; `offline/print` if it is not on the web.')
  format?: string | null;

  @Text('The language of the document, as a code of ISO 639-1 such as `en`.')
  language?: string | null;

  @Texts('The ids of the lots that the document is about.', { namesLots: true })
  relatedLots?: string[] | null;

  @Text('What must be done to get the document.')
  accessDetails?: string | null;
}
