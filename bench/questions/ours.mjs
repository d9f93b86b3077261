/**
 * The questions in the spelling of our own schema. The sizes of pages are chosen so that nothing is cut off (a generated
 * tender has 40 lots at most, a lot one award, an award 50 suppliers) and the limit of potential nodes is kept.
 */
const VALUE = 'value { amount currency }';

export const ours = {
  Q1: `query Process($ocid: String!) { tender(ocid: $ocid) {
    ocid release { date } title description status mainProcurementCategory procurementMethod ${VALUE}
    buyer { id name }
    lots(first: 50) { nodes { id localId title status ${VALUE} contractPeriod { startDate endDate } } }
    awards(first: 50) { nodes { id localId title status date ${VALUE} suppliers(first: 50) { nodes { id name } } } }
    contracts(first: 50) { nodes { id localId title status dateSigned ${VALUE} period { startDate endDate } } } } }`,
  Q2: `query Buyers { organizations(filter: { releasesAsBuyer: { some: {} } }, first: 20) { nodes { id name
    releasesAsBuyer(first: 10, orderBy: [{ by: DATE, direction: DESC }]) { nodes { ocid date
      tender { title status
        lots(first: 50) { nodes { id localId status ${VALUE}
          awards(first: 1) { nodes { id localId title date ${VALUE}
            suppliers(first: 50) { nodes { id name } }
            contracts { nodes { id localId title status dateSigned ${VALUE} } } } } } } } } } } } }`,
  Q3: `query Dashboard($division: String!, $from: DateTime!, $to: DateTime!) {
    tenders(
      filter: {
        release: { date: { gte: $from, lt: $to } }
        classifications: { some: { scheme: { eq: "CPV" }, under: $division } }
        value: { amount: { isNull: false } }
      }
      orderBy: [{ by: VALUE_AMOUNT, direction: DESC }]
      first: 50
    ) { nodes { ocid release { date } title status ${VALUE}
      buyer { id name }
      lots(first: 50) { nodes { id localId status ${VALUE} } } } } }`,
  Q4: `query Totals { awards {
    byBuyer: groups(by: [BUYER], orderBy: { by: SUM_NET, direction: DESC, currency: "GBP" }, first: 20) {
      keys { value label } sum { currency basis amount } count }
    byMonth: groups(by: [MONTH], orderBy: { by: KEY, direction: ASC }, first: 100) {
      keys { value } sum { currency basis amount } count } } }`,
  Q5: `query Search($text: String!) { search(text: $text, types: [TENDER], first: 20) { nodes { node { ... on Tender {
    ocid release { date } title ${VALUE} buyer { id name } } } } } }`,
  Q6: `query Entities($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename
    ... on Organization { id name }
    ... on Tender { ocid title status ${VALUE} } } }`,
};

export const ourVariables = {
  Q1: ({ ocid }) => ({ ocid }),
  Q3: ({ division, from, to }) => ({ division, from, to }),
  Q5: ({ text }) => ({ text }),
  Q6: ({ organizations, ocids }) => ({
    representations: [
      ...organizations.map((id) => ({ __typename: 'Organization', id })),
      ...ocids.map((ocid) => ({ __typename: 'Tender', ocid })),
    ],
  }),
};

/** An answer in the names and the shape of the peers' tables. */
export const flattened = {
  Q1: ({ tender }) => ({ tender: flat(tender) }),
  Q2: ({ organizations }) => ({
    buyers: flat(organizations).map(({ releasesAsBuyer, ...buyer }) => ({
      ...buyer,
      tenders: releasesAsBuyer.map(({ tender, ...release }) => ({ ...release, ...tender })),
    })),
  }),
  Q3: ({ tenders }) => ({ dashboard: flat(tenders) }),
  Q4: ({ awards }) => ({
    byBuyer: awards.byBuyer.map((group) => ({
      buyer: { id: group.keys[0].value, name: group.keys[0].label },
      ...totals(group),
    })),
    byMonth: awards.byMonth.map((group) => ({ month: group.keys[0].value, ...totals(group) })),
  }),
  Q5: ({ search }) => ({ search: flat(search).map(({ node }) => node) }),
  Q6: ({ _entities }) => ({ _entities: flat(_entities) }),
};

const totals = ({ sum, count }) => ({
  total: sum.find(({ currency, basis }) => currency === 'GBP' && basis === 'NET').amount,
  count,
});

/** Value objects become columns of what has them, connections lists. */
function flat(value) {
  if (Array.isArray(value)) return value.map(flat);
  if (value === null || typeof value !== 'object') return value;
  if (value.nodes) return flat(value.nodes);
  const row = {};
  for (const [key, field] of Object.entries(value)) {
    if (key in COLUMNS) for (const [to, from] of Object.entries(COLUMNS[key])) row[to] = field?.[from] ?? null;
    else row[NAMES[key] ?? key] = flat(field);
  }
  return row;
}

const PERIOD = { startDate: 'startDate', endDate: 'endDate' };
const COLUMNS = {
  value: { amount: 'amount', currency: 'currency' },
  contractPeriod: PERIOD,
  period: PERIOD,
  release: { date: 'date' },
};
const NAMES = { mainProcurementCategory: 'category' };
