import { Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { ClassificationReference } from './ClassificationReference';
import { ExclusionGrounds } from './ExclusionGrounds';

@OcdsPart('A supplier that ought to be excluded and was awarded all the same.')
export class ExcludedSupplier {
  @Part(() => ExclusionGrounds, 'The grounds for exclusion that apply.')
  exclusionGrounds?: ExclusionGrounds | null;

  @Text('Why it was awarded all the same.')
  awardRationale?: string | null;

  @Part(() => ClassificationReference, 'Why it was awarded all the same, as a code.')
  awardRationaleClassification?: ClassificationReference | null;
}
