import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildProgram, runHere, runProgram, temporaryFolder, type Ended } from '../support/cli';

const main = buildProgram();

let cwd: string;
beforeEach(() => {
  cwd = temporaryFolder();
});

jest.setTimeout(30_000);

const run = (args: string[]): Promise<Ended> => runHere(args, { cwd });
const fed = (input: string | Buffer, args: string[]): Promise<Ended> => runProgram(main, args, { cwd, input });
const write = (name: string, text: string | Buffer): void => writeFileSync(join(cwd, name), text);
const release = (n: number, more: object = {}): string =>
  JSON.stringify({
    ocid: `ocds-${n}`,
    id: `r${n}`,
    date: '2026-01-01T00:00:00Z',
    tag: ['compiled'],
    tender: { id: '1' },
    ...more,
  });
const counts = ({ stdout }: Ended): Record<string, number> =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as Record<string, number>;
const stats = async (): Promise<Record<string, unknown>> =>
  JSON.parse((await run(['stats', '--json'])).stdout) as Record<string, unknown>;

test('the last line of --json is exactly the counts', async () => {
  write('a.jsonl', [release(1), release(2, { tender: { id: '1', colour: 'red' } }), release(1)].join('\n'));
  const ended = await run(['import', 'a.jsonl', '--json', '--quiet']);
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
  expect(Object.keys(counts(ended))).toEqual(['read', 'stored', 'unchanged', 'stale', 'refused', 'issues', 'seconds']);
  expect(counts(ended)).toEqual({
    read: 3,
    stored: 2,
    unchanged: 1,
    stale: 0,
    refused: 0,
    issues: 1,
    seconds: expect.any(Number),
  });
});

