import { penaltyType } from '../ocds/codelists';
import { Code, Columns, Key, Parts, Text, Timestamp } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { OrganizationReference } from './parts/OrganizationReference';
import { Period } from './parts/Period';
import { Value } from './parts/Value';

@OcdsNode('performance_failure', 'A failure to perform a contract, and what came of it.')
export class PerformanceFailure extends DocumentNode {
  @Key()
  implementationPk: number;

  @Text('The kind of failure, such as a breach of contract.')
  category?: string | null;

  @Text('What should have been done.')
  requirement?: string | null;

  @Text('What went wrong.')
  description?: string | null;

  @Columns(() => Period, 'How long the failure lasted.')
  period?: Period | null;

  @Timestamp('When it was decided that the supplier had failed to improve.')
  decisionDate?: string | null;

  @Timestamp('When the penalty fell. UK: the first of a partial termination, damages or a settlement.')
  penaltyDate?: string | null;

  @Code(penaltyType, 'What the penalty rests on.')
  penaltyType?: string | null;

  @Text('What the penalty rests on, in words.')
  penaltyTypeEntered?: string | null;

  @Columns(() => Value, 'The amount of the penalty.')
  penaltyValue?: Value | null;

  @Text('Which part of the contract was terminated for the failure.')
  partialTermination?: string | null;

  @Parts(() => OrganizationReference, 'The suppliers that failed.')
  suppliers?: OrganizationReference[] | null;
}
