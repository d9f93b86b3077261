import 'reflect-metadata';
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { run } from '../../src/cli/run';

const ROOT = join(__dirname, '../..');

/** A folder of one's own that any user may enter, gone when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ocds-graph-'));
  chmodSync(folder, 0o777);
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The program, built into a folder of its own: where its `main.js` is. */
export function buildProgram(): string {
  const home = temporaryFolder();
  for (const entry of readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const file = join(entry.parentPath, entry.name);
    const { code } = transformFileSync(file, { configFile: join(ROOT, '.swcrc'), sourceMaps: false });
    const target = join(home, 'dist', file.slice(join(ROOT, 'src').length + 1, -'.ts'.length) + '.js');
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  cpSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  cpSync(join(ROOT, 'data'), join(home, 'data'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
  return join(home, 'dist/cli/main.js');
}

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface Run {
  input?: string | Buffer;
  env?: Record<string, string>;
  cwd?: string;
  uid?: number;
  /** Called with the process as soon as it runs. */
  started?: (child: ChildProcess) => void;
}

/** Runs a command line in this process, which is quicker: for all that does not need a process of its own. */
export async function runHere(args: readonly string[], { cwd, env }: Pick<Run, 'cwd' | 'env'> = {}): Promise<Ended> {
  const ended: Ended = { status: null, signal: null, stdout: '', stderr: '' };
  const catching = (name: 'stdout' | 'stderr') =>
    jest.spyOn(process[name], 'write').mockImplementation((data) => {
      ended[name] += data.toString();
      return true;
    });
  const spies = [catching('stdout'), catching('stderr')];
  const before = process.cwd();
  if (cwd) process.chdir(cwd);
  try {
    ended.status = await run(args, { ...env });
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
  return ended;
}

/** Runs a program built by `buildProgram` to its end. */
export function runProgram(
  main: string,
  args: readonly string[],
  { input, env, started, ...options }: Run = {},
): Promise<Ended> {
  const spawning: SpawnOptions = { ...options, env: { PATH: process.env.PATH, ...env } };
  const child = spawn(process.execPath, [main, ...args], { ...spawning, stdio: 'pipe' });
  const ended = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (ended.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ended.stderr += data.toString()));
  child.stdin.on('error', () => undefined); // a program that ends early does not read on
  child.stdin.end(input);
  started?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, ...ended }));
  });
}
