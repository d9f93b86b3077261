import { awardCriterionFixed, criterionThreshold, criterionWeight } from '../../ocds/codelists';
import { Code, Decimal } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A number that belongs to a criterion: a weight, a fixed value or a threshold.')
export class CriterionNumber {
  @Decimal('The number itself, in the unit that `weight`, `fixed` or `threshold` says.')
  number?: number | null;

  @Code(criterionWeight, 'The kind of weight, if the number is a weight.')
  weight?: string | null;

  @Code(awardCriterionFixed, 'The kind of fixed value, if the number is one.')
  fixed?: string | null;

  @Code(criterionThreshold, 'The kind of threshold, if the number is one.')
  threshold?: string | null;
}
