// One relational schema, two dialects. Column order here is the insert order.
// Types: id, int, bool, text, ts (timestamptz | ISO-8601 UTC text), num (double | real)

export const TABLES = {
  organization: {
    cols: {
      id: 'id',
      ppon: 'text!',
      name: 'text!',
      scheme: 'text',
      identifier: 'text',
      street_address: 'text',
      locality: 'text',
      postal_code: 'text',
      region: 'text',
      country: 'text',
      email: 'text',
      telephone: 'text',
      url: 'text',
      org_type: 'text',
      scale: 'text',
      is_buyer: 'bool!',
      is_supplier: 'bool!',
    },
    unique: ['ppon'],
    index: ['is_buyer, ppon'],
  },
  tender: {
    cols: {
      id: 'id',
      ocid: 'text!',
      release_id: 'text!',
      date: 'ts!',
      buyer_id: 'organization!',
      tender_ref: 'text',
      title: 'text!',
      description: 'text',
      status: 'text',
      category: 'text',
      procurement_method: 'text',
      procurement_method_details: 'text',
      above_threshold: 'bool',
      value_amount: 'num',
      value_gross: 'num',
      currency: 'text',
      tender_period_end: 'ts',
      enquiry_period_end: 'ts',
      language: 'text',
    },
    unique: ['ocid'],
    index: ['buyer_id, date DESC', 'date', 'value_amount DESC, ocid'],
  },
  lot: {
    cols: {
      id: 'id',
      tender_id: 'tender!',
      lot_no: 'text!',
      title: 'text',
      description: 'text',
      status: 'text',
      value_amount: 'num',
      currency: 'text',
      start_date: 'ts',
      end_date: 'ts',
      max_extent_date: 'ts',
      has_renewal: 'bool',
      sme: 'bool',
    },
    index: ['tender_id'],
  },
  item: {
    cols: { id: 'id', tender_id: 'tender!', lot_id: 'lot', item_no: 'text!', region: 'text' },
    index: ['tender_id', 'lot_id'],
  },
  item_classification: {
    cols: { id: 'id', item_id: 'item!', scheme: 'text!', code: 'text!', description: 'text' },
    index: ['item_id', 'code'],
  },
  award: {
    cols: {
      id: 'id',
      tender_id: 'tender!',
      award_no: 'text!',
      title: 'text',
      status: 'text',
      date: 'ts',
      value_amount: 'num',
      currency: 'text',
      start_date: 'ts',
      end_date: 'ts',
    },
    index: ['tender_id', 'date'],
  },
  award_lot: { cols: { award_id: 'award!', lot_id: 'lot!' }, pk: 'award_id, lot_id', index: ['lot_id'] },
  award_supplier: {
    cols: { award_id: 'award!', organization_id: 'organization!' },
    pk: 'award_id, organization_id',
    index: ['organization_id'],
  },
  contract: {
    cols: {
      id: 'id',
      tender_id: 'tender!',
      award_id: 'award',
      contract_no: 'text!',
      title: 'text',
      status: 'text',
      value_amount: 'num',
      currency: 'text',
      date_signed: 'ts',
      start_date: 'ts',
      end_date: 'ts',
    },
    index: ['tender_id', 'award_id'],
  },
  document: {
    cols: {
      id: 'id',
      tender_id: 'tender!',
      award_id: 'award',
      contract_id: 'contract',
      section: 'text!',
      doc_no: 'text',
      document_type: 'text',
      notice_type: 'text',
      description: 'text',
      url: 'text',
      date_published: 'ts',
      format: 'text',
    },
    index: ['tender_id', 'award_id', 'contract_id'],
  },
};

const SQL_TYPE = {
  sqlite: { int: 'INTEGER', bool: 'INTEGER', text: 'TEXT', ts: 'TEXT', num: 'REAL' },
  pg: { int: 'integer', bool: 'boolean', text: 'text', ts: 'timestamptz', num: 'double precision' },
};

/** CREATE TABLE statements, then (separately) the indexes. */
export function ddl(dialect) {
  const types = SQL_TYPE[dialect];
  const create = [],
    indexes = [];
  for (const [table, def] of Object.entries(TABLES)) {
    const parts = Object.entries(def.cols).map(([name, spec]) => {
      if (spec === 'id') return `${name} ${dialect === 'pg' ? 'integer' : 'INTEGER'} PRIMARY KEY`;
      const base = spec.replace('!', '');
      const notNull = spec.endsWith('!') ? ' NOT NULL' : '';
      if (TABLES[base]) return `${name} ${types.int}${notNull} REFERENCES ${base}(id)`;
      return `${name} ${types[base]}${notNull}${def.unique?.includes(name) ? ' UNIQUE' : ''}`;
    });
    if (table === 'tender' && dialect === 'pg')
      parts.push(`title_tsv tsvector GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED`);
    if (def.pk) parts.push(`PRIMARY KEY (${def.pk})`);
    create.push(
      `CREATE TABLE ${table} (${parts.join(', ')})${def.pk && dialect === 'sqlite' ? ' WITHOUT ROWID' : ''};`,
    );
    (def.index ?? []).forEach((cols, i) => indexes.push(`CREATE INDEX ${table}_ix${i} ON ${table} (${cols});`));
  }
  if (dialect === 'pg') indexes.push('CREATE INDEX tender_tsv ON tender USING gin (title_tsv);');
  return { create: create.join('\n'), indexes: indexes.join('\n') };
}

export const FTS_CREATE = `CREATE VIRTUAL TABLE tender_fts USING fts5(title, content='tender', content_rowid='id');`;
export const FTS_FILL = `INSERT INTO tender_fts(tender_fts) VALUES('rebuild');`;
