import { Flag, LocalId, Part, Parts, Text, Texts } from '../fields';
import { OcdsPart } from '../objects';
import { AwardCriteria } from './AwardCriteria';
import { SimpleIdentifier } from './SimpleIdentifier';
import { Techniques } from './Techniques';
import { Value } from './Value';

@OcdsPart('Lots that may be awarded together.')
export class LotGroup {
  @LocalId('The identifier of the group.')
  localId?: string | null;

  @Text('The name of the group.')
  title?: string | null;

  @Text('What the group covers.')
  description?: string | null;

  @Texts('The ids of the lots in the group.', { namesLots: true })
  relatedLots?: string[] | null;

  @Flag('Whether the buyer may award the lots of the group together.')
  optionToCombine?: boolean | null;

  @Part(() => Value, 'The estimated maximum value of the group, which may be below the sum of its lots.')
  maximumValue?: Value | null;

  @Part(() => AwardCriteria, 'How bids for the group are compared.')
  awardCriteria?: AwardCriteria | null;

  @Parts(() => SimpleIdentifier, 'Other identifiers of the group.')
  identifiers?: SimpleIdentifier[] | null;

  @Part(() => Techniques, 'The frameworks, dynamic purchasing systems and auctions of the group.')
  techniques?: Techniques | null;
}
