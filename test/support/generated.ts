import type { JsonObject } from '../../src/ocds/json';

/** A compiled release with something of every kind that is common: parties shared with others, lots, awards, contracts. */
function release(n: number): JsonObject {
  const ocid = `ocds-gen-${String(n).padStart(6, '0')}`;
  const date = new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString();
  const buyer = { id: `GB-PPON-${n % 17}`, name: `Buyer ${n % 17}` };
  const supplier = { id: `GB-COH-${n % 41}`, name: `Supplier ${n % 41}` };
  const ids = Array.from({ length: (n % 3) + 1 }, (_, i) => String(i + 1));
  const value = { amount: n * 10.5, amountGross: n * 12.6, currency: 'GBP' };
  const documents = [{ id: `${n}-2026`, documentType: 'tenderNotice', noticeType: 'UK4', datePublished: date }];
  return {
    ocid,
    id: `${ocid}-${date}`,
    date,
    tag: ['compiled'],
    initiationType: 'tender',
    parties: [
      {
        ...buyer,
        roles: ['buyer'],
        identifier: { scheme: 'GB-PPON', id: String(n % 17) },
        address: { region: 'UKG33' },
      },
      { ...supplier, roles: ['supplier'], identifier: { scheme: 'GB-COH', id: String(n % 41) } },
    ],
    buyer,
    tender: {
      id: ocid,
      title: `Works number ${n}`,
      description: 'The authority wishes to appoint a supplier. '.repeat(1 + (n % 7)),
      status: 'active',
      value,
      lots: ids.map((id) => ({ id, status: 'active', value })),
      items: ids.map((id) => ({ id, relatedLot: id, additionalClassifications: [{ scheme: 'CPV', id: '45000000' }] })),
      documents,
      ...(n % 10 === 0 && { colour: 'red' }),
    },
    awards: [
      {
        id: '1',
        title: `Award of works number ${n}`,
        status: 'active',
        date,
        value,
        suppliers: [supplier],
        relatedLots: n % 50 === 0 ? ['9'] : ids,
      },
    ],
    contracts: n % 2 === 0 ? [{ id: '1', awardID: '1', status: 'active', value, dateSigned: date }] : [],
  };
}

/** So many releases of as many processes, as JSON Lines, always the same; `edition` makes later ones of the same processes. */
export function generated(count: number, edition = 0): string {
  const line = (_: unknown, n: number): string => {
    const made = release(n);
    if (edition === 0) return JSON.stringify(made);
    const date = new Date(Date.parse(made.date as string) + edition * 86_400_000).toISOString();
    return JSON.stringify({ ...made, date, id: `${made.id as string}-${edition}`, title: `Edition ${edition}` });
  };
  return Array.from({ length: count }, line).join('\n');
}
