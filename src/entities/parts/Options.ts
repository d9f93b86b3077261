import { Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Period } from './Period';

@OcdsPart("The buyer's right to buy more under the same contract.")
export class Options {
  @Text('What the options are.')
  description?: string | null;

  @Part(() => Period, 'When the options can be taken up.')
  period?: Period | null;
}
