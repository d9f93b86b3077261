import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProgram, runHere, runProgram, temporaryFolder } from '../support/cli';

const main = buildProgram();
const cwd = temporaryFolder();
const run = (args: string[]) => runHere(args, { cwd });

const COMMANDS = ['serve', 'import', 'sync', 'export', 'stats', 'compile', 'schema'];

test('the help names every command, every setting and the exit statuses', async () => {
  const { status, stdout } = await run(['--help']);
  expect(status).toBe(0);
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(stdout).toContain('DATABASE_URL');
  expect(stdout).toContain('Exit status: 0 all done; 1 failed');
});

test('the help has lines of 80 characters at most, where nobody says how wide the terminal is', async () => {
  const { stdout } = await runProgram(main, ['--help']);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('the help of every command has an example', async () => {
  for (const command of COMMANDS) {
    const { status, stdout, stderr } = await run([command, '--help']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`\\nExamples?:\\n  .*ocds-graph ${command}`));
  }
});

test('the help loads nothing that only commands need', async () => {
  const script = `process.argv.push('main', '--help');
    process.on('exit', () => process.stderr.write(Object.keys(require.cache).join('\\n')));
    require(${JSON.stringify(main)});`;
  const { stdout, stderr } = await runProgram('-e', [script]);
  expect(stdout).toContain('Usage: ocds-graph');
  expect(stderr).toMatch(/node_modules\/commander\//);
  expect(stderr).not.toMatch(/node_modules\/(typeorm|graphql|better-sqlite3|pg)\//);
});

test("the version is the package's", async () => {
  expect(await run(['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test.each([
  [['nonsense'], "error: unknown command 'nonsense'"],
  [['import', '--nonsense'], "error: unknown option '--nonsense'"],
  [['stats', 'extra'], "error: too many arguments for 'stats'. Expected 0 arguments but got 1."],
  [
    ['export', '--format', 'xml'],
    "error: option '--format <name>' argument 'xml' is invalid. Allowed choices are jsonl, package, record.",
  ],
  [['import'], 'ocds-graph: Name a file or a folder to import, or - for standard input.'],
  [['import', 'a.json', '--retry'], 'ocds-graph: --retry takes no paths: it reads what was refused before.'],
  [['compile'], 'ocds-graph: Name a file or a folder to compile, or - for standard input.'],
  [
    ['sync', '--from', 'yesterday'],
    'ocds-graph: --from must be a date such as 2026-08-01 or 2026-08-01T12:00:00, not "yesterday".',
  ],
  [['sync', '--from', '2026-08-02', '--to', '2026-08-01'], 'ocds-graph: --from must be before --to.'],
  [['sync', '--timeout', 'never'], 'ocds-graph: --timeout must be a number of seconds up to 3600.'],
  [
    ['sync', '--source', 'ftp://x'],
    'ocds-graph: ftp://x is not the address of a source: it begins with https:// or http://.',
  ],
  [['sync', '--source', ' '], 'ocds-graph: " " is not the address of a source: it begins with https:// or http://.'],
  [['serve', '--port', 'x'], 'ocds-graph: PORT must be a whole number from 0 to 65535, not "x".'],
  [
    ['stats', '--database', 'mysql://h/d'],
    'ocds-graph: DATABASE_URL must be sqlite:PATH, sqlite::memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
  ],
])('%j is wrong usage, told in one sentence', async (args, sentence) => {
  const { status, stdout, stderr } = await run(args);
  expect({ status, stdout, first: stderr.split('\n')[0] }).toEqual({ status: 2, stdout: '', first: sentence });
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('without a command it says how it is used', async () => {
  const { status, stderr } = await run([]);
  expect(status).toBe(2);
  expect(stderr).toContain('Usage: ocds-graph');
});

test('the schema is printed', async () => {
  const { status, stdout } = await runProgram(main, ['schema']);
  expect(status).toBe(0);
  expect(stdout).toContain('type Query');
});

test('a reader that goes away early is no failure', async () => {
  const lines = Array.from(
    { length: 4000 },
    (_, n) => `{"ocid":"ocds-${n}","id":"1","date":"2026-01-01T00:00:00Z","tag":["compiled"]}`,
  );
  writeFileSync(join(cwd, 'many.jsonl'), lines.join('\n'));
  const { status, stderr } = await runProgram(main, ['compile', '--quiet', 'many.jsonl'], {
    cwd,
    started: (child) => child.stdout!.once('data', () => child.stdout!.destroy()),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
