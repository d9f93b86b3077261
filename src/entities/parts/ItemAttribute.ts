import { LocalId, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A property of an item, by name and value.')
export class ItemAttribute {
  @LocalId('The identifier of the attribute.')
  localId?: string | null;

  @Text('The name of the attribute, such as `brand`.')
  name?: string | null;

  @Text('The value of the attribute.')
  value?: string | null;

  @Text('A web address that identifies the attribute.')
  uri?: string | null;
}
