/**
 * The last step of `npm run check`
 *
 * Runs all tests, unless they have passed on these very files already, as after `npm test`.
 */
import { spawnSync } from 'node:child_process';

async function main(): Promise<void> {
  const { passedAt } = await import('../test/passed.mjs');
  const at = passedAt();
  if (at) console.log(`All tests passed on these very files at ${at}, so they are not run again.`);
  else
    process.exitCode =
      spawnSync('npm', ['test'], { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;
}

void main();
