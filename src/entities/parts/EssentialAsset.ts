import { Text } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('An asset without which a public service could not be provided.')
export class EssentialAsset {
  @Text('What the asset is.')
  description?: string | null;

  @Text("The asset's estimated share of all assets that the service needs, in per cent.")
  significance?: string | null;

  @Text("The estimated share of the asset's use that goes to the service, in per cent.")
  predominance?: string | null;
}
