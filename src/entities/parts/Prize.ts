import { LocalId, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Value } from './Value';

@OcdsPart('One prize of a design contest.')
export class Prize {
  @LocalId('The identifier of the prize.')
  localId?: string | null;

  @Text('What the prize is.')
  description?: string | null;

  @Part(() => Value, 'What the prize is worth.')
  value?: Value | null;
}
