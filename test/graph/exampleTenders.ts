import type { JsonObject } from '../../src/ocds/json';

/** A release with a tender. */
export const tender = (n: number, json: JsonObject, more: JsonObject = {}): JsonObject => ({
  ocid: `ocds-213czf-${n}`,
  id: `${n}`,
  date: '2026-01-01T00:00:00Z',
  tag: ['compiled'],
  tender: { id: `${n}`, ...json },
  ...more,
});

export const lots = (...all: JsonObject[]): JsonObject[] => all.map((lot, i) => ({ id: String(i + 1), ...lot }));

export const RELEASES = [
  tender(
    1,
    {
      title: 'Straße Über Bridge',
      numberOfTenderers: 3,
      value: { amount: 100.5, currency: 'GBP' },
      aboveThreshold: true,
      status: 'active',
      specialRegime: ['lightTouch', 'utilities'],
      tenderPeriod: { endDate: '2026-05-13T13:00:00+01:00' },
      bidOpening: { date: '2026-05-14T00:30:00+02:00' },
      participationFees: [
        { id: 'a', type: ['document'] },
        { id: 'b', type: ['win'] },
      ],
      classification: { scheme: 'CPV', id: '85310000' },
      lots: lots({ title: 'Piers', value: { amount: 1, currency: 'GBP' } }, { title: 'Deck' }),
    },
    {
      parties: [{ id: 'here', name: 'Somebody else' }],
      awards: [{ id: '1', suppliers: [{ id: 'gone', name: 'Nobody knows' }], relatedLots: ['1'] }],
    },
  ),
  tender(2, {
    title: 'bridge',
    numberOfTenderers: 0,
    value: { amount: 100, amountGross: 120, currency: 'EUR' },
    aboveThreshold: false,
    status: 'complete',
    specialRegime: [],
    tenderPeriod: { endDate: '2026-05-13' },
    classification: { scheme: 'CPV', id: '85000000' },
    lots: lots({ title: 'Piers' }),
  }),
  tender(3, { classification: { scheme: 'CPV', id: '45000000' }, deliveryAddresses: [{ region: 'UKG33' }] }),
];

/** What a filter of tenders finds of the three. */
