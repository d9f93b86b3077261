import { appliesTo, selectionCriterionType } from '../../ocds/codelists';
import { Code, Codes, Flag, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { CriterionNumber } from './CriterionNumber';

@OcdsPart('One condition for taking part.')
export class SelectionCriterion {
  @Code(selectionCriterionType, 'What the condition looks at.')
  type?: string | null;

  @Text('What the condition is.')
  description?: string | null;

  @Text('The least that is asked for.')
  minimum?: string | null;

  @Codes(appliesTo, 'Whom the condition applies to.')
  appliesTo?: string[] | null;

  @Flag('Whether the condition decides who is invited to the second stage, where not all can be.')
  forReduction?: boolean | null;

  @Text('How it is checked that the condition is met.')
  verificationMethod?: string | null;

  @Parts(() => CriterionNumber, 'The weights or thresholds of the condition.')
  numbers?: CriterionNumber[] | null;
}
