import { Columns, Parts, Timestamp } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { Charge } from './parts/Charge';
import { Metric } from './parts/Metric';
import { Value } from './parts/Value';

@OcdsNode('implementation', 'How a contract is being carried out.')
export class Implementation extends DocumentNode {
  @Timestamp('When the contract came to its end.')
  endDate?: string | null;

  @Columns(() => Value, 'What the contract cost in the end.')
  finalValue?: Value | null;

  @Parts(() => Metric, 'What was measured. UK: how the supplier did by the key performance indicators.')
  metrics?: Metric[] | null;

  @Parts(() => Charge, 'The money raised by the contract, such as tolls.')
  charges?: Charge[] | null;
}