test('the summary is in words, on standard error; --quiet leaves it out', async () => {
  write('a.json', release(1));
  const told = await run(['import', 'a.json']);
  expect(told).toMatchObject({ status: 0, stdout: '' });
  expect(told.stderr).toMatch(
    /^Read 1 release in \d+\.\d s: 1 stored, 0 unchanged, 0 older than what is shown, 0 refused; 0 import issues\.\n$/,
  );
  expect(await run(['import', 'a.json', '--quiet'])).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

test('what is passed over is noted once for each kind, with where it was first', async () => {
  const links = (...urls: string[]): string =>
    JSON.stringify({ records: [{ ocid: 'ocds-1', releases: urls.map((url) => ({ url })) }] });
  write(
    'a.jsonl',
    `${links('https://example.org/1', 'https://example.org/2')}\n${release(1, { x: 1 }).replace(':1}', ':NaN}')}`,
  );
  write('b.json', '');
  const { status, stderr } = await run(['import', 'a.jsonl', 'b.json']);
  expect(status).toBe(0);
  expect(stderr.split('\n').slice(1)).toEqual([
    'noted: LINKED_RELEASE 2 times, first in a.jsonl, line 1, release 0: links to the release https://example.org/1',
    'noted: RECORD_WITHOUT_RELEASES 1 time, first in a.jsonl, line 1, release 0: the record only links to its releases',
    'noted: NUMBER_OUT_OF_RANGE 1 time, first in a.jsonl, line 2, release 0: holds NaN, read as null',
    'noted: EMPTY_FILE 1 time, first in b.json, line 1, release 0: is empty',
    '',
  ]);
  expect((await run(['import', 'a.jsonl', 'b.json', '--quiet'])).stderr).toBe('');
});

test('what records are full of is one line of --issues for each file', async () => {
  const records = (count: number): string =>
    JSON.stringify({
      records: Array.from({ length: count }, (_, i) => ({
        ocid: `ocds-${i}`,
        releases: [{ url: `https://example.org/${i}` }],
        compiledRelease: JSON.parse(release(i)) as object,
        versionedRelease: { ocid: `ocds-${i}` },
      })),
    });
  write('a.json', records(3));
  write('b.json', records(1));
  const { status } = await run(['import', 'a.json', 'b.json', '--issues', 'issues.csv']);
  expect(status).toBe(0);
  const [, ...lines] = readFileSync(join(cwd, 'issues.csv'), 'utf8').trim().split('\r\n');
  expect(lines).toEqual([
    'a.json,0,,,,LINKED_RELEASE,links to the release https://example.org/0; 3 times in the file',
    'a.json,0,,,,VERSIONED_RELEASE_SKIPPED,the versioned release of the record is not read; 3 times in the file',
    'b.json,0,,,,LINKED_RELEASE,links to the release https://example.org/0',
    'b.json,0,,,,VERSIONED_RELEASE_SKIPPED,the versioned release of the record is not read',
  ]);
});

test('what could not be understood is CSV with --issues', async () => {
  write('a.json', release(1, { tender: { id: '1', title: 7, 'a "colour"': 'red, or\nblue' } }));
  const { status } = await run(['import', 'a.json', '--issues', 'issues.csv']);
  expect(status).toBe(0);
  const [header, ...lines] = readFileSync(join(cwd, 'issues.csv'), 'utf8').split('\r\n');
  expect(header).toBe('file,position,ocid,path,value,code,message');
  expect(lines.sort()).toEqual([
    '',
    'a.json,0,ocds-1,"tender/a ""colour""","""red, or\\nblue""",UNKNOWN_FIELD,The field is in no schema that is known here; its value is in the document only.',
    expect.stringMatching(/^a\.json,0,ocds-1,tender\/title,7,TYPE_COERCED,/),
  ]);
  const { stderr } = await fed('', ['import', 'a.json', '--issues', '-', '--quiet']);
  expect(stderr).toBe('file,position,ocid,path,value,code,message\r\n');
});

test('stats name the fields that are not known, the most frequent first, whatever their indexes', async () => {
  const lots = [
    { id: '1', hue: 'red' },
    { id: '2', hue: 'blue', size2: 7 },
  ];
  write('a.jsonl', `${release(1, { colour: 'red', tender: { id: '1', lots } })}\n${release(2, { colour: 'red' })}`);
  await run(['import', 'a.jsonl', '--quiet']);
  const { unknownFields } = (await stats()) as { unknownFields: Record<string, number> };
  expect(Object.entries(unknownFields)).toEqual([
    ['colour', 2],
    ['tender/lots[]/hue', 2],
    ['tender/lots[]/size2', 1],
  ]);
  expect((await run(['stats'])).stdout).toContain('Unknown fields, the most frequent\n  2  colour\n');
});

test('a dry run reads and tells everything, and stores nothing', async () => {
  write('a.jsonl', `${release(1, { colour: 'red' })}\nnonsense`);
  const first = await run(['import', 'a.jsonl', '--dry-run', '--json']);
  expect(first.status).toBe(3);
  expect(counts(first)).toMatchObject({ read: 2, stored: 1, refused: 1, issues: 1 });
  expect(existsSync(join(cwd, 'ocds.db'))).toBe(false);
  write('b.json', release(2));
  await run(['import', 'b.json']);
  await run(['import', 'a.jsonl', '--dry-run']);
  expect(await stats()).toMatchObject({ releases: 1, quarantine: {}, issues: {} });
});

test('a file that is not JSON is refused by name and place, and the rest is taken', async () => {
  mkdirSync(join(cwd, 'data'));
  write('data/a.json', release(1));
  write('data/b.json', '<html>no</html>');
  write('data/c.jsonl', `${release(2)}\n{"ocid": "ocds-broken", \n${release(3)}`);
  write('data/README.md', 'About the data');
  const ended = await run(['import', 'data']);
  expect(ended.status).toBe(3);
  expect(ended.stderr).toContain('refused: data/b.json, line 1, release 0: is not JSON');
  expect(ended.stderr).toMatch(/refused: data\/c\.jsonl, line 2, release 1 \(ocds-broken\): /);
  expect(ended.stderr).not.toContain('README');
  expect(await stats()).toMatchObject({ releases: 3, processes: 3, quarantine: { INVALID_JSON: 2 } });
});

test('what was refused is tried again with --retry, once', async () => {
  write('a.jsonl', `${release(1)}\n{"id": "no ocid"}`);
  expect((await run(['import', 'a.jsonl'])).status).toBe(3);
  expect((await run(['import', 'a.jsonl'])).status).toBe(3);
  expect(await stats()).toMatchObject({ quarantine: { MISSING_OCID: 1 } });
  const again = await run(['import', '--retry', '--json', '--issues', 'issues.csv']);
  expect(again.status).toBe(3);
  expect(counts(again)).toMatchObject({ read: 1, stored: 0, refused: 1 });
  expect(readFileSync(join(cwd, 'issues.csv'), 'utf8')).toContain('a.jsonl,1,,,,MISSING_OCID,has no ocid');
  expect(await stats()).toMatchObject({ quarantine: { MISSING_OCID: 1 } });
});

test('what can be taken the second time leaves the quarantine', async () => {
  write('wrapped.json', `{"data":{"item":${release(1)}}}`);
  expect((await run(['import', 'wrapped.json'])).status).toBe(3);
  const dry = await run(['import', '--retry', '--root-path', 'data.item', '--dry-run']);
  expect(dry.status).toBe(0);
  expect(await stats()).toMatchObject({ releases: 0, quarantine: { MISSING_OCID: 1 } });
  const again = await run(['import', '--retry', '--root-path', 'data.item', '--json']);
  expect(again.status).toBe(0);
  expect(counts(again)).toMatchObject({ read: 1, stored: 1, refused: 0 });
  expect(await stats()).toMatchObject({ releases: 1, quarantine: {} });
});

test('what has no release the second time stays in the quarantine', async () => {
  write('answer.json', '{"data":[],"error":"maintenance"}');
  expect((await run(['import', 'answer.json'])).status).toBe(3);
  const again = await run(['import', '--retry', '--root-path', 'data', '--json']);
  expect(counts(again)).toMatchObject({ read: 0, stored: 0, refused: 0 });
  expect(await stats()).toMatchObject({ quarantine: { MISSING_OCID: 1 } });
});

test('standard input is read as any file, compressed or not', async () => {
  const plain = await fed(release(1), ['import', '-', '--json']);
  const compressed = await fed(gzipSync(`${release(1)}\n${release(2)}`), ['import', '-', '--json']);
  expect(counts(plain)).toMatchObject({ read: 1, stored: 1 });
  expect(counts(compressed)).toMatchObject({ read: 2, stored: 1, unchanged: 1 });
});

test.each([
  [['import', 'missing.json'], 'Cannot read missing.json: there is no such file or directory.'],
  [['compile', 'missing.json'], 'Cannot read missing.json: there is no such file or directory.'],
  [['import', ''], 'Cannot read "": there is no such file or directory.'],
  [['import', 'a.json', '--issues', ''], '"" cannot be written.'],
  [['import', 'empty'], 'There is no file to read in empty.'],
  [['import', 'a.json', '--issues', 'nowhere/issues.csv'], 'nowhere/issues.csv cannot be written.'],
])('%j fails in one sentence, and nothing is made', async (args, sentence) => {
  mkdirSync(join(cwd, 'empty'));
  write('a.json', release(1));
  expect(await run(args)).toEqual({ status: 1, signal: null, stdout: '', stderr: `ocds-graph: ${sentence}\n` });
  expect(existsSync(join(cwd, 'ocds.db'))).toBe(false);
});

test('what is exported can be compiled and imported again, the same', async () => {
  const individual = (n: number, day: number, more: object): string =>
    JSON.stringify({ ocid: `ocds-${n}`, id: `i${day}`, date: `2026-02-0${day}T00:00:00Z`, tag: ['tender'], ...more });
  write(
    'a.jsonl',
    [
      JSON.stringify(JSON.parse(release(2, { x: [1.5, null, 'é\u2028', {}] })), null, 2),
      individual(1, 1, { tender: { id: '1', title: 'Old' }, odd: { '': 1e21 } }),
      individual(1, 2, { tender: { title: 'New', amount: 2 } }).replace(':2}', ':1e9999}'),
      individual(2, 1, { tender: { title: 'After' } }),
    ].join('\n'),
  );
  await run(['import', 'a.jsonl']);
  const lines = await run(['export']);
  const compiled = await run(['compile', 'a.jsonl']);
  expect(lines.stdout).toBe(compiled.stdout);
  expect(lines.stdout.split('\n')).toEqual([
    '{"ocid":"ocds-1","id":"ocds-1-2026-02-02T00:00:00Z","date":"2026-02-02T00:00:00Z","tag":["compiled"],"tender":{"id":"1","title":"New","amount":1e9999},"odd":{"":1e+21}}',
    '{"ocid":"ocds-2","id":"ocds-2-2026-02-01T00:00:00Z","date":"2026-02-01T00:00:00Z","tag":["compiled"],"tender":{"id":"1","title":"After"},"x":[1.5,null,"é\u2028",{}]}',
    '',
  ]);
  const whole = await run(['export', '--format', 'package']);
  const pack = JSON.parse(whole.stdout) as {
    releases: { id: string }[];
    version: string;
    uri: string;
    publisher: object;
  };
  expect(pack.releases.map(({ id }) => id)).toEqual(['i1', 'i2', 'r2', 'i1']);
  expect(pack).toMatchObject({
    version: '1.1',
    publisher: { name: expect.any(String) },
    publishedDate: expect.any(String),
  });
  const again = await fed(whole.stdout, ['import', '-', '--json', '--quiet']);
  expect(counts(again)).toMatchObject({ read: 4, unchanged: 4 });
  const records = JSON.parse((await run(['export', '--format', 'record', '--ocid', 'ocds-1'])).stdout) as {
    records: object[];
  };
  expect(records.records).toEqual([
    {
      ocid: 'ocds-1',
      releases: [expect.anything(), expect.anything()],
      compiledRelease: JSON.parse(lines.stdout.split('\n')[0]!),
    },
  ]);
});

test('an ocid of which there is nothing is told, and by the exit status; other formats of nothing are valid', async () => {
  write('a.json', release(1));
  await run(['import', 'a.json', '--quiet']);
  const { status, stdout, stderr } = await run(['export', '--ocid', 'ocds-1', '--ocid', 'ocds-9']);
  expect({ status, stderr }).toEqual({ status: 3, stderr: 'The database has nothing of ocds-9.\n' });
  expect(stdout).toBe(`${release(1)}\n`);
  const none = await run(['export', '--ocid', 'ocds-9', '--format', 'record']);
  expect(none).toMatchObject({ status: 1, stderr: 'The database has nothing of ocds-9.\n' });
  expect(JSON.parse(none.stdout)).toMatchObject({ records: [] });
});
