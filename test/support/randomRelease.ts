import fc from 'fast-check';
import type { JsonObject } from '../../src/ocds/json';

/*
 * Compiled releases of a small world, so that they meet: the same few processes, buyers, suppliers, codes and amounts
 * come up again and again, and any of it may be missing.
 */

const OPEN = { freq: 4, nil: undefined };
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, OPEN);
const one = <T>(...values: T[]): fc.Arbitrary<T | undefined> => maybe(fc.constantFrom(...values));
const some = <T>(arbitrary: fc.Arbitrary<T>, most = 3): fc.Arbitrary<T[] | undefined> =>
  maybe(fc.array(arbitrary, { maxLength: most }));

const amount = fc.constantFrom(0, 1, 0.1, 0.2, 0.3, 10.55, 1e-7, 12.345678, 99999999.99, 1e15, 123456789012345.6);
const value = maybe(fc.record({ amount: maybe(amount), amountGross: maybe(amount), currency: one('GBP', 'EUR') }));
const party = (role: string) => fc.constantFrom('A', 'B', 'C').map((id) => ({ id: `${role}-${id}` }));
const suppliers = some(party('supplier'));
const category = one('goods', 'works', 'services');
const date = one('2025-12-31T23:30:00-02:00', '2026-01-31T00:00:00Z', '2026-04-01', '2027-07-01T12:00:00Z');
const documents = some(
  fc.constantFrom('UK4', 'UK6', 'UK14', 'UK15', 'odd "type"').map((noticeType) => ({ id: noticeType, noticeType })),
  2,
);
const flag = maybe(fc.boolean());
const items = some(
  fc.record({
    relatedLot: one('1', '2'),
    additionalClassifications: fc.constantFrom('45000000', '45210000', '85310000').map((id) => [{ scheme: 'CPV', id }]),
    deliveryAddresses: fc.constantFrom('UKG33', 'UKE', 'FR1').map((region) => [{ region }]),
  }),
);

const numbered = (all: readonly object[] | undefined): object[] | undefined =>
  all?.map((each, i) => ({ id: String(i + 1), ...each }));

const tender = fc.record({
  value,
  status: one('active', 'complete', 'planned'),
  procurementMethod: one('open', 'direct'),
  mainProcurementCategory: category,
  aboveThreshold: flag,
  lots: some(
    fc.record({
      value,
      status: one('active', 'cancelled'),
      suitability: maybe(fc.record({ sme: flag })),
      hasRenewal: flag,
    }),
  ).map(numbered),
  items: items.map(numbered),
  documents,
});

const award = fc.record({
  value,
  date,
  status: one('active', 'pending'),
  suppliers,
  mainProcurementCategory: category,
  relatedLots: some(fc.constantFrom('1', '2'), 2),
  items: items.map(numbered),
  documents,
});

const contract = fc.record({
  value,
  dateSigned: date,
  status: one('active', 'terminated'),
  awardID: one('1', '2'),
  suppliers: maybe(suppliers),
});

const parties = ['buyer', 'supplier'].flatMap((role) =>
  ['A', 'B', 'C'].map((id) => ({
    id: `${role}-${id}`,
    name: `${role} ${id}`,
    roles: [role],
    ...(id !== 'C' && { identifier: { scheme: 'GB-COH', id: `${role}${id}` } }),
  })),
);

/** One release of one of three processes; later ones replace earlier ones, whichever comes in first. */
export const randomRelease: fc.Arbitrary<JsonObject> = fc
  .record({
    process: fc.integer({ min: 1, max: 3 }),
    day: fc.integer({ min: 1, max: 28 }),
    buyer: maybe(party('buyer')),
    tender: maybe(tender),
    awards: some(award).map(numbered),
    contracts: some(contract).map(numbered),
  })
  .map(({ process, day, ...rest }) => {
    const date = `2026-02-${String(day).padStart(2, '0')}T00:00:00Z`;
    const release = {
      ocid: `ocds-random-${process}`,
      id: `${process}-${day}`,
      tag: ['compiled'],
      date,
      parties,
      ...rest,
    };
    return JSON.parse(JSON.stringify(release)) as JsonObject; // without what is undefined
  });
