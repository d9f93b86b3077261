import { LocalId, Part, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { BudgetBreakdown } from './BudgetBreakdown';
import { Finance } from './Finance';
import { Value } from './Value';

@OcdsPart('The budget that pays for the contracting process.')
export class Budget {
  @LocalId('The identifier of the budget line in the source of the budget.')
  localId?: string | null;

  @Text('The name or a short description of the budget.')
  description?: string | null;

  @Part(() => Value, 'The amount set aside; negative if income is expected.')
  amount?: Value | null;

  @Text('The name of the project that the process belongs to.')
  project?: string | null;

  @Text('The identifier of that project, from a register of projects.')
  projectID?: string | null;

  @Text('A web address with machine-readable details of the budget line.')
  uri?: string | null;

  @Text('A web address where the budget is published: deprecated since OCDS 1.1.')
  source?: string | null;

  @Parts(() => BudgetBreakdown, 'The budget in parts.')
  budgetBreakdown?: BudgetBreakdown[] | null;

  @Parts(() => Finance, 'The sources of finance that are planned.')
  finance?: Finance[] | null;
}
