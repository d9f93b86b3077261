import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A postal address.')
export class Address {
  @Text('The street, with the number or the name of the house.')
  streetAddress?: string | null;

  @Text('The town or city.')
  locality?: string | null;

  @Text(
    'The region: in the UK and the EU a code of the ITL or NUTS regions such as `UKI32`, elsewhere a county or state.',
  )
  region?: string | null;

  @Text('The postcode.')
  postalCode?: string | null;

  @Text('The country in words.')
  countryName?: string | null;

  @Text('The country as a two-letter code of ISO 3166-1 alpha-2, such as `GB`.')
  country?: string | null;
}
