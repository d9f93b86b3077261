import { Parts } from '../fields';
import { OcdsPart } from '../objects';
import { ExclusionCriterion } from './ExclusionCriterion';

@OcdsPart('Grounds for excluding a supplier.')
export class ExclusionGrounds {
  @Parts(() => ExclusionCriterion, 'The grounds one by one.')
  criteria?: ExclusionCriterion[] | null;
}
