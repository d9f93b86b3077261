import { LocalId, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Value } from './Value';

@OcdsPart('A unit in which something is counted or measured, and the price of one.', 'name')
export class Unit {
  @Text('The list that the unit is taken from, from an open codelist: `UNCEFACT` or `QUDT`.')
  scheme?: string | null;

  @LocalId('The code of the unit within the list.')
  localId?: string | null;

  @Text('The name of the unit.')
  name?: string | null;

  @Part(() => Value, 'The price of one unit.')
  value?: Value | null;

  @Text('A web address that identifies the unit.')
  uri?: string | null;
}
