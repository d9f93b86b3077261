import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * Remembers on which files all tests have passed, so that `npm run check` after `npm test` does not run them again.
 */

const ROOT = join(import.meta.dirname, '..');
const RECORD = join(ROOT, 'node_modules/.cache/ocds-graph/passed.json');

/**
 * What a test could depend on: every file that is committed or could be, Node, how many random cases are asked for, and
 * whether there are data beside the repository. Undefined where git cannot tell the files.
 */
function fingerprint() {
  const files = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const hash = createHash('sha256').update(
    [process.version, process.env.RUNS, process.env.SEED, existsSync(join(ROOT, '../shared/data'))].join(),
  );
  try {
    const names = execFileSync('git', files, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    for (const name of names.split('\0').filter(Boolean)) {
      hash.update(`\0${name}\0`).update(existsSync(join(ROOT, name)) ? readFileSync(join(ROOT, name)) : 'removed');
    }
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

/** When all tests passed on the files as they are now, in ISO 8601; undefined where they have not. */
export function passedAt() {
  if (!existsSync(RECORD)) return undefined;
  const { files, at } = JSON.parse(readFileSync(RECORD, 'utf8'));
  return files === fingerprint() ? at : undefined;
}

/** A reporter of jest, which writes the record after a run of everything that found nothing wrong. */
export default class PassedReporter {
  #config;
  #before;

  constructor(config) {
    this.#config = config;
  }

  onRunStart() {
    this.#before = fingerprint();
  }

  onRunComplete(_contexts, results) {
    const { nonFlagArgs, testNamePattern, onlyChanged, onlyFailures, shard, findRelatedTests } = this.#config;
    const partial = nonFlagArgs?.length || testNamePattern || onlyChanged || onlyFailures || shard || findRelatedTests;
    const { numTotalTests, numFailedTestSuites, numRuntimeErrorTestSuites, wasInterrupted, snapshot } = results;
    const failed = numFailedTestSuites || numRuntimeErrorTestSuites || wasInterrupted || snapshot.failure;
    if (partial || failed || numTotalTests === 0) return;
    const files = fingerprint();
    if (!files || files !== this.#before) return;
    mkdirSync(dirname(RECORD), { recursive: true });
    writeFileSync(RECORD, JSON.stringify({ files, at: new Date().toISOString() }));
  }
}
