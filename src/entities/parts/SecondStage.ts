import { Decimal, Flag, Timestamp } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('The second stage of a procedure to which only some candidates are invited.')
export class SecondStage {
  @Decimal('The least number of candidates to be invited.')
  minimumCandidates?: number | null;

  @Decimal('The greatest number of candidates to be invited.')
  maximumCandidates?: number | null;

  @Flag('Whether candidates drop out stage by stage.')
  successiveReduction?: boolean | null;

  @Flag('Whether the buyer may award on the first bids, without negotiating.')
  noNegotiationNecessary?: boolean | null;

  @Timestamp('When the invitations are expected to be sent.')
  invitationDate?: string | null;
}
