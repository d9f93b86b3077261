import { Columns, Flag, Key, Parts, Text, Texts, Timestamp } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { AmendmentChange } from './parts/AmendmentChange';
import { ClassificationReference } from './parts/ClassificationReference';
import { OrganizationReference } from './parts/OrganizationReference';
import { Period } from './parts/Period';
import { UnstructuredChange } from './parts/UnstructuredChange';
import { Value } from './parts/Value';

@OcdsNode('amendment', 'A change to a tender, an award or a contract.')
export class Amendment extends DocumentNode {
  @Key()
  tenderPk: number;

  @Key()
  awardPk: number;

  @Key()
  contractPk: number;

  @Key()
  proposedContractPk: number;

  @Timestamp('When the change was made, or is expected to be made.')
  date?: string | null;

  @Text('Why the change is made.')
  rationale?: string | null;

  @Parts(() => ClassificationReference, 'Why the change is made, as codes.')
  rationaleClassifications?: ClassificationReference[] | null;

  @Text('What is changed.')
  description?: string | null;

  @Text('The id of the release with the values before the change.')
  amendsReleaseID?: string | null;

  @Text('The id of the release with the values after the change.')
  releaseID?: string | null;

  @Parts(() => UnstructuredChange, 'What is changed, place by place, in words.')
  unstructuredChanges?: UnstructuredChange[] | null;

  @Parts(() => AmendmentChange, 'The changed fields with their former values: deprecated since OCDS 1.1.')
  changes?: AmendmentChange[] | null;

  @Texts('The ids of the lots that are changed.', { namesLots: true })
  relatedLots?: string[] | null;

  @Columns(() => Value, 'The value of the contract after the change.')
  value?: Value | null;

  @Columns(() => Period, 'When the contract runs after the change.')
  period?: Period | null;

  @Flag('Whether the contract can be renewed after the change.')
  hasRenewal?: boolean | null;

  @Flag('Whether the new value is above the threshold from which the full rules apply.')
  aboveThreshold?: boolean | null;

  @Flag(
    'Whether the time between this notice and the change is a formal standstill, in which the change can be ' +
      'challenged.',
  )
  standstill?: boolean | null;

  @Parts(() => OrganizationReference, 'The suppliers that join the contract.')
  suppliersAdded?: OrganizationReference[] | null;

  @Parts(() => OrganizationReference, 'The suppliers that leave the contract.')
  suppliersRemoved?: OrganizationReference[] | null;
}
