/**
 * The form in which the answers of all stacks are compared, whole: dates as instants, codes in capitals, numbers to 12
 * digits (sums of doubles depend on the order they are added in), no ids that only one stack has. What a tender holds
 * is compared as a set; the order of buyers, tenders, groups and entities was asked for and counts.
 */
export function canonical(value, key) {
  if (Array.isArray(value)) {
    const list = value.map((each) => canonical(each));
    return OF_A_TENDER.has(key) ? list.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) : list;
  }
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).filter((name) => !(name === 'id' && 'localId' in value));
    return Object.fromEntries(keys.sort().map((name) => [name, canonical(value[name], name)]));
  }
  if (value === null) return null;
  if (DATES.has(key)) return Date.parse(value);
  if (CODES.has(key)) return value.toUpperCase();
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}

const OF_A_TENDER = new Set(['lots', 'awards', 'suppliers', 'contracts']);
const DATES = new Set(['date', 'startDate', 'endDate', 'dateSigned']);
const CODES = new Set(['status', 'category', 'procurementMethod']);

const nameOf = ({ localId, id }) => localId ?? id;

/** How many objects an answer in canonical form has. */
export function objects(value) {
  if (value === null || typeof value !== 'object') return 0;
  const inside = Object.values(value).reduce((sum, each) => sum + objects(each), 0);
  return Array.isArray(value) ? inside : inside + 1;
}

/** The place where two canonical answers differ first, in words; undefined where they are the same. */
export function difference(a, b) {
  const [x, y] = [a, b].map((value) => JSON.stringify(value));
  if (x === y) return undefined;
  const at = [...x].findIndex((char, i) => char !== y[i]);
  return `...${x.slice(Math.max(0, at - 80), at + 80)}... and ...${y.slice(Math.max(0, at - 80), at + 80)}...`;
}
