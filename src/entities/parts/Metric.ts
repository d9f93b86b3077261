import { LocalId, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Observation } from './Observation';

@OcdsPart('Something that is measured: a target, or what came of it. UK: a key performance indicator.')
export class Metric {
  @LocalId('The identifier of the metric.')
  localId?: string | null;

  @Text('The name of the metric.')
  title?: string | null;

  @Text('What is measured, and how.')
  description?: string | null;

  @Parts(() => Observation, 'The values, aimed at or reached.')
  observations?: Observation[] | null;
}
