/** The peers are no dependencies of the project: they are installed beside the benchmark, by the benchmark alone. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PEERS } from './stacks.mjs';

export function installPeers() {
  const lock = join(PEERS, 'package-lock.json');
  const installed = join(PEERS, 'node_modules/.installed'); // the lock file that they are installed by
  if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) {
    console.error('installing the peers: some minutes, once');
    run('npm', ['ci', '--prefix', PEERS, '--no-audit', '--no-fund', '--loglevel=error']);
    copyFileSync(lock, installed);
  }
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  run(process.execPath, [compiler, '-p', join(PEERS, 'textbook')]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ended with status ${status}`);
}
