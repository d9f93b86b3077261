import { Decimal, Key, Part, Parts, Text } from './fields';
import { DocumentNode, OcdsNode } from './objects';
import { Address } from './parts/Address';
import { ClassificationReference } from './parts/ClassificationReference';
import { ItemAttribute } from './parts/ItemAttribute';
import { Location } from './parts/Location';
import { Unit } from './parts/Unit';

@OcdsNode('item', 'Something to be bought or bought: goods, works or a service.')
export class Item extends DocumentNode {
  @Key()
  tenderPk: number;

  @Key()
  awardPk: number;

  @Key()
  contractPk: number;

  @Key()
  lotPk: number;

  @Text('A title for the item.')
  title?: string | null;

  @Text('What the item is.')
  description?: string | null;

  @Part(() => ClassificationReference, 'What the item is, as a code.')
  classification?: ClassificationReference | null;

  @Parts(() => ClassificationReference, 'What the item is, as further codes. UK: here are the codes of the CPV.')
  additionalClassifications?: ClassificationReference[] | null;

  @Decimal('The number of units.')
  quantity?: number | null;

  @Part(() => Unit, 'The unit, and the price of one.')
  unit?: Unit | null;

  @Parts(() => ItemAttribute, 'What is asked of the item or what it has, such as a size or a brand.')
  attributes?: ItemAttribute[] | null;

  @Parts(() => Address, 'The addresses to deliver to; often only a region.')
  deliveryAddresses?: Address[] | null;

  @Parts(() => Location, 'The places where the work is done or delivered.')
  deliveryLocations?: Location[] | null;

  @Part(() => Location, 'The place where the work is done or delivered: deprecated, see `deliveryLocations`.')
  deliveryLocation?: Location | null;

  @Part(() => Address, 'The address to deliver to: deprecated, see `deliveryAddresses`.')
  deliveryAddress?: Address | null;

  @Text('The id of the lot that the item belongs to.')
  relatedLot?: string | null;
}
