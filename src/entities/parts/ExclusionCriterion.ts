import { Flag, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('One ground for excluding a supplier.')
export class ExclusionCriterion {
  @Text('The kind of ground.')
  type?: string | null;

  @Flag('Whether the ground rests on UK law.')
  domesticLegalBasis?: boolean | null;
}
