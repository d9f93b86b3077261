import { LocalId, Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart("An organization's identifier in a register.")
export class Identifier {
  @Text('The register, by its code in org-id.guide, such as `GB-COH` for Companies House or `GB-PPON`.')
  scheme?: string | null;

  @LocalId('The identifier within the register.')
  localId?: string | null;

  @Text('The name under which the organization is registered.')
  legalName?: string | null;

  @Text('A web address that identifies the organization.')
  uri?: string | null;

  @Text('Why there is no identifier, such as `notOnAnyRegister`.')
  noIdentifierRationale?: string | null;

  @Text('The register in words, where it has no code.')
  schemeEntered?: string | null;
}
