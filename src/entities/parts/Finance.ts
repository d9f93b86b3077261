import { financeCategory, financeType } from '../../ocds/codelists';
import { Code, Decimal, Flag, LocalId, Part, Text, Texts } from '../fields';
import { OcdsPart } from '../objects';
import { InterestRate } from './InterestRate';
import { OrganizationReference } from './OrganizationReference';
import { Period } from './Period';
import { Value } from './Value';

@OcdsPart('A source of finance for a contract or a budget.')
export class Finance {
  @LocalId('The identifier of the arrangement.')
  localId?: string | null;

  @Text('The name of the arrangement.')
  title?: string | null;

  @Text('What the arrangement consists of.')
  description?: string | null;

  @Part(() => OrganizationReference, 'The organization that finances.')
  financingParty?: OrganizationReference | null;

  @Code(financeType, 'The kind of finance.')
  financeType?: string | null;

  @Code(financeCategory, 'The kind of claim, which decides who is paid back first.')
  financeCategory?: string | null;

  @Part(() => Value, 'The amount financed.')
  value?: Value | null;

  @Part(() => Period, 'The time that the finance covers.')
  period?: Period | null;

  @Part(() => InterestRate, 'The rate of interest.')
  interestRate?: InterestRate | null;

  @Decimal('The average number of days between repayments.')
  repaymentFrequency?: number | null;

  @Flag('Whether the financing party may step in and take over.')
  stepInRights?: boolean | null;

  @Flag('Whether the rate of exchange is guaranteed.')
  exchangeRateGuarantee?: boolean | null;

  @Texts('The ids of the lots that are financed.', { namesLots: true })
  relatedLots?: string[] | null;
}
