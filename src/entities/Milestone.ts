import { milestoneStatus } from '../ocds/codelists';
import { Code, Key, Text, Texts, Timestamp } from './fields';
import { DocumentNode, OcdsNode } from './objects';

@OcdsNode('milestone', 'A date to keep: something that is to happen, or that happened.')
export class Milestone extends DocumentNode {
  @Key()
  planningPk: number;

  @Key()
  tenderPk: number;

  @Key()
  lotPk: number;

  @Key()
  awardPk: number;

  @Key()
  contractPk: number;

  @Key()
  implementationPk: number;

  @Text('The name of the milestone.')
  title?: string | null;

  @Text(
    'The kind of milestone, from an open codelist: `preProcurement`, `approval`, `engagement`, `assessment`, ' +
      '`delivery`, `reporting`, `financing`, `payment`, `securityClearanceDeadline`; UK `futureSignatureDate`, the ' +
      'day the contract is expected to be signed.',
  )
  type?: string | null;

  @Text('What is to happen.')
  description?: string | null;

  @Text("A publisher's own code for events of this kind, such as `approvalLetter`.")
  code?: string | null;

  @Timestamp('When it is due.')
  dueDate?: string | null;

  @Timestamp('When it was met.')
  dateMet?: string | null;

  @Timestamp('When the milestone was last reviewed.')
  dateModified?: string | null;

  @Code(milestoneStatus, 'Whether it was met.')
  status?: string | null;

  @Texts('The ids of the lots that the milestone is about.', { namesLots: true })
  relatedLots?: string[] | null;
}
