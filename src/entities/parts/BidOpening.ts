import { Part, Text, Timestamp } from '../fields';
import { OcdsPart } from '../objects';
import { Address } from './Address';
import { Location } from './Location';

@OcdsPart('The public opening of the bids.')
export class BidOpening {
  @Timestamp('When the bids are opened.')
  date?: string | null;

  @Part(() => Location, 'The place where the bids are opened.')
  location?: Location | null;

  @Part(() => Address, 'The address where the bids are opened.')
  address?: Address | null;

  @Text('Who may attend, and other details.')
  description?: string | null;
}
