import { Json, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('One change of an amendment, field by field: replaced by releases of their own in OCDS 1.1.')
export class AmendmentChange {
  @Text('The path of the changed field, seen from the object that was amended, such as `value.amount`.')
  property?: string | null;

  @Json('What stood there before: any JSON value.')
  former_value?: unknown;
}
