import { Text, Texts } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('Codes of places from a directory of places.')
export class Gazetteer {
  @Text('The directory, from an open codelist: `GB-ONS`, `GB-ITL`, `NUTS`, `GEONAMES`, `ISO2` and others.')
  scheme?: string | null;

  @Texts('The codes within the directory.')
  identifiers?: string[] | null;
}
