// Raw import into SQLite (better-sqlite3): prepared statements, big transactions.
//   node bench/raw/sqlite.mjs file.jsonl out.db [late|early] [rowsPerStatement] [--by-date]
// late: indexes and FTS built after the rows; early: schema complete up front. --by-date: tenders are numbered from the oldest on.
import Database from 'better-sqlite3';
import { rmSync, statSync } from 'node:fs';
import { TABLES, ddl, FTS_CREATE, FTS_FILL } from './schema.mjs';
import { Flattener } from './flatten.mjs';
import { lines } from './lines.mjs';
import { tenderIds } from './tenderIds.mjs';

const [file, out, mode = 'late', multi = '1'] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
for (const suffix of ['', '-wal', '-shm']) rmSync(out + suffix, { force: true });
const t0 = process.hrtime.bigint();
const secs = () => Number(process.hrtime.bigint() - t0) / 1e9;

const db = new Database(out);
db.pragma('page_size = 8192');
db.pragma('journal_mode = WAL');
db.pragma('synchronous = NORMAL');
db.pragma('cache_size = -262144');
db.pragma(`foreign_keys = ${mode === 'early' ? 'ON' : 'OFF'}`);
const { create, indexes } = ddl('sqlite');
db.exec(create);
db.exec(FTS_CREATE);
if (mode === 'early') {
  db.exec(indexes);
  db.exec(
    `CREATE TRIGGER tender_ai AFTER INSERT ON tender BEGIN INSERT INTO tender_fts(rowid, title) VALUES (new.id, new.title); END;`,
  );
}
const M = Number(multi);
const one = {},
  many = {};
for (const [table, def] of Object.entries(TABLES)) {
  const row = `(${Object.keys(def.cols)
    .map(() => '?')
    .join(',')})`;
  one[table] = db.prepare(`INSERT INTO ${table} VALUES ${row}`);
  if (M > 1) many[table] = db.prepare(`INSERT INTO ${table} VALUES ${Array(M).fill(row).join(',')}`);
}
const f = new Flattener({ tenderIds: process.argv.includes('--by-date') ? tenderIds(file) : undefined });
const flush = () => {
  db.exec('BEGIN');
  for (const table of Object.keys(TABLES)) {
    const rows = f.rows[table];
    let i = 0;
    if (M > 1) for (; i + M <= rows.length; i += M) many[table].run(rows.slice(i, i + M).flat());
    for (; i < rows.length; i++) one[table].run(rows[i]);
  }
  db.exec('COMMIT');
  f.clear();
};
let n = 0;
for (const line of lines(file)) {
  f.add(JSON.parse(line));
  if (++n % 2000 === 0) flush();
}
flush();
const rowsAt = secs();
if (mode !== 'early') {
  db.exec(indexes);
  db.exec(FTS_FILL);
}
db.exec('ANALYZE; PRAGMA optimize;');
db.pragma('wal_checkpoint(TRUNCATE)');
db.close();
const s = secs(),
  mb = statSync(file).size / 1e6;
console.log(
  JSON.stringify({
    what: `sqlite ${mode} x${M}`,
    releases: n,
    seconds: +s.toFixed(2),
    rowsSeconds: +rowsAt.toFixed(2),
    perSecond: Math.round(n / s),
    mbPerSecond: +(mb / s).toFixed(1),
    dbMb: Math.round(statSync(out).size / 1e6),
  }),
);
