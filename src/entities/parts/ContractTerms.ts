import { permission } from '../../ocds/codelists';
import { Code, Decimal, Flag, Parts, Text } from '../fields';
import { OcdsPart } from '../objects';
import { CustomerService } from './CustomerService';

@OcdsPart('The terms of the contracts to come.')
export class ContractTerms {
  @Flag('Whether payment is electronic.')
  hasElectronicPayment?: boolean | null;

  @Flag('Whether orders are electronic.')
  hasElectronicOrdering?: boolean | null;

  @Code(permission, 'Whether electronic invoices are required, allowed or not allowed.')
  electronicInvoicingPolicy?: string | null;

  @Flag('Whether only sheltered employment programmes may carry out the contract.')
  reservedExecution?: boolean | null;

  @Text('How the contract is to be performed.')
  performanceTerms?: string | null;

  @Text('How the contract is financed and paid.')
  financialTerms?: string | null;

  @Text('The legal form that a group of tenderers must take on when awarded.')
  tendererLegalForm?: string | null;

  @Flag('Whether a public transport operator gets the only right to run certain services.')
  hasExclusiveRights?: boolean | null;

  @Text('What those exclusive rights are and how far they reach.')
  exclusiveRights?: string | null;

  @Decimal('The share of the ticket revenue that goes to the supplier, in per cent.')
  operatorRevenueShare?: number | null;

  @Text('Any other terms.')
  otherTerms?: string | null;

  @Text('The rewards and penalties tied to the targets of quality.')
  rewardsAndPenalties?: string | null;

  @Text('The social standards to be kept, such as the rights of staff.')
  socialStandards?: string | null;

  @Flag('Whether a non-disclosure agreement is needed.')
  hasNonDisclosureAgreement?: boolean | null;

  @Text('What the non-disclosure agreement says.')
  nonDisclosureAgreement?: string | null;

  @Parts(() => CustomerService, 'What must be offered to the customers of the service.')
  customerServices?: CustomerService[] | null;
}
