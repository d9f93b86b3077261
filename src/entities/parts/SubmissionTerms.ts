import { permission } from '../../ocds/codelists';
import { Code, Flag, Part, Text, Texts } from '../fields';
import { OcdsPart } from '../objects';
import { Period } from './Period';

@OcdsPart('How bids are to be submitted.')
export class SubmissionTerms {
  @Code(permission, 'Whether bidding by electronic means is required, allowed or not allowed.')
  electronicSubmissionPolicy?: string | null;

  @Code(
    permission,
    'Whether bids that meet the need in another way than asked for are required, allowed or not allowed.',
  )
  variantPolicy?: string | null;

  @Code(permission, 'Whether bids in the form of an electronic catalogue are required, allowed or not allowed.')
  electronicCatalogPolicy?: string | null;

  @Code(permission, 'The same as `electronicCatalogPolicy`, as Find a Tender spells it.')
  electronicCataloguePolicy?: string | null;

  @Texts('The languages in which bids can be submitted, as codes of ISO 639-1 such as `en`.')
  languages?: string[] | null;

  @Part(() => Period, 'How long bids must remain valid.')
  bidValidityPeriod?: Period | null;

  @Text('The deposits or guarantees that bidders must give.')
  depositsGuarantees?: string | null;

  @Flag('Whether an advanced or qualified electronic signature or seal is needed.')
  advancedElectronicSignatureRequired?: boolean | null;

  @Flag('Whether a bidder may submit more than one bid.')
  multipleBidsAllowed?: boolean | null;

  @Text('Why bids cannot be submitted by electronic means.')
  nonElectronicSubmissionRationale?: string | null;

  @Texts('What a bid must say about subcontracting.')
  subcontractingClauses?: string[] | null;
}
