import { Kept } from './Kept';

/** Bytes that one character of a key and one entry may take in memory, at most. */
const CHARACTER = 2;
const ENTRY = 200;

/** No answer takes more than this part of the memory, so that one does not drive out all others. */
const LARGEST = 1 / 8;

/**
 * Answers by what was asked, all of one state of the database: when a newer one is seen, they are gone. Those asked for
 * last are kept, in so many bytes.
 */
export class ResultCache {
  private readonly answers: Kept<Buffer>;
  private state = -1;

  constructor(private readonly bytes: number) {
    this.answers = new Kept({ entries: Infinity, room: bytes });
  }

  get size(): { answers: number; bytes: number } {
    return { answers: this.answers.size, bytes: this.answers.room };
  }

  get(state: number, key: string): Buffer | undefined {
    return this.isCurrent(state) ? this.answers.get(key) : undefined;
  }

  set(state: number, key: string, answer: Buffer): void {
    const size = sizeOf(key, answer);
    if (!this.isCurrent(state) || size > this.bytes * LARGEST || this.answers.has(key)) return;
    // Short ones lie in memory that Node shares out: one that is kept would keep all that lies beside it.
    const own = Buffer.allocUnsafeSlow(answer.length);
    answer.copy(own);
    this.answers.set(key, own, size);
  }

  /** A state that is older than one seen before is that of a replica that lags: nothing is kept of it. */
  private isCurrent(state: number): boolean {
    if (state > this.state) {
      this.answers.clear();
      this.state = state;
    }
    return state === this.state;
  }
}

const sizeOf = (key: string, answer: Buffer): number => key.length * CHARACTER + answer.length + ENTRY;
