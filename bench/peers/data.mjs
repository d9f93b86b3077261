/**
 * Hand-written access to the ten plain tables of SQLite, as the loaders of a peer want it: every batch takes the keys of
 * its parents and returns one entry for each.
 */
import Database from 'better-sqlite3';

const T = `t.id, t.ocid, t.date, t.buyer_id AS "buyerId", t.title, t.description, t.status, t.category,
  t.procurement_method AS "procurementMethod", t.value_amount AS amount, t.currency`;
const O = 'o.id, o.ppon, o.name';
const L = `l.id, l.tender_id AS "tenderId", l.lot_no AS "lotNo", l.title, l.status, l.value_amount AS amount, l.currency,
  l.start_date AS "startDate", l.end_date AS "endDate"`;
const A = `a.id, a.tender_id AS "tenderId", a.award_no AS "awardNo", a.title, a.status, a.date, a.value_amount AS amount,
  a.currency`;
const C = `c.id, c.tender_id AS "tenderId", c.award_id AS "awardId", c.contract_no AS "contractNo", c.title, c.status,
  c.value_amount AS amount, c.currency, c.date_signed AS "dateSigned", c.start_date AS "startDate",
  c.end_date AS "endDate"`;
const KEYS = 'IN (SELECT value FROM json_each(?))';

const STATEMENTS = {
  tenderByOcid: `SELECT ${T} FROM tender t WHERE t.ocid = ?`,
  tendersByOcid: `SELECT ${T} FROM tender t WHERE t.ocid ${KEYS}`,
  organizations: `SELECT ${O} FROM organization o WHERE o.id ${KEYS}`,
  organizationsByPpon: `SELECT ${O} FROM organization o WHERE o.ppon ${KEYS}`,
  buyers: `SELECT ${O} FROM organization o WHERE o.is_buyer = 1 ORDER BY o.ppon LIMIT ?`,
  // One index range for each buyer, never all tenders of one.
  tendersByBuyer: `SELECT ${T} FROM json_each(?) k CROSS JOIN tender t
    WHERE t.id IN (SELECT id FROM tender WHERE buyer_id = k.value ORDER BY date DESC, id DESC LIMIT ?)
    ORDER BY t.date DESC, t.id DESC`,
  lotsByTender: `SELECT ${L} FROM lot l WHERE l.tender_id ${KEYS} ORDER BY l.id`,
  awardsByTender: `SELECT ${A} FROM award a WHERE a.tender_id ${KEYS} ORDER BY a.id`,
  awardsByLot: `SELECT al.lot_id AS "lotId", ${A} FROM award_lot al JOIN award a ON a.id = al.award_id
    WHERE al.lot_id ${KEYS} ORDER BY a.id`,
  suppliersByAward: `SELECT s.award_id AS "awardId", ${O} FROM award_supplier s
    JOIN organization o ON o.id = s.organization_id WHERE s.award_id ${KEYS} ORDER BY o.id`,
  contractsByTender: `SELECT ${C} FROM contract c WHERE c.tender_id ${KEYS} ORDER BY c.id`,
  contractsByAward: `SELECT ${C} FROM contract c WHERE c.award_id ${KEYS} ORDER BY c.id`,
  dashboard: `SELECT ${T} FROM tender t WHERE t.date >= ? AND t.date < ? AND t.value_amount IS NOT NULL
    AND EXISTS (SELECT 1 FROM item i JOIN item_classification c ON c.item_id = i.id
      WHERE i.tender_id = t.id AND c.code >= ? AND c.code < ?)
    ORDER BY t.value_amount DESC, t.ocid LIMIT ?`,
  spendByBuyer: `SELECT t.buyer_id AS "buyerId", sum(a.value_amount) AS total, count(*) AS count
    FROM award a JOIN tender t ON t.id = a.tender_id GROUP BY t.buyer_id ORDER BY total DESC LIMIT ?`,
  spendByMonth: `SELECT substr(a.date, 1, 7) AS month, sum(a.value_amount) AS total, count(*) AS count
    FROM award a GROUP BY 1 ORDER BY 1`,
  search: `SELECT ${T} FROM tender_fts f JOIN tender t ON t.id = f.rowid
    WHERE tender_fts MATCH ? ORDER BY f.rowid DESC LIMIT ?`,
};

/** The code after the last one of a division: `72` is followed by `73`. */
export const after = (division) =>
  division.slice(0, -1) + String.fromCharCode(division.charCodeAt(division.length - 1) + 1);

export const stats = { statements: 0 };

export function openSqlite(file) {
  const db = new Database(file, { readonly: true });
  db.pragma('mmap_size = 1073741824');
  db.pragma('cache_size = -65536');
  return db;
}

export function sqliteData(db) {
  const prepared = {};
  const all = (name, ...args) => {
    stats.statements++;
    return (prepared[name] ??= db.prepare(STATEMENTS[name])).all(args);
  };
  const one = (name, key) => (keys) => {
    const found = new Map(all(name, JSON.stringify(keys)).map((row) => [row[key], row]));
    return keys.map((each) => found.get(each) ?? null);
  };
  const many =
    (name, key) =>
    (keys, ...args) => {
      const found = new Map(keys.map((each) => [each, []]));
      for (const row of all(name, JSON.stringify(keys), ...args)) found.get(row[key]).push(row);
      return keys.map((each) => found.get(each));
    };
  return {
    tenderByOcid: (ocid) => all('tenderByOcid', ocid)[0] ?? null,
    tendersByOcid: one('tendersByOcid', 'ocid'),
    organizations: one('organizations', 'id'),
    organizationsByPpon: one('organizationsByPpon', 'ppon'),
    buyers: (first) => all('buyers', first),
    tendersByBuyer: many('tendersByBuyer', 'buyerId'),
    lotsByTender: many('lotsByTender', 'tenderId'),
    awardsByTender: many('awardsByTender', 'tenderId'),
    awardsByLot: many('awardsByLot', 'lotId'),
    suppliersByAward: many('suppliersByAward', 'awardId'),
    contractsByTender: many('contractsByTender', 'tenderId'),
    contractsByAward: many('contractsByAward', 'awardId'),
    dashboard: ({ division, from, to, first }) => all('dashboard', from, to, division, after(division), first),
    spendByBuyer: (first) => all('spendByBuyer', first),
    spendByMonth: () => all('spendByMonth'),
    search: (text, first) => all('search', text, first),
  };
}
