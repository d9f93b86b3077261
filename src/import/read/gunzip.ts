import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { inBlocks } from './blocks';
import { FileFailure } from './fileFailure';

/*
 * gzip (RFC 1952), member by member. createGunzip of Node.js forgets what it has just read when a checksum is wrong or
 * something stands behind the end; here everything is handed out first, and what was wrong is told at the end.
 */

const BLOCK = 64 * 1024;
/** What one step gives is lost when it fails, so that steps are small. */
const STEP = 4096;
const WINDOW = 1024 * 1024;
const [HEADER, TRAILER] = [10, 8];
/** Flags of a header (RFC 1952, 2.3.1). */
const [HAS_CHECKSUM, HAS_EXTRA, HAS_NAME, HAS_COMMENT] = [2, 4, 8, 16];

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What could be decompressed is handed out before a failure is thrown. */
export async function* gunzipped(bytes: AsyncIterable<Uint8Array>, maxRatio: number): AsyncGenerator<Uint8Array> {
  const input = new Input(inBlocks(bytes, BLOCK));
  const growth = new Growth(maxRatio);
  let failure: FileFailure | undefined;
  while (await hasHeader(input)) {
    const member = new Member(input, growth);
    yield* member.content();
    const { found } = member;
    if (found && !member.isWhole) throw found;
    failure ??= found;
  }
  failure ??= await afterEnd(input);
  if (failure) throw failure;
}

/** The bytes that come in, taken from the front. */
class Input {
  bytes: Buffer = Buffer.alloc(0);
  taken = 0;

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  /** Whether so many bytes are there still. */
  async has(size: number): Promise<boolean> {
    while (this.bytes.length < size) {
      const next = await this.source.next();
      if (next.done) return false;
      this.bytes = this.bytes.length === 0 ? next.value : Buffer.concat([this.bytes, next.value]);
    }
    return true;
  }

  take(size: number): Buffer {
    const taken = this.bytes.subarray(0, size);
    this.bytes = this.bytes.subarray(size);
    this.taken += taken.length;
    return taken;
  }
}

/** Moves behind the header of a member; false where there is none. */
async function hasHeader(input: Input): Promise<boolean> {
  if (!(await input.has(2)) || !isGzip(input.bytes)) return false;
  const flags = (await taken(input, HEADER))[3]!;
  if (flags & HAS_EXTRA) await taken(input, (await taken(input, 2)).readUInt16LE());
  for (const flag of [HAS_NAME, HAS_COMMENT]) if (flags & flag) await skipText(input);
  if (flags & HAS_CHECKSUM) await taken(input, 2);
  return true;
}

async function taken(input: Input, size: number): Promise<Buffer> {
  if (!(await input.has(size))) throw truncated();
  return input.take(size);
}

async function skipText(input: Input): Promise<void> {
  for (;;) {
    if (!(await input.has(1))) throw truncated();
    const end = input.bytes.indexOf(0);
    input.take(end < 0 ? input.bytes.length : end + 1);
    if (end >= 0) return;
  }
}

/** Some write zeros up to the end of a block. */
async function afterEnd(input: Input): Promise<FileFailure | undefined> {
  for (; await input.has(1); input.take(input.bytes.length))
    if (input.bytes.some((byte) => byte !== 0))
      return new FileFailure('CORRUPT_GZIP', 'has bytes behind the end of its compressed data that are no gzip');
  return undefined;
}

/** The compressed data of one member, and its trailer. */
class Member {
  /** What was wrong with it. */
  found: FileFailure | undefined;
  /** It was read to its end. */
  isWhole = false;
  private readonly output: Buffer[] = [];
  private readonly inflate = createInflateRaw({ chunkSize: BLOCK });
  private readonly before: number;
  private checksum = 0;
  private size = 0;

  constructor(
    private readonly input: Input,
    private readonly growth: Growth,
  ) {
    this.before = input.taken;
    this.inflate.on('error', ({ message }) => {
      this.found ??= corrupt(`its compressed data cannot be read (${message})`);
    });
    this.inflate.on('data', (chunk: Buffer) => this.take(chunk));
  }

  async *content(): AsyncGenerator<Uint8Array> {
    const { inflate, input, output } = this;
    try {
      let isAtEnd = false;
      while (!isAtEnd && !this.found && (await input.has(1))) {
        const bytes = input.bytes.subarray(0, STEP);
        const before = inflate.bytesWritten;
        await written(inflate, bytes);
        isAtEnd = inflate.bytesWritten - before < bytes.length;
        input.take(inflate.bytesWritten - before);
        yield* output.splice(0);
      }
      this.found ??= await this.trailer();
    } finally {
      inflate.destroy();
    }
  }

  private take(chunk: Buffer): void {
    this.output.push(chunk);
    this.checksum = crc32(chunk, this.checksum);
    this.size += chunk.length;
    if (!this.growth.exceeds(chunk.length, this.before + this.inflate.bytesWritten)) return;
    const message = `grows more than ${this.growth.maxRatio} times when it is decompressed`;
    this.found ??= new FileFailure('COMPRESSION_BOMB', message);
    this.inflate.destroy();
  }

  private async trailer(): Promise<FileFailure | undefined> {
    if (!(await this.input.has(TRAILER))) return truncated();
    this.isWhole = true;
    const trailer = this.input.take(TRAILER);
    const isRight = trailer.readUInt32LE() === this.checksum && trailer.readUInt32LE(4) === this.size % 2 ** 32;
    return isRight ? undefined : corrupt('its content has another checksum or length than it says');
  }
}

const truncated = (): FileFailure => new FileFailure('TRUNCATED', 'ends in the middle of its compressed data');

const corrupt = (how: string): FileFailure => new FileFailure('CORRUPT_GZIP', `is damaged: ${how}`);

/** Compares what comes out with what went in, over each megabyte that came out after the first. */
class Growth {
  private out = 0;
  private windowOut = WINDOW;
  private windowIn = 0;

  constructor(readonly maxRatio: number) {}

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

/** Resolves when all that the bytes give has been emitted, at the end of the data, or when there is no going on. */
async function written(inflate: InflateRaw, bytes: Uint8Array): Promise<void> {
  if (inflate.destroyed) return;
  await new Promise<void>((resolve) => {
    inflate.once('end', resolve);
    inflate.once('close', resolve);
    inflate.write(bytes, () => {
      inflate.off('end', resolve);
      inflate.off('close', resolve);
      resolve();
    });
  });
}
