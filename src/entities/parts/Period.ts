import { Text, Timestamp, Whole } from '../fields';
import { OcdsPart } from '../objects';

@OcdsPart('A stretch of time. Publishers give its ends, its length, or both.')
export class Period {
  @Timestamp('When the period begins.')
  startDate?: string | null;

  @Timestamp('When the period ends.')
  endDate?: string | null;

  @Timestamp('The latest date to which the period can be extended, all options taken up.')
  maxExtentDate?: string | null;

  @Whole('The length of the period in days.')
  durationInDays?: number | null;

  @Whole('The length of the period in months.')
  durationInMonths?: number | null;

  @Text('The period in words.')
  description?: string | null;
}
