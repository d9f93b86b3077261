/** The questions in the spelling that PostGraphile makes of the tables, with lists instead of connections. */
export const postgraphile = {
  Q1: `query Process($ocid: String!) { tender: tenderByOcid(ocid: $ocid) {
    ocid date title description status category procurementMethod amount: valueAmount currency
    buyer { id: ppon name }
    lots: lotsList { id: rowId localId: lotNo title status amount: valueAmount currency startDate endDate }
    awards: awardsList { id: rowId localId: awardNo title status date amount: valueAmount currency
      suppliers: awardSuppliersList { organization { id: ppon name } } }
    contracts: contractsList { id: rowId localId: contractNo title status dateSigned
      amount: valueAmount currency startDate endDate } } }`,
  Q2: `query Buyers { buyers: organizationsList(condition: { isBuyer: true }, first: 20, orderBy: PPON_ASC) {
    id: ppon name
    tenders: tendersByBuyerIdList(first: 10, orderBy: [DATE_DESC, ROW_ID_DESC]) {
      ocid date title status
      lots: lotsList { id: rowId localId: lotNo status amount: valueAmount currency
        awards: awardLotsList { award { id: rowId localId: awardNo title date amount: valueAmount currency
          suppliers: awardSuppliersList { organization { id: ppon name } }
          contracts: contractsList { id: rowId localId: contractNo title status dateSigned
            amount: valueAmount currency } } } } } } }`,
  Q3: `query Dashboard($division: String!, $from: Datetime!, $to: Datetime!) {
    dashboard: dashboardList(division: $division, fromDate: $from, toDate: $to, lim: 50) {
      ocid date title status amount: valueAmount currency
      buyer { id: ppon name }
      lots: lotsList { id: rowId localId: lotNo status amount: valueAmount currency } } }`,
  Q4: `query Totals {
    byBuyer: spendByBuyerList(lim: 20) { buyer { id: ppon name } total count }
    byMonth: spendByMonthList { month total count } }`,
  Q5: `query Search($text: String!) { search: searchTendersList(q: $text, lim: 20) {
    ocid date title amount: valueAmount currency buyer { id: ppon name } } }`,
};

/** A row of a join table stands for what it leads to. */
export function withoutJoinTables(value) {
  if (Array.isArray(value)) return value.map(withoutJoinTables);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && (keys[0] === 'organization' || keys[0] === 'award'))
    return withoutJoinTables(value[keys[0]]);
  return Object.fromEntries(keys.map((key) => [key, withoutJoinTables(value[key])]));
}
