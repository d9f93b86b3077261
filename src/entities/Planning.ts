import { Part, Parts, Text } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { Budget } from './parts/Budget';
import { Metric } from './parts/Metric';

@OcdsNode('planning', 'What happened before the tender.')
export class Planning extends DocumentNode {
  @Text('Why the purchase is needed.')
  rationale?: string | null;

  @Part(() => Budget, 'The budget that pays for it.')
  budget?: Budget | null;

  @Text('Why no notice of market engagement was published before the tender, though suppliers were consulted.')
  noEngagementNoticeRationale?: string | null;

  @Parts(() => Metric, 'What the purchase is forecast to achieve.')
  forecasts?: Metric[] | null;
}
