import { once } from 'node:events';
import { createGunzip, type Gunzip } from 'node:zlib';
import { inBlocks } from './blocks';
import { FileFailure } from './fileFailure';

const BLOCK = 64 * 1024;
const WINDOW = 1024 * 1024;

/** The content of a file: gzip, of one member or several, is known by its first bytes and decompressed. */
export async function* decompressed(bytes: AsyncIterable<Uint8Array>, maxRatio: number): AsyncGenerator<Uint8Array> {
  let first: Buffer = Buffer.alloc(0);
  const source = bytes[Symbol.asyncIterator]();
  try {
    while (first.length < 2) {
      const next = await source.next();
      if (next.done) break;
      first = Buffer.concat([first, next.value]);
    }
    const isGzip = first[0] === 0x1f && first[1] === 0x8b;
    const whole = startingWith(first, source);
    yield* isGzip ? gunzipped(whole, maxRatio) : whole;
  } finally {
    await source.return?.();
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** What could be decompressed is handed out before a failure is thrown. */
async function* gunzipped(bytes: AsyncIterable<Uint8Array>, maxRatio: number): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: BLOCK });
  const output: Uint8Array[] = [];
  let failure: FileFailure | undefined;
  const growth = new Growth(maxRatio);
  gunzip.on('error', (error: NodeJS.ErrnoException) => (failure ??= gzipFailure(error)));
  gunzip.on('data', (chunk: Buffer) => {
    output.push(chunk);
    if (!growth.exceeds(chunk.length, gunzip.bytesWritten)) return;
    failure ??= new FileFailure('COMPRESSION_BOMB', `grows more than ${maxRatio} times when it is decompressed`);
    gunzip.destroy();
  });
  try {
    for await (const block of inBlocks(bytes, BLOCK)) {
      await written(gunzip, block);
      yield* output.splice(0);
      if (failure) throw failure;
    }
    await ended(gunzip);
    yield* output.splice(0);
    if (failure) throw failure;
  } finally {
    gunzip.destroy();
  }
}

/** Compares what comes out with what went in, over each megabyte that came out after the first. */
class Growth {
  private out = 0;
  private windowOut = WINDOW;
  private windowIn = 0;

  constructor(private readonly maxRatio: number) {}

  exceeds(bytesOut: number, bytesIn: number): boolean {
    this.out += bytesOut;
    const grown = this.out - this.windowOut;
    if (this.out <= WINDOW) this.windowIn = bytesIn;
    if (grown < WINDOW) return false;
    const taken = bytesIn - this.windowIn;
    this.windowOut = this.out;
    this.windowIn = bytesIn;
    return grown > this.maxRatio * taken;
  }
}

function gzipFailure(error: NodeJS.ErrnoException): FileFailure {
  return error.code === 'Z_BUF_ERROR'
    ? new FileFailure('TRUNCATED', 'ends in the middle of its compressed data')
    : new FileFailure('CORRUPT_GZIP', `is damaged: its compressed data cannot be read (${error.message})`);
}

/** Resolves when all that the block gives has been emitted, or when there is no going on. */
async function written(gunzip: Gunzip, block: Uint8Array): Promise<void> {
  if (gunzip.destroyed) return;
  await new Promise<void>((resolve) => {
    gunzip.once('close', resolve);
    gunzip.write(block, () => {
      gunzip.off('close', resolve);
      resolve();
    });
  });
}

async function ended(gunzip: Gunzip): Promise<void> {
  if (gunzip.destroyed) return;
  gunzip.end();
  await once(gunzip, 'close').catch(() => undefined);
}
