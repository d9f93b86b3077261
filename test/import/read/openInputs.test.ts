import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { SourceError } from '../../../src/errors';
import { type Input, openInputs } from '../../../src/import/read/openInputs';
import { chunks } from './reading';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  for (const name of ['b.json', 'a', 'sub/z.json', 'sub/deep/c.gz', '.hidden', '.git/config', 'sub/.DS_Store']) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

async function inputs(...paths: string[]): Promise<Input[]> {
  const found: Input[] = [];
  for await (const input of openInputs(paths, chunks(Buffer.from('from standard input')))) found.push(input);
  return found;
}

async function content({ bytes }: Input): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

const names = (found: Input[]): string[] => found.map(({ file }) => relative(folder, file));

test('a folder gives all its files, in order, but hidden ones', async () => {
  const found = await inputs(folder);
  expect(names(found)).toEqual(['a', 'b.json', 'sub/deep/c.gz', 'sub/z.json']);
  expect(found.map(({ size }) => size)).toEqual([1, 6, 13, 10]);
  expect(await Promise.all(found.map(content))).toEqual(names(found));
});

test('a folder is read without the database that is in it', async () => {
  for (const name of ['ocds.db', 'ocds.db-wal', 'ocds.db-shm', 'x.sqlite', 'adb'])
    writeFileSync(join(folder, name), '');
  expect(names(await inputs(folder))).toEqual(['a', 'adb', 'b.json', 'sub/deep/c.gz', 'sub/z.json']);
});

test('paths come in the order that they are given, each once', async () => {
  const [a, b] = [join(folder, 'a'), join(folder, 'b.json')];
  expect(names(await inputs(b, a, b))).toEqual(['b.json', 'a']);
});

test('a file that is named is read though it is hidden', async () => {
  expect(names(await inputs(join(folder, '.hidden')))).toEqual(['.hidden']);
});

test('a hyphen is standard input', async () => {
  const [input] = await inputs('-');
  expect(input).toMatchObject({ file: '-' });
  expect(input?.size).toBeUndefined();
  expect(await content(input!)).toBe('from standard input');
});

test('links to files are followed; what else is no file is named, not read', async () => {
  symlinkSync('..', join(folder, 'sub', 'circle'));
  symlinkSync('nowhere', join(folder, 'sub', 'dangling'));
  symlinkSync(join(folder, 'a'), join(folder, 'sub', 'link'));
  execFileSync('mkfifo', [join(folder, 'sub', 'pipe')]);
  const found = await inputs(join(folder, 'sub'));
  expect(names(found.filter(({ skipped }) => !skipped))).toEqual(['sub/deep/c.gz', 'sub/link', 'sub/z.json']);
  const skipped = found.filter((input) => input.skipped);
  expect(skipped.map(({ file, skipped }) => `${relative(folder, file)} ${skipped}`)).toEqual([
    'sub/circle is a link to a folder',
    'sub/dangling is a link that leads nowhere',
    'sub/pipe is no file but a pipe',
  ]);
  expect(await Promise.all(skipped.map(content))).toEqual(['', '', '']);
});

test('a file whose name is not UTF-8 is read like any other, in a folder with such a name too', async () => {
  const named = Buffer.concat([Buffer.from(join(folder, 'sub', 'caf')), Buffer.from([0xe9])]);
  mkdirSync(named);
  writeFileSync(Buffer.concat([named, Buffer.from('/d'), Buffer.from([0xff])]), 'd');
  const found = await inputs(join(folder, 'sub'));
  expect(names(found)).toEqual(['sub/caf\uFFFD/d\uFFFD', 'sub/deep/c.gz', 'sub/z.json']);
  expect(await content(found[0]!)).toBe('d');
});

test('a path that is not there is told before anything is read', async () => {
  const missing = join(folder, 'missing.json');
  const opening = openInputs([join(folder, 'a'), missing]);
  await expect(opening.next()).rejects.toThrow(
    new SourceError(`Cannot read ${missing}: there is no such file or directory.`),
  );
  await expect(inputs(join(folder, 'a', 'b'))).rejects.toThrow(SourceError);
});

test('a file that goes away before it is read is told then', async () => {
  const [input] = await inputs(join(folder, 'a'));
  rmSync(join(folder, 'a'));
  await expect(content(input!)).rejects.toThrow(SourceError);
});

test('links that lead in a circle are told', async () => {
  symlinkSync('two', join(folder, 'one'));
  symlinkSync('one', join(folder, 'two'));
  await expect(inputs(join(folder, 'one'))).rejects.toThrow('its symbolic links lead in a circle');
});
