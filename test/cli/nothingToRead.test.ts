import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHere, temporaryFolder, type Ended } from '../support/cli';

let cwd: string;
beforeEach(() => {
  cwd = temporaryFolder();
});

jest.setTimeout(30_000);

const run = (args: string[]): Promise<Ended> => runHere(args, { cwd });
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);

test('what is no file in a folder is named as skipped, and nothing waits for it', async () => {
  mkdirSync(join(cwd, 'data'));
  write('data/a.json', '{"ocid":"ocds-1","tag":["compiled"]}');
  execFileSync('mkfifo', [join(cwd, 'data', 'pipe')]);
  symlinkSync('nowhere', join(cwd, 'data', 'link'));
  const { status, stderr } = await run(['import', 'data', '--issues', 'issues.csv']);
  expect(status).toBe(0);
  expect(stderr).toContain(
    'skipped: data/link is a link that leads nowhere\nskipped: data/pipe is no file but a pipe\n',
  );
  expect(readFileSync(join(cwd, 'issues.csv'), 'utf8')).toContain(
    'data/pipe,0,,,,FILE_SKIPPED,is no file but a pipe\r\n',
  );
});

test('what holds no release is told: lists of nothing, files of nothing, folders of nothing', async () => {
  mkdirSync(join(cwd, 'none'));
  write('a.json', '{"releases":[]}');
  write('b.json', '[]');
  write('c.json', ' \n');
  const { status, stderr } = await run(['import', 'none', 'a.json', 'b.json', 'c.json', '--issues', 'issues.csv']);
  expect(status).toBe(0);
  expect(stderr.replace(/in [\d.]+ s/, 'in no time').split('\n')).toEqual([
    'skipped: none has no file in it',
    'Read 0 releases in no time: 0 stored, 0 unchanged, 0 older than what is shown, 0 refused; 0 import issues.',
    'noted: PACKAGE_WITHOUT_RELEASES 1 time, first in a.json, line 1, release 0: is a package without releases',
    'noted: EMPTY_FILE 2 times, first in b.json, line 1, release 0: has nothing but empty lists',
    '',
  ]);
  expect(readFileSync(join(cwd, 'issues.csv'), 'utf8').split('\r\n').slice(1, 5)).toEqual([
    'none,0,,,,FILE_SKIPPED,has no file in it',
    'a.json,0,,,,PACKAGE_WITHOUT_RELEASES,is a package without releases',
    'b.json,0,,,,EMPTY_FILE,has nothing but empty lists',
    'c.json,0,,,,EMPTY_FILE,is empty',
  ]);
});

test('a folder where nothing is a file has nothing to read', async () => {
  mkdirSync(join(cwd, 'data'));
  execFileSync('mkfifo', [join(cwd, 'data', 'pipe')]);
  expect(await run(['import', 'data'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no file to read'),
  });
});
