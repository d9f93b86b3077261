import type { Json, JsonObject } from '../../../src/ocds/json';
import { describeQuirks, nodes, party, tender, type Quirk } from '../../support/quirks';

const dates = (...texts: Json[]): JsonObject =>
  tender({ milestones: texts.map((dueDate, i) => ({ id: `${i}`, dueDate })) });
const amounts = (...values: Json[]): JsonObject => ({ awards: values.map((value, i) => ({ id: `${i}`, value })) });

/** What Excel, SQL Server, Java and Unix count from. */
const STAND_INS = ['1899-12-30', '1900-01-01T00:00:00Z', '0001-01-01T00:00:00+02:00', '1970-01-01T01:00:00+01:00'];

const QUIRKS: Quirk[] = [
  {
    name: '3: a number as text is read where it is one, and told where it is none',
    release: amounts(
      { amount: '12.50' },
      { amount: ' 000,' },
      { amount: 'N230000000' },
      { amount: '1e9999' },
      { amount: Infinity },
    ),
    issues: [
      'TYPE_COERCED awards/0/value/amount',
      'WRONG_TYPE awards/1/value/amount',
      'WRONG_TYPE awards/2/value/amount',
      'WRONG_TYPE awards/3/value/amount',
      'NUMBER_OUT_OF_RANGE awards/4/value/amount',
    ],
    ask: 'awards(first: 2) { nodes { value { amount } } }',
    answer: { awards: nodes({ value: { amount: 12.5 } }, { value: null }) },
  },
  {
    name: '4: amounts are kept as published: gross only, none, zero, negative, huge, exact',
    release: amounts(
      { amountGross: 3225600000, currency: 'GBP' },
      null,
      {},
      { amount: 0 },
      { amount: -1.5 },
      { amount: 51000000000.01 },
      { amount: 9007199254740991 },
    ),
    issues: [],
    ask: 'awards { nodes { value { amount amountGross currency } } }',
    answer: {
      awards: nodes(
        { value: { amount: null, amountGross: 3225600000, currency: 'GBP' } },
        { value: null },
        { value: null },
        ...[0, -1.5, 51000000000.01, 9007199254740991].map((amount) => ({
          value: { amount, amountGross: null, currency: null },
        })),
      ),
    },
  },
  {
    name: 'a currency that is no code of ISO 4217 is kept, and told; one in small letters is read',
    release: amounts({ amount: 1, currency: 'gbp' }, { amount: 2, currency: '£' }, { amount: 3, currency: 'EUR' }),
    issues: ['TYPE_COERCED awards/0/value/currency', 'UNKNOWN_CODE awards/1/value/currency'],
    ask: 'awards { nodes { value { currency } } }',
    answer: { awards: nodes(...['GBP', '£', 'EUR'].map((currency) => ({ value: { currency } }))) },
  },
  {
    name: 'a region of the UK is known by its name too',
    release: tender({
      items: [
        {
          id: '1',
          deliveryAddresses: [
            { region: 'East Midlands', countryName: 'United Kingdom' },
            { region: 'South East', countryName: 'Ireland' },
            { region: 'QC', countryName: 'Canada' },
          ],
        },
      ],
    }),
    issues: [],
    ask: 'tender { regions { nodes { code } } items { nodes { deliveryAddresses { region territory { code level parent { code } } } } } }',
    answer: {
      tender: {
        regions: nodes({ code: 'UKF' }),
        items: nodes({
          deliveryAddresses: [
            { region: 'East Midlands', territory: { code: 'UKF', level: 1, parent: { code: 'UK' } } },
            { region: 'South East', territory: null },
            { region: 'QC', territory: null },
          ],
        }),
      },
    },
  },
  {
    name: 'a text or a number in place of an object says its name or its amount',
    release: {
      parties: [party('b', 'The Council')],
      tender: {
        id: '1',
        value: '1500.5',
        minValue: 0,
        maxValue: 'about 3',
        procuringEntity: 'The Council',
        tenderers: ['A', ' ', { name: 'B' }, 3],
        items: [{ id: '1', unit: 'kg', classification: '45000000' }],
        contractPeriod: '2026',
      },
      bids: { details: [{ id: '1', value: 7 }] },
    },
    issues: [
      'TYPE_COERCED tender/value',
      'TYPE_COERCED tender/minValue',
      'UNKNOWN_FIELD tender/maxValue',
      'TYPE_COERCED tender/procuringEntity',
      'TYPE_COERCED tender/tenderers/0',
      'WRONG_TYPE tender/tenderers/1',
      'WRONG_TYPE tender/tenderers/3',
      'TYPE_COERCED tender/items/0/unit',
      'WRONG_TYPE tender/items/0/classification',
      'WRONG_TYPE tender/contractPeriod',
      'TYPE_COERCED bids/details/0/value',
    ],
    ask:
      'tender { value { amount currency } minValue { amount } procuringEntity { name localId } tenderers { name } ' +
      'contractPeriod { startDate } items { nodes { unit { name } } } } bids { details { nodes { value { amount } } } }',
    answer: {
      tender: {
        value: { amount: 1500.5, currency: null },
        minValue: { amount: 0 },
        procuringEntity: { name: 'The Council', localId: null },
        tenderers: [{ name: 'A' }, { name: 'B' }],
        contractPeriod: null,
        items: nodes({ unit: { name: 'kg' } }),
      },
      bids: { details: nodes({ value: { amount: 7 } }) },
    },
  },
  {
    name: 'a currency beside a number in place of an amount is that of the amount',
    release: {
      planning: { budget: { description: 'Roads', amount: 1000, currency: 'USD' } },
      tender: { id: '1', value: '20', currency: 'EUR', minValue: { amount: 30, currency: 'USD' } },
      awards: [
        { id: '1', currency: 'GBP', value: { amount: 5 } },
        { id: '2', currency: 3, value: 7 },
      ],
    },
    issues: [
      'TYPE_COERCED planning/budget/amount',
      'OTHER_NAME planning/budget/currency',
      'TYPE_COERCED tender/value',
      'OTHER_NAME tender/currency',
      'UNKNOWN_FIELD awards/0/currency',
      'UNKNOWN_FIELD awards/1/currency',
      'TYPE_COERCED awards/1/value',
    ],
    ask:
      'planning { budget { description amount { amount currency } } } ' +
      'tender { value { amount currency } minValue { amount currency } } ' +
      'awards { nodes { value { amount currency } } }',
    answer: {
      planning: { budget: { description: 'Roads', amount: { amount: 1000, currency: 'USD' } } },
      tender: { value: { amount: 20, currency: 'EUR' }, minValue: { amount: 30, currency: 'USD' } },
      awards: nodes({ value: { amount: 5, currency: null } }, { value: { amount: 7, currency: null } }),
    },
  },
  {
    name: 'a code in other capitals is read, and told; one of no codelist is not',
    release: tender({ status: 'Active', procurementMethod: ' OPEN ', mainProcurementCategory: 'Bienes' }),
    issues: [
      'TYPE_COERCED tender/status',
      'TYPE_COERCED tender/procurementMethod',
      'UNKNOWN_CODE tender/mainProcurementCategory',
    ],
    ask: 'tender { status procurementMethod mainProcurementCategory }',
    answer: { tender: { status: 'ACTIVE', procurementMethod: 'OPEN', mainProcurementCategory: null } },
  },
  {
    name: '12: a classification without id is kept',
    release: tender({ classification: { scheme: 'TED_CA_TYPE', description: 'Body governed by public law' } }),
    issues: [],
    ask: 'tender { classification { scheme localId description } }',
    answer: {
      tender: { classification: { scheme: 'TED_CA_TYPE', localId: null, description: 'Body governed by public law' } },
    },
  },
  {
    name: '17: a release needs neither id nor a date that can be read',
    release: { id: null, date: '1-01-01' },
    issues: ['INVALID_DATE date'],
    ask: 'id localId date',
    answer: { id: 'OCID', localId: null, date: null },
  },
  {
    name: '17: dates that programs write where there is none are told, and kept',
    release: {
      date: '0001-01-01T00:00:00Z',
      ...dates(...STAND_INS, '1901-01-01T00:00:00Z', '1970-01-01T00:00:01Z'),
    },
    issues: [
      'UNLIKELY_DATE date',
      'LOOSE_DATE tender/milestones/0/dueDate',
      ...STAND_INS.map((_, i) => `UNLIKELY_DATE tender/milestones/${i}/dueDate`),
    ],
    ask: 'date tender { milestones { nodes { dueDate } } }',
    answer: {
      date: '0001-01-01T00:00:00Z',
      tender: {
        milestones: nodes(
          ...[...STAND_INS, '1901-01-01T00:00:00Z', '1970-01-01T00:00:01Z'].map((dueDate) => ({ dueDate })),
        ),
      },
    },
  },
  {
    name: '18: dates are kept as published, and told where they are loose or none',
    release: dates(
      '2026-05-13T13:21:24+01:00',
      '2026-05-13T13:21:24.5Z',
      '2026-05-13',
      '2022-12-08 15:45:47.8730413',
      '2026-02-30',
      'soon',
      20260513,
      '',
      '2015-01-01T00:00:00.-06:00',
    ),
    issues: [
      'LOOSE_DATE tender/milestones/2/dueDate',
      'LOOSE_DATE tender/milestones/3/dueDate',
      ...[4, 5].map((i) => `INVALID_DATE tender/milestones/${i}/dueDate`),
      'WRONG_TYPE tender/milestones/6/dueDate',
      'INVALID_DATE tender/milestones/7/dueDate',
      'LOOSE_DATE tender/milestones/8/dueDate',
    ],
    ask: 'tender { milestones { nodes { dueDate } } }',
    answer: {
      tender: {
        milestones: nodes(
          ...[
            '2026-05-13T13:21:24+01:00',
            '2026-05-13T13:21:24.5Z',
            '2026-05-13',
            '2022-12-08 15:45:47.8730413',
            null,
            null,
            null,
            null,
            '2015-01-01T00:00:00.-06:00',
          ].map((dueDate) => ({ dueDate })),
        ),
      },
    },
  },
  {
    name: '20: a document may be nothing but its kind',
    release: tender({ documents: [{ id: 'c', documentType: 'conflictOfInterest' }] }),
    issues: [],
    ask: 'tender { documents { nodes { documentType url datePublished noticeType } } }',
    answer: {
      tender: {
        documents: nodes({ documentType: 'conflictOfInterest', url: null, datePublished: null, noticeType: null }),
      },
    },
  },
];

describeQuirks(QUIRKS);
