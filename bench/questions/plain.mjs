/**
 * The questions as the limit, Mercurius and the textbook stack are asked them. Aliases give every answer the names of
 * the canonical form, so that nothing has to be renamed.
 */
export const plain = {
  Q1: `query Process($ocid: String!) { tender(ocid: $ocid) {
    ocid date title description status category procurementMethod amount currency
    buyer { id: ppon name }
    lots { id localId: lotNo title status amount currency startDate endDate }
    awards { id localId: awardNo title status date amount currency suppliers { id: ppon name } }
    contracts { id localId: contractNo title status dateSigned amount currency startDate endDate } } }`,
  Q2: `query Buyers { buyers(first: 20) { id: ppon name tenders(first: 10) {
    ocid date title status
    lots { id localId: lotNo status amount currency
      awards { id localId: awardNo title date amount currency
        suppliers { id: ppon name }
        contracts { id localId: contractNo title status dateSigned amount currency } } } } } }`,
  Q3: `query Dashboard($division: String!, $from: String!, $to: String!) {
    dashboard(division: $division, from: $from, to: $to, first: 50) {
      ocid date title status amount currency
      buyer { id: ppon name }
      lots { id localId: lotNo status amount currency } } }`,
  Q4: `query Totals {
    byBuyer: spendByBuyer(first: 20) { buyer { id: ppon name } total count }
    byMonth: spendByMonth { month total count } }`,
  Q5: `query Search($text: String!) { search(text: $text, first: 20) {
    ocid date title amount currency buyer { id: ppon name } } }`,
  Q6: `query Entities($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename
    ... on Organization { id: ppon name }
    ... on Tender { ocid title status amount currency } } }`,
};

/** GraphQL variables of this spelling, of what is asked for. */
export const plainVariables = {
  Q1: ({ ocid }) => ({ ocid }),
  Q3: ({ division, from, to }) => ({ division: division.slice(0, 2), from, to }),
  Q5: ({ text }) => ({ text }),
  Q6: ({ organizations, ocids }) => ({
    representations: [
      ...organizations.map((ppon) => ({ __typename: 'Organization', ppon })),
      ...ocids.map((ocid) => ({ __typename: 'Tender', ocid })),
    ],
  }),
};
