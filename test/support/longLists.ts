import type { JsonObject } from '../../src/ocds/json';

/* Releases with lists as long as one likes, and what pages of them must add up to. */

export interface LongList {
  readonly name: string;
  /** The query for one page, whose connection is called `list`. */
  readonly query: (page: string, connection: string) => string;
  /** What is selected to tell objects apart. */
  readonly objects: string;
  /** Every object of the list, in order. */
  readonly all: readonly string[];
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i).padStart(3, '0'));
const sorted = (ids: string[]): string[] => ids.toSorted((a, b) => (a < b ? -1 : 1));

const party = (id: string): JsonObject => ({ id, name: `Party ${id}`, identifier: { scheme: 'GB-COH', id } });

/** A release with one lot, one award and one contract of an organization that is in all of them. */
export const small = (ocid: string): JsonObject => ({
  ocid,
  date: '2026-01-01T00:00:00Z',
  tag: ['compiled'],
  parties: [{ ...party('all'), roles: ['buyer'] }, party(`of-${ocid}`)],
  tender: { id: 't', lots: [{ id: '1' }] },
  awards: [{ id: '1', relatedLots: ['1'], suppliers: [{ id: 'all', name: 'All' }] }],
  contracts: [{ id: '1', awardID: '1' }],
});

/** A release with long lists, out of alphabetical order; every third supplier is no party. */
export const big = (length: number): JsonObject => ({
  ocid: 'ocds-big',
  date: '2026-01-01T00:00:00Z',
  tag: ['compiled'],
  parties: numbers(length).map(party),
  tender: {
    id: 't',
    items: numbers(length)
      .reverse()
      .map((id) => ({ id })),
    lots: numbers(7)
      .concat('1')
      .map((id) => ({ id })),
    documents: [],
  },
  awards: [
    {
      id: '1',
      relatedLots: ['001', '000'],
      suppliers: numbers(length).map((id, i) => ({ id: i % 3 ? id : `no ${id}`, name: id })),
    },
  ],
});

export const smallOcids = (length: number): string[] => numbers(length).map((n) => `ocds-small-${n}`);

/** The releases that give lists of `length` objects, or a few more. */
export const longReleases = (length: number): JsonObject[] => [big(length), ...smallOcids(length).map(small)];

const ofRelease = (way: string, field: string) => (page: string, connection: string) =>
  `{ release(ocid: "ocds-big") { ${way.replace('*', `list: ${field}${page} ${connection}`)} } }`;
const ofAll = (field: string) => (page: string, connection: string) =>
  `{ organization(id: "GB-COH-all") { list: ${field}${page} ${connection} } }`;

/** Lists of every kind: at the root, by place in a document, with words of their own, over join tables, across releases. */
export function longLists(length: number): LongList[] {
  const ocids = smallOcids(length);
  const ofSmall = (path: string): string[] => sorted(ocids.map((ocid) => `${ocid}${path}`));
  const lots = [...ofSmall('/tender/lots/1'), ...[...numbers(7), '1'].map((id) => `ocds-big/tender/lots/${id}`)];
  const organizations = ['all', ...numbers(length), ...ocids.map((ocid) => `of-${ocid}`)];
  const root = (name: string, all: string[]): LongList => ({
    name,
    all: sorted(all),
    objects: 'nodes { id }',
    query: (page, connection) => `{ list: ${name}${page} ${connection} }`,
  });
  const local = 'nodes { id: localId }';
  return [
    root('releases', ['ocds-big', ...ocids]),
    root('tenders', ['ocds-big/tender', ...ofSmall('/tender')]),
    root('awards', ['ocds-big/awards/1', ...ofSmall('/awards/1')]),
    root('contracts', ofSmall('/contracts/1')),
    root('lots', lots),
    root(
      'organizations',
      organizations.map((id) => `GB-COH-${id}`),
    ),
    { name: 'Release.parties', query: ofRelease('*', 'parties'), objects: local, all: numbers(length) },
    {
      name: 'Tender.items, as the document has them',
      query: ofRelease('tender { * }', 'items'),
      objects: local,
      all: numbers(length).reverse(),
    },
    { name: 'Tender.lots', query: ofRelease('tender { * }', 'lots'), objects: local, all: [...numbers(7), '1'] },
    { name: 'Tender.documents, an empty one', query: ofRelease('tender { * }', 'documents'), objects: local, all: [] },
    {
      name: 'Award.suppliers, some of them no parties',
      query: ofRelease('awards { nodes { * } }', 'suppliers'),
      objects: 'nodes: edges { id: name }',
      all: numbers(length),
    },
    {
      name: 'Award.lots, over a join table',
      query: ofRelease('awards { nodes { * } }', 'lots'),
      objects: local,
      all: ['000', '001'],
    },
    ...['tendersAsBuyer', 'awardsAsSupplier', 'contractsAsSupplier'].map((field, i) => ({
      name: `Organization.${field}`,
      query: ofAll(field),
      objects: 'nodes { id }',
      all: ofSmall(['/tender', '/awards/1', '/contracts/1'][i]!),
    })),
  ];
}
