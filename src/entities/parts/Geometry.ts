import { geometryType } from '../../ocds/codelists';
import { Code, Json } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A shape on the map, as GeoJSON gives it.')
export class Geometry {
  @Code(geometryType, 'The kind of shape.')
  type?: string | null;

  @Json('The points of the shape, in degrees of WGS84, longitude first: nested as deep as `type` asks for.')
  coordinates?: unknown;
}
