/** Every question as ONE statement that returns the text of the whole answer, for both engines from one template. */
import { after } from './data.mjs';

export function limitStatements(engine) {
  const sqlite = engine === 'sqlite';
  const object = sqlite ? 'json_object' : 'json_build_object';
  const parameter = (i) => (sqlite ? '?' : `$${i}`);
  const list = (fields, from) =>
    sqlite
      ? `(SELECT json_group_array(json_object(${fields})) FROM ${from})`
      : `coalesce((SELECT json_agg(json_build_object(${fields})) FROM ${from}), '[]'::json)`;
  const answer = (fields) => `SELECT ${object}('data', ${object}(${fields}))${sqlite ? '' : '::text'} AS json`;
  const columns = (alias, names) => names.map((name) => `'${NAMES[name] ?? name}', ${alias}.${name}`).join(', ');

  const buyer = (id) => `(SELECT ${object}('id', o.ppon, 'name', o.name) FROM organization o WHERE o.id = ${id})`;
  const suppliers = list(
    `'id', o.ppon, 'name', o.name`,
    'award_supplier s JOIN organization o ON o.id = s.organization_id WHERE s.award_id = a.id',
  );
  const contract = ['id', 'contract_no', 'title', 'status', 'date_signed', ...VALUE];
  const month = sqlite ? 'substr(a.date, 1, 7)' : `to_char(a.date AT TIME ZONE 'UTC', 'YYYY-MM')`;

  const process = `SELECT ${object}(${columns('t', ['ocid', 'date', 'title', 'description', 'status', 'category', 'procurement_method', ...VALUE])},
    'buyer', ${buyer('t.buyer_id')},
    'lots', ${list(columns('l', ['id', 'lot_no', 'title', 'status', ...VALUE, ...PERIOD]), 'lot l WHERE l.tender_id = t.id')},
    'awards', ${list(`${columns('a', ['id', 'award_no', 'title', 'status', 'date', ...VALUE])}, 'suppliers', ${suppliers}`, 'award a WHERE a.tender_id = t.id')},
    'contracts', ${list(columns('c', [...contract, ...PERIOD]), 'contract c WHERE c.tender_id = t.id')})
    FROM tender t WHERE t.ocid = ${parameter(1)}`;

  const awards = list(
    `${columns('a', ['id', 'award_no', 'title', 'date', ...VALUE])}, 'suppliers', ${suppliers},
     'contracts', ${list(columns('c', contract), 'contract c WHERE c.award_id = a.id')}`,
    'award_lot al JOIN award a ON a.id = al.award_id WHERE al.lot_id = l.id',
  );
  const tenders = list(
    `${columns('t', ['ocid', 'date', 'title', 'status'])},
     'lots', ${list(`${columns('l', ['id', 'lot_no', 'status', ...VALUE])}, 'awards', ${awards}`, 'lot l WHERE l.tender_id = t.id')}`,
    '(SELECT id, ocid, date, title, status FROM tender WHERE buyer_id = b.id ORDER BY date DESC, id DESC LIMIT 10) t',
  );
  const inDivision = `EXISTS (SELECT 1 FROM item i JOIN item_classification c ON c.item_id = i.id
    WHERE i.tender_id = t.id AND c.code >= ${parameter(3)} AND c.code < ${parameter(4)})`;
  const found = sqlite
    ? `SELECT t.* FROM tender_fts f JOIN tender t ON t.id = f.rowid WHERE tender_fts MATCH ? ORDER BY f.rowid DESC LIMIT 20`
    : `SELECT * FROM tender t WHERE t.title_tsv @@ plainto_tsquery('simple', $1) ORDER BY t.id DESC LIMIT 20`;
  const named = (type, fields, from) => `(SELECT ${object}('__typename', '${type}', ${fields}) FROM ${from})`;
  const entity = (field) =>
    `CASE ${field('__typename')}
     WHEN 'Organization' THEN ${named('Organization', `'id', o.ppon, 'name', o.name`, `organization o WHERE o.ppon = ${field('ppon')}`)}
     ELSE ${named('Tender', columns('t', ['ocid', 'title', 'status', ...VALUE]), `tender t WHERE t.ocid = ${field('ocid')}`)} END`;

  return {
    Q1: answer(`'tender', (${process})`),
    Q2: answer(
      `'buyers', ${list(`'id', b.ppon, 'name', b.name, 'tenders', ${tenders}`, `(SELECT id, ppon, name FROM organization WHERE is_buyer ${sqlite ? '= 1' : ''} ORDER BY ppon LIMIT 20) b`)}`,
    ),
    Q3: answer(
      `'dashboard', ${list(
        `${columns('t', ['ocid', 'date', 'title', 'status', ...VALUE])}, 'buyer', ${buyer('t.buyer_id')},
         'lots', ${list(columns('l', ['id', 'lot_no', 'status', ...VALUE]), 'lot l WHERE l.tender_id = t.id')}`,
        `(SELECT * FROM tender t WHERE t.date >= ${parameter(1)} AND t.date < ${parameter(2)}
          AND t.value_amount IS NOT NULL AND ${inDivision} ORDER BY t.value_amount DESC, t.ocid LIMIT 50) t`,
      )}`,
    ),
    Q4: answer(
      `'byBuyer', ${list(
        `'buyer', ${buyer('s.buyer_id')}, 'total', s.total, 'count', s.count`,
        `(SELECT t.buyer_id, sum(a.value_amount) AS total, count(*) AS count FROM award a
          JOIN tender t ON t.id = a.tender_id GROUP BY t.buyer_id ORDER BY total DESC LIMIT 20) s`,
      )},
       'byMonth', ${list(
         `'month', m.month, 'total', m.total, 'count', m.count`,
         `(SELECT ${month} AS month, sum(a.value_amount) AS total, count(*) AS count FROM award a GROUP BY 1 ORDER BY 1) m`,
       )}`,
    ),
    Q5: answer(
      `'search', ${list(`${columns('t', ['ocid', 'date', 'title', ...VALUE])}, 'buyer', ${buyer('t.buyer_id')}`, `(${found}) t`)}`,
    ),
    Q6: answer(
      sqlite
        ? `'_entities', (SELECT json_group_array(json(e.entity)) FROM (SELECT ${entity((name) => `k.value ->> '${name}'`)} AS entity FROM json_each(?) k ORDER BY k.key) e)`
        : `'_entities', (SELECT json_agg(e.entity) FROM (SELECT ${entity((name) => `k.value ->> '${name}'`)} AS entity FROM json_array_elements($1::json) WITH ORDINALITY AS k(value, n) ORDER BY k.n) e)`,
    ),
  };
}

const VALUE = ['value_amount', 'currency'];
const PERIOD = ['start_date', 'end_date'];
const NAMES = {
  lot_no: 'localId',
  award_no: 'localId',
  contract_no: 'localId',
  value_amount: 'amount',
  procurement_method: 'procurementMethod',
  date_signed: 'dateSigned',
  start_date: 'startDate',
  end_date: 'endDate',
};

/** GraphQL variables as parameters, in the order that they stand in. */
export const limitArguments = {
  Q1: ({ ocid }) => [ocid],
  Q2: () => [],
  Q3: ({ from, to, division }) => [from, to, division, after(division)],
  Q4: () => [],
  Q5: ({ text }) => [text],
  Q6: ({ representations }) => [JSON.stringify(representations)],
};

/** PostgreSQL plans these far better knowing their parameters than once for all. */
export const UNNAMED = new Set(['Q3']);
