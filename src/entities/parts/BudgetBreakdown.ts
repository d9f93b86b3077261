import { Json, LocalId, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { OrganizationReference } from './OrganizationReference';
import { Period } from './Period';
import { Value } from './Value';

@OcdsPart('A part of a budget: from whom it comes, for when and for what.')
export class BudgetBreakdown {
  @LocalId('The identifier of the part.')
  localId?: string | null;

  @Text('What the part is for.')
  description?: string | null;

  @Part(() => Value, 'The amount of the part; negative if income is expected.')
  amount?: Value | null;

  @Text('A web address with machine-readable details of the part.')
  uri?: string | null;

  @Part(() => Period, 'The time that the part is for.')
  period?: Period | null;

  @Part(() => OrganizationReference, 'The organization that provides the money.')
  sourceParty?: OrganizationReference | null;

  @Json('The part in the classifications of the budget: names and values as published.')
  classifications?: unknown;
}
