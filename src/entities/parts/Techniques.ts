import { Flag, Part } from '../fields';
import { OcdsPart } from '../objects';
import { DynamicPurchasingSystem } from './DynamicPurchasingSystem';
import { ElectronicAuction } from './ElectronicAuction';
import { FrameworkAgreement } from './FrameworkAgreement';

@OcdsPart('Whether the purchase runs through a framework, a dynamic purchasing system or an auction.')
export class Techniques {
  @Flag('Whether there is a framework.')
  hasFrameworkAgreement?: boolean | null;

  @Part(() => FrameworkAgreement, 'The framework.')
  frameworkAgreement?: FrameworkAgreement | null;

  @Flag('Whether there is a dynamic purchasing system. UK: a dynamic market.')
  hasDynamicPurchasingSystem?: boolean | null;

  @Part(() => DynamicPurchasingSystem, 'The dynamic purchasing system.')
  dynamicPurchasingSystem?: DynamicPurchasingSystem | null;

  @Flag('Whether there is an electronic auction.')
  hasElectronicAuction?: boolean | null;

  @Part(() => ElectronicAuction, 'The electronic auction.')
  electronicAuction?: ElectronicAuction | null;
}
