import { LocalId, Parts, Text, Timestamp } from '../fields';
import { OcdsPart } from '../objects';
import { AmendmentChange } from './AmendmentChange';

@OcdsPart('The only amendment of an object, as OCDS 1.0 published it: since 1.1 `amendments` lists them all.')
export class LegacyAmendment {
  @LocalId('The number or other identifier of the amendment.')
  localId?: string | null;

  @Timestamp('When the amendment was made.')
  date?: string | null;

  @Text('Why the amendment was made.')
  rationale?: string | null;

  @Text('What was changed, in words.')
  description?: string | null;

  @Text('The id of the release with the values before the amendment.')
  amendsReleaseID?: string | null;

  @Text('The id of the release with the values after the amendment.')
  releaseID?: string | null;

  @Parts(() => AmendmentChange, 'The changed fields with their former values.')
  changes?: AmendmentChange[] | null;
}
