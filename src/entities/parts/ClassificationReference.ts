import { LocalId, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A code of a classification scheme, as the document gives it (OCDS: Classification).')
export class ClassificationReference {
  @Text('The scheme that the code is taken from, such as `CPV`.')
  scheme?: string | null;

  @LocalId('The code within the scheme, such as `45243000`.')
  localId?: string | null;

  @Text('What the code means, in the words of the document.')
  description?: string | null;

  @Text('A web address that identifies the code.')
  uri?: string | null;
}
