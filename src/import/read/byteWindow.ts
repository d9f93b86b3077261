import { NEWLINE } from './jsonBytes';

const SMALL = 64 * 1024;
const LARGE = 8 * 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * A stream of bytes seen through a window that grows only as far as needed. Offsets are those of the whole stream;
 * bytes before `keepFrom` may go whenever more arrive. A stream that fails has ended, with `failure` set, so that what
 * came before is still read.
 */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** The offset of the first byte that is held. */
  start = 0;
  /** The offset after the last byte that is held. */
  end = 0;
  ended = false;
  failure: unknown;
  keepFrom = 0;
  private readonly source: AsyncIterator<Uint8Array>;
  private lines = 1;
  private linesCountedTo = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The byte at an offset that is held. */
  at(offset: number): number {
    return this.bytes[offset - this.start] as number;
  }

  /** Shares memory with the window: copy what outlives the next `more`. */
  slice(from: number, to: number): Buffer {
    return this.bytes.subarray(from - this.start, to - this.start);
  }

  /** Takes in the next chunk; false at the end of the stream. */
  async more(): Promise<boolean> {
    if (this.ended) return false;
    try {
      const next = await this.source.next();
      if (!next.done) {
        this.append(next.value);
        return true;
      }
    } catch (error) {
      this.failure = error;
    }
    this.ended = true;
    return false;
  }

  /** Gives up what one huge release took. */
  letGo(keepFrom: number): void {
    this.keepFrom = keepFrom;
    if (!this.fits(this.end - keepFrom)) this.append(NOTHING);
  }

  /** Holds again what was let go, which ends where it begins now. */
  takeBack(from: number, text: string): void {
    if (from < this.start) this.bytes = Buffer.concat([Buffer.from(text), this.slice(this.start, this.end)]);
    this.start = Math.min(this.start, from);
    this.keepFrom = from;
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.source.return?.();
  }

  /** The line that an offset is on, counted from 1. Offsets must not decrease from call to call. */
  lineAt(offset: number): number {
    const until = Math.min(offset, this.end);
    if (until > this.linesCountedTo) {
      const passed = this.slice(this.linesCountedTo, until);
      for (let i = passed.indexOf(NEWLINE); i >= 0; i = passed.indexOf(NEWLINE, i + 1)) this.lines++;
      this.linesCountedTo = until;
    }
    return this.lines;
  }

  private append(chunk: Uint8Array): void {
    const keep = Math.min(this.keepFrom, this.end);
    this.lineAt(keep);
    const held = this.end - keep;
    const room = held + chunk.length;
    const kept = this.slice(keep, this.end);
    // Doubling, so that a release that arrives in many chunks is not copied once per chunk.
    const target = this.fits(room) ? this.bytes : Buffer.allocUnsafeSlow(Math.max(room, 2 * held, SMALL));
    kept.copy(target);
    target.set(chunk, held);
    this.bytes = target;
    this.start = keep;
    this.end = keep + room;
  }

  /** A window that one huge release has widened is given up after it. */
  private fits(room: number): boolean {
    return room <= this.bytes.length && (this.bytes.length <= LARGE || room > this.bytes.length / 8);
  }
}
