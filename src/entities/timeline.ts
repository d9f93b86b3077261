import { instantOf } from '../ocds/instant';
import { Amendment } from './Amendment';
import { Award } from './Award';
import { Contract } from './Contract';
import { Document } from './Document';
import { Implementation } from './Implementation';
import { Lot } from './Lot';
import { Milestone } from './Milestone';
import type { Class } from './registry';
import { Tender } from './Tender';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Row = Record<string, any>;
type Dated = readonly [type: string, date: unknown];

/** Something that happens in a process, at the moment that one of its objects names. */
export interface TimelineEvent {
  /** Of `timelineEventType`. */
  readonly type: string;
  /** As published. */
  readonly date: string;
  /** UTC text. */
  readonly instant: string;
  /** The object that names the date. */
  readonly of: Class;
  readonly row: Row;
}

/** What an event says of the object that names its date. */
export const SAID = {
  title: ({ row }: TimelineEvent) => (row.title ?? null) as string | null,
  description: ({ row }: TimelineEvent) => (row.description ?? null) as string | null,
  noticeType: ({ row }: TimelineEvent) => (row.noticeType ?? null) as string | null,
  nodeId: ({ row }: TimelineEvent) => row.id as string,
};

/** A class whose objects name dates: the fields to read, and the dates in them. */
interface Source {
  readonly type: Class;
  readonly fields: readonly string[];
  readonly keys?: readonly string[];
  readonly dates: (row: Row, contracts: ReadonlyMap<unknown, Row>) => Dated[];
}

const MILESTONES: Record<string, string> = { engagement: 'ENGAGEMENT', futureSignatureDate: 'EXPECTED_SIGNATURE' };

/** The types of the notices of other countries: their documents have no `noticeType`. */
const NOTICE = /Notice$/;

const PERIODS = ['enquiryPeriod', 'tenderPeriod', 'awardPeriod', 'contractPeriod'];
const WORDS = ['id', 'title', 'description'];

/** The classes that the timeline of a process is made from, each read in one statement for any number of processes. */
export const TIMELINE: readonly Source[] = [
  {
    type: Document,
    fields: [...WORDS, 'noticeType', 'documentType', 'datePublished'],
    dates: ({ noticeType, documentType, datePublished }) =>
      noticeType || NOTICE.test(String(documentType)) ? [['NOTICE', datePublished]] : [],
  },
  {
    type: Milestone,
    fields: [...WORDS, 'type', 'dueDate', 'dateMet'],
    dates: ({ type, dueDate, dateMet }) => [
      [MILESTONES[type as string] ?? 'MILESTONE_DUE', dueDate],
      ['MILESTONE_MET', dateMet],
    ],
  },
  {
    type: Tender,
    fields: [
      ...WORDS,
      ...PERIODS,
      'expressionOfInterestDeadline',
      'finalStatusDate',
      'amendment',
      'communication',
      'bidOpening',
      'recurrence',
    ],
    dates: (tender) => [
      ...tendering(tender),
      ['EXPRESSION_OF_INTEREST_DEADLINE', tender.expressionOfInterestDeadline],
      ['FINAL_STATUS', tender.finalStatusDate],
      ['AMENDMENT', tender.amendment?.date],
    ],
  },
  { type: Lot, fields: [...WORDS, ...PERIODS, 'communication', 'bidOpening', 'recurrence'], dates: tendering },
  {
    type: Award,
    fields: [
      ...WORDS,
      'date',
      'finalStatusDate',
      'assessmentSummariesDateSent',
      'standstillPeriod',
      'contractPeriod',
      'amendment',
    ],
    dates: (award) => [
      ['AWARD', award.date],
      ['ASSESSMENT_SUMMARIES', award.assessmentSummariesDateSent],
      ...period(award.standstillPeriod, 'STANDSTILL_START', 'STANDSTILL_END'),
      ...contract(award.contractPeriod, 'EXPECTED_'),
      ['FINAL_STATUS', award.finalStatusDate],
      ['AMENDMENT', award.amendment?.date],
    ],
  },
  {
    type: Contract,
    fields: [...WORDS, 'status', 'dateSigned', 'finalStatusDate', 'period', 'amendment'],
    dates: (each) => [
      ['SIGNATURE', each.dateSigned],
      ...contract(each.period, ''),
      [isTerminated(each) ? 'TERMINATION' : 'FINAL_STATUS', each.finalStatusDate],
      ['AMENDMENT', each.amendment?.date],
    ],
  },
  {
    type: Implementation,
    fields: ['id', 'endDate'],
    dates: ({ pk, endDate }, contracts) => [
      [isTerminated(contracts.get(pk)) ? 'TERMINATION' : 'IMPLEMENTATION_END', endDate],
    ],
  },
  {
    type: Amendment,
    fields: ['id', 'description', 'date'],
    keys: ['proposedContractPk'],
    dates: ({ date, proposedContractPk }) => [[proposedContractPk === null ? 'AMENDMENT' : 'PROPOSED_AMENDMENT', date]],
  },
];

/** What a tender and a lot say alike. */
function tendering(row: Row): Dated[] {
  return [
    ['FUTURE_NOTICE', row.communication?.futureNoticeDate],
    ...period(row.enquiryPeriod, 'ENQUIRY_START', 'ENQUIRY_DEADLINE'),
    ...period(row.tenderPeriod, 'TENDER_START', 'TENDER_DEADLINE'),
    ['BID_OPENING', row.bidOpening?.date],
    ...period(row.awardPeriod, 'AWARD_PERIOD_START', 'AWARD_PERIOD_END'),
    ...contract(row.contractPeriod, 'EXPECTED_'),
    ...((row.recurrence?.dates ?? []) as Row[]).map(({ startDate }): Dated => ['RECURRENCE', startDate]),
  ];
}

function period(dates: Row | null, start: string, end: string): Dated[] {
  return [
    [start, dates?.startDate],
    [end, dates?.endDate],
  ];
}

function contract(dates: Row | null, prefix: string): Dated[] {
  return [
    ...period(dates, `${prefix}CONTRACT_START`, `${prefix}CONTRACT_END`),
    [`${prefix}CONTRACT_MAXIMUM_EXTENT`, dates?.maxExtentDate],
  ];
}

/** Then the end of its implementation is the day of its termination, which UK notices publish nowhere else. */
const isTerminated = (row: Row | undefined): boolean => row?.status === 'TERMINATED';

/** The events of one process, from its rows by class: by time, then by the object that names it, then by kind. */
export function timelineOf(rows: ReadonlyMap<Class, readonly Row[]>): TimelineEvent[] {
  const contracts = new Map((rows.get(Contract) ?? []).map((row) => [row.pk as unknown, row]));
  const events = TIMELINE.flatMap(({ type: of, dates }) =>
    (rows.get(of) ?? []).flatMap((row) =>
      dates(row, contracts).flatMap(([type, date]): TimelineEvent[] => {
        const instant = typeof date === 'string' ? instantOf(date)?.utc : undefined;
        return instant ? [{ type, date: date as string, instant, of, row }] : [];
      }),
    ),
  );
  return events.sort(
    (a, b) =>
      compare(a.instant, b.instant) || compare(a.row.id as string, b.row.id as string) || compare(a.type, b.type),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
