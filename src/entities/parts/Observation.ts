import { Json, LocalId, Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { ClassificationReference } from './ClassificationReference';
import { MilestoneReference } from './MilestoneReference';
import { Period } from './Period';
import { Unit } from './Unit';
import { Value } from './Value';

@OcdsPart('One value of a metric, aimed at or reached.')
export class Observation {
  @LocalId('The identifier of the value.')
  localId?: string | null;

  @Part(() => Period, 'The time that the value covers, or how often it is measured.')
  period?: Period | null;

  @Part(() => Value, 'The value, if it is money.')
  value?: Value | null;

  @Json('The value, if it is not money: words or a number.')
  measure?: unknown;

  @Part(() => Unit, 'The unit of `measure`.')
  unit?: Unit | null;

  @Json('What the value is broken down by: names and values as published.')
  dimensions?: unknown;

  @Text('Remarks on the value.')
  notes?: string | null;

  @Part(() => MilestoneReference, 'The milestone of the implementation that the value belongs to.')
  relatedImplementationMilestone?: MilestoneReference | null;

  @Part(
    () => ClassificationReference,
    'How the value rates. UK: `met`, `slightlyBelow`, `below`, `significantlyBelow` or `other`.',
  )
  measureClassification?: ClassificationReference | null;
}
