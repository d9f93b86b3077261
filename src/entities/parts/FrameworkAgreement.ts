import { dynamicPurchasingSystemType, frameworkAgreementMethod } from '../../ocds/codelists';
import { Code, Decimal, Flag, Part, Parts, Text, Timestamp } from '../fields';
import { OcdsPart } from '../objects';
import { ClassificationReference } from './ClassificationReference';
import { Location } from './Location';
import { Period } from './Period';
import { Value } from './Value';

@OcdsPart('A framework: terms agreed in advance, under which contracts are called off later.')
export class FrameworkAgreement {
  @Text('What the framework is for.')
  description?: string | null;

  @Code(frameworkAgreementMethod, 'Whether suppliers of the framework compete again for each contract.')
  method?: string | null;

  @Code(dynamicPurchasingSystemType, 'Whether buyers that the process does not name can use the framework.')
  type?: string | null;

  @Flag('Whether it is an open framework: UK, a series of frameworks on like terms that lets new suppliers in.')
  isOpenFrameworkScheme?: boolean | null;

  @Timestamp('When the last framework of the series ends.')
  openFrameworkSchemeEndDate?: string | null;

  @Text('The kinds of buyer that may use the framework, in words.')
  buyerCategories?: string | null;

  @Parts(() => ClassificationReference, 'The classes of buyer to which use is restricted.')
  buyerClassificationRestrictions?: ClassificationReference[] | null;

  @Parts(() => Location, 'The places of buyers to which use is restricted.')
  buyerLocationRestrictions?: Location[] | null;

  @Decimal('The least number of suppliers in the framework.')
  minimumParticipants?: number | null;

  @Decimal('The greatest number of suppliers in the framework.')
  maximumParticipants?: number | null;

  @Part(() => Period, 'When the framework is expected to run.')
  period?: Period | null;

  @Text('Why the framework runs longer than the law normally allows.')
  periodRationale?: string | null;

  @Part(() => Value, 'The estimated maximum value of all contracts under the framework.')
  value?: Value | null;
}
