import { isUtf8 } from 'node:buffer';
import { constants, createReadStream, type Dirent } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { named, SourceError } from '../../errors';

/** The path that stands for standard input. */
const STANDARD_INPUT = '-';
const CHUNK = 256 * 1024;

/** What lies beside data in a folder and is none: a database that they are imported into, for one. */
const NO_DATA = /^\.|^(README|LICEN[CS]E|NOTICE)(\.|$)|\.md$|\.(db|sqlite3?)(-(wal|shm|journal))?$/i;

export interface Input {
  /** The path as it was given or found; `-` for standard input. */
  readonly file: string;
  /** In bytes; unknown for standard input and pipes. */
  readonly size?: number;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Why it is not read; then it has no bytes. */
  readonly skipped?: string;
}

/**
 * The inputs that paths stand for: files, all files under a directory (in the order of their names; hidden files and
 * what is there for people, such as a README, left out, and SQLite's databases), and standard input. A path that cannot be
 * read is told before anything is read. Each file is opened when its bytes are asked for.
 */
export async function* openInputs(
  paths: readonly string[],
  standardInput: AsyncIterable<Uint8Array> = process.stdin,
): AsyncGenerator<Input> {
  const found: Input[] = [];
  for (const path of new Set(paths)) {
    if (path === STANDARD_INPUT) found.push({ file: path, bytes: standardInput });
    else {
      const before = found.length;
      for await (const input of inputsAt(path)) found.push(input);
      if (found.length === before) found.push(skipped(path, 'has no file in it'));
    }
  }
  yield* found;
}

/** Names need not be UTF-8: then no text leads back to the file, but its bytes do. */
type Path = string | Buffer;

async function* inputsAt(path: Path): AsyncGenerator<Input> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) yield* inputsUnder(path);
    else {
      await access(path, constants.R_OK);
      yield { file: String(path), ...(found.isFile() && { size: found.size }), bytes: bytesOf(path) };
    }
  } catch (error) {
    throw sourceError(path, error);
  }
}

/** Links to files are followed; links to directories are not, since they may lead in a circle. A pipe might never end. */
async function* inputsUnder(folder: Path): AsyncGenerator<Input> {
  const all = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  const entries = all.filter(({ name }) => !NO_DATA.test(String(name)));
  for (const entry of entries.sort((a, b) => Buffer.compare(a.name, b.name))) {
    const path = inside(folder, entry.name);
    const found = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (found?.isFile() || entry.isDirectory()) yield* inputsAt(path);
    else yield skipped(path, whatIs(found));
  }
}

const inside = (folder: Path, name: Buffer): Path =>
  typeof folder === 'string' && isUtf8(name)
    ? join(folder, String(name))
    : Buffer.concat([Buffer.from(folder), Buffer.from(sep), name]);

const whatIs = (found: Pick<Dirent, 'isDirectory' | 'isFIFO'> | undefined): string =>
  !found
    ? 'is a link that leads nowhere'
    : found.isDirectory()
      ? 'is a link to a folder'
      : `is no file but ${found.isFIFO() ? 'a pipe' : 'a socket or a device'}`;

const skipped = (path: Path, why: string): Input => ({
  file: String(path),
  size: 0,
  bytes: chunksOfNothing(),
  skipped: why,
});

async function* chunksOfNothing(): AsyncGenerator<Uint8Array> {}

async function* bytesOf(path: Path): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK });
  } catch (error) {
    throw sourceError(path, error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  ENOTDIR: 'there is no such file or directory',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'its symbolic links lead in a circle',
};

function sourceError(path: Path, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new SourceError(`Cannot read ${named(String(path))}: ${REASONS[code] ?? message}.`);
}
