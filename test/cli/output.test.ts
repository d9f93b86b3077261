import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram, temporaryFolder } from '../support/cli';

jest.setTimeout(60_000);

const main = buildProgram();
const cwd = temporaryFolder();
const COUNT = 300;
const FIELDS = 30;
const unknown = Object.fromEntries(Array.from({ length: FIELDS }, (_, i) => [`unknown${i}`, i]));
const release = (n: number): string =>
  JSON.stringify({ ocid: `ocds-${n}`, id: '1', date: '2026-01-01T00:00:00Z', tag: ['compiled'], ...unknown });
writeFileSync(join(cwd, 'many.jsonl'), Array.from({ length: COUNT }, (_, n) => release(n)).join('\n'));

/** Runs a command line of a shell, in which `$G` is the program. */
const shell = (line: string): { status: number | null; stdout: string; stderr: string } => {
  const command = line.replaceAll('$G', `"${process.execPath}" "${main}"`);
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
};
const stored = (name: string): unknown => JSON.parse(shell(`$G stats --json --database sqlite:${name}.db`).stdout);

test('issues on standard error wait for a reader who is slow', () => {
  const reader = '(sleep 2; grep -c UNKNOWN_FIELD)';
  const { stdout } = shell(`$G import many.jsonl --issues - --database sqlite:slow.db 2>&1 | ${reader}`);
  expect(Number(stdout)).toBe(COUNT * FIELDS);
  expect(stored('slow')).toMatchObject({ releases: COUNT });
});

test('an import goes on when the reader of what it tells has gone', () => {
  shell('$G import many.jsonl --issues - --database sqlite:gone.db 2>&1 | head -1');
  expect(stored('gone')).toMatchObject({ releases: COUNT });
});

test('issues do not take the place of what is read or of the database', () => {
  shell('$G import many.jsonl --quiet --database sqlite:kept.db');
  for (const file of ['./many.jsonl', 'kept.db']) {
    const before = readFileSync(join(cwd, file));
    expect(shell(`$G import many.jsonl --database sqlite:kept.db --issues ${file}`)).toMatchObject({
      status: 2,
      stderr: `ocds-graph: ${file} is read or is the database: the issues would take its place.\n`,
    });
    expect(readFileSync(join(cwd, file)).equals(before)).toBe(true);
  }
});

test('what is published does not command the terminal', () => {
  const hostile = ['{"ocid":"ocds-1","id":"1","tag":["compiled"],"k\\u001b[2J\\r":1}', '{"k\\u001b":1}'];
  writeFileSync(join(cwd, 'hostile.jsonl'), hostile.join('\n'));
  const { stderr } = shell('$G import hostile.jsonl --issues - --database sqlite:hostile.db');
  expect(stderr).toContain('k\uFFFD[2J\uFFFD,1,UNKNOWN_FIELD');
  expect(stderr).toContain('has no ocid; it has k\uFFFD\n');
  expect(shell('$G stats --database sqlite:hostile.db').stdout).toContain('1  k\uFFFD[2J\uFFFD\n');
});

const onFullDisk = existsSync('/dev/full') ? describe : describe.skip;
onFullDisk('on a full disk', () => {
  test('what cannot be told stops nothing', () => {
    const { status, stdout } = shell('$G import many.jsonl --json --database sqlite:untold.db 2> /dev/full');
    expect({ status, counts: JSON.parse(stdout) as unknown }).toMatchObject({ status: 0, counts: { stored: COUNT } });
    const serving = 'timeout -s TERM 4 $G serve --port 0 --database sqlite:untold.db 2> /dev/full';
    expect(shell(serving).status).toBe(124);
  });

  test.each([
    ['import many.jsonl --dry-run --issues /dev/full', '/dev/full cannot be written: the disk is full.'],
    ['compile many.jsonl --quiet > /dev/full', 'Standard output cannot be written: the disk is full.'],
    ['export --database sqlite:untold.db > /dev/full', 'Standard output cannot be written: the disk is full.'],
    ['stats --database sqlite:untold.db > /dev/full', 'Standard output cannot be written: the disk is full.'],
  ])('%s fails in one sentence', (line, sentence) => {
    expect(shell(`$G ${line}`)).toEqual({ status: 1, stdout: '', stderr: `ocds-graph: ${sentence}\n` });
  });
});
