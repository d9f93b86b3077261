import { Part, Text } from '../fields';
import { OcdsPart } from '../objects';
import { Gazetteer } from './Gazetteer';
import { Geometry } from './Geometry';

@OcdsPart('A place: by its name, its shape or its code.')
export class Location {
  @Text('The place in words.')
  description?: string | null;

  @Part(() => Geometry, 'The shape of the place on the map.')
  geometry?: Geometry | null;

  @Part(() => Gazetteer, 'The codes of the place.')
  gazetteer?: Gazetteer | null;

  @Text('A web address that tells more about the place.')
  uri?: string | null;
}
