import { Flag, Part, Text, Texts } from '../fields';
import { OcdsPart } from '../objects';
import { Location } from './Location';

@OcdsPart('What else a supplier needs to take part.')
export class OtherRequirements {
  @Texts(
    'Whom taking part is reserved to, from an open codelist: `shelteredWorkshop`, ' +
      '`publicServiceMissionOrganization`, `smeVcse` (UK: small firms and social enterprises).',
  )
  reservedParticipation?: string[] | null;

  @Part(() => Location, 'The place where suppliers must be. UK: a county or a London borough.')
  reservedParticipationLocation?: Location | null;

  @Flag('Whether bidders must name the staff for the contract and their qualifications.')
  requiresStaffNamesAndQualifications?: boolean | null;

  @Texts('The conditions for being admitted to the qualification system.')
  qualificationSystemConditions?: string[] | null;

  @Texts('How each of those conditions is checked.')
  qualificationSystemMethods?: string[] | null;

  @Text('How qualified candidates are cut down to those who may bid.')
  reductionCriteria?: string | null;

  @Text('The security clearance that is needed.')
  securityClearance?: string | null;
}
