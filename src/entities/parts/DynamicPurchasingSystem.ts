import { dynamicPurchasingSystemStatus, dynamicPurchasingSystemType } from '../../ocds/codelists';
import { Code } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A dynamic purchasing system: a list of suppliers that stays open to new ones. UK: a dynamic market.')
export class DynamicPurchasingSystem {
  @Code(dynamicPurchasingSystemType, 'Whether buyers that the process does not name can use the system.')
  type?: string | null;

  @Code(dynamicPurchasingSystemStatus, 'How far the system has come.')
  status?: string | null;
}
