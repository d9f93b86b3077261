// Raw import into Postgres with COPY, one batch of every table per transaction.
//   node bench/raw/postgres.mjs file.jsonl url-of-an-empty-database [late|early] [--by-date]
import pg from 'pg';
import copy from 'pg-copy-streams';
import { statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { TABLES, ddl } from './schema.mjs';
import { Flattener } from './flatten.mjs';
import { lines } from './lines.mjs';
import { tenderIds } from './tenderIds.mjs';

const [file, url, mode = 'late'] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const t0 = process.hrtime.bigint();
const secs = () => Number(process.hrtime.bigint() - t0) / 1e9;
const db = new pg.Client(url);
await db.connect();
const { create, indexes } = ddl('pg');
await db.query(create);
if (mode === 'early') await db.query(indexes);

const needsEscape = /[\\\t\n\r]/;
const escape = (s) => s.replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r');
function encode(rows) {
  let out = '';
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) {
      if (i) out += '\t';
      const v = row[i];
      out += v === null ? '\\N' : typeof v === 'string' && needsEscape.test(v) ? escape(v) : v;
    }
    out += '\n';
  }
  return Buffer.from(out);
}
const f = new Flattener({
  bool: (x) => (x ? 't' : 'f'),
  tenderIds: process.argv.includes('--by-date') ? tenderIds(file) : undefined,
});
async function flush() {
  await db.query('BEGIN');
  for (const [table, def] of Object.entries(TABLES)) {
    if (!f.rows[table].length) continue;
    await pipeline(
      Readable.from([encode(f.rows[table])]),
      db.query(copy.from(`COPY ${table} (${Object.keys(def.cols).join(',')}) FROM STDIN`)),
    );
  }
  await db.query('COMMIT');
  f.clear();
}
let n = 0;
for (const line of lines(file)) {
  f.add(JSON.parse(line));
  if (++n % 5000 === 0) await flush();
}
await flush();
const rowsAt = secs();
if (mode !== 'early') await db.query(indexes);
await db.query('VACUUM ANALYZE');
await db.end();
const s = secs(),
  mb = statSync(file).size / 1e6;
console.log(
  JSON.stringify({
    what: `pg copy ${mode}`,
    releases: n,
    seconds: +s.toFixed(2),
    rowsSeconds: +rowsAt.toFixed(2),
    perSecond: Math.round(n / s),
    mbPerSecond: +(mb / s).toFixed(1),
  }),
);
