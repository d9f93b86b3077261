import { Flag, Part, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { JuryMember } from './JuryMember';
import { OrganizationReference } from './OrganizationReference';
import { Prizes } from './Prizes';

@OcdsPart('A contest in which a jury chooses among designs.')
export class DesignContest {
  @Parts(() => OrganizationReference, 'The organizations already chosen to take part.')
  selectedParticipants?: OrganizationReference[] | null;

  @Flag('Whether prizes are given.')
  hasPrizes?: boolean | null;

  @Part(() => Prizes, 'The prizes.')
  prizes?: Prizes | null;

  @Text('What participants are paid, and on what conditions.')
  rewardsDetails?: string | null;

  @Flag('Whether a winner will be given a contract after the contest.')
  followUpContracts?: boolean | null;

  @Flag("Whether the jury's decision binds the buyer.")
  bindingJuryDecision?: boolean | null;

  @Parts(() => JuryMember, 'The members of the jury.')
  juryMembers?: JuryMember[] | null;
}
