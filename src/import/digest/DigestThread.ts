import { join } from 'node:path';
import { Thread } from '../../database/Thread';
import type { Incoming } from '../publication';
import { inPlace, type Digest, type Digester } from './digest';
import { isLarge } from './pieces';

/** A question to the thread, which sees the releases as they were written. */
export interface Question {
  readonly work: 'digests' | 'contents';
  readonly releases: readonly Pick<Incoming, 'form' | 'text'>[];
}

/** Buffers come as one, which changes hands without a copy. */
export type Answer =
  | { readonly digests: Digest[] }
  | { readonly bytes: Uint8Array; readonly lengths: readonly number[] }
  | { readonly failure: Error };

/** How much text one question has, unless one release has more: large pieces cost each thread memory (WholeNumbers). */
const CHARACTERS = 128 * 1024;

/**
 * Digests releases while this thread goes on to read the next and to write those before. Small imports are over before
 * another thread would have begun, so that the first batch is digested here; and so is a large release, which the thread
 * would hold as well. Answers come in the order of the questions.
 */
export class DigestThread implements Digester {
  private readonly thread: Thread<Question, Answer>;
  private hasBegun = false;

  /** @param started is called when the thread has begun */
  constructor(started: () => void = () => undefined) {
    this.thread = new Thread(join(__dirname, 'answers.js'), started);
  }

  async digests(releases: readonly Incoming[]): Promise<Digest[]> {
    if (!this.hasBegun || releases.some(isLarge)) {
      this.hasBegun = true;
      return inPlace.digests(releases);
    }
    const answers = await this.ask('digests', releases);
    return answers.flatMap((answer) => ('digests' in answer ? answer.digests : []));
  }

  async contents(releases: readonly Incoming[]): Promise<Buffer[]> {
    if (!this.thread.hasBegun || releases.some(isLarge)) return inPlace.contents(releases);
    const answers = await this.ask('contents', releases);
    return answers.flatMap((answer) => ('bytes' in answer ? buffersIn(answer) : []));
  }

  /** Whoever still waits for an answer gets none. */
  close(): Promise<void> {
    return this.thread.close();
  }

  private ask(work: Question['work'], releases: readonly Incoming[]): Promise<Answer[]> {
    return Promise.all(
      portionsOf(releases).map(async (some) => {
        const answer = await this.thread.ask({ work, releases: some.map(({ form, text }) => ({ form, text })) });
        if ('failure' in answer) throw answer.failure;
        return answer;
      }),
    );
  }
}

function portionsOf(releases: readonly Incoming[]): Incoming[][] {
  const portions: Incoming[][] = [];
  let room = 0;
  for (const each of releases) {
    const portion = portions.at(-1);
    if (portion && each.text.length <= room) {
      portion.push(each);
      room -= each.text.length;
    } else {
      portions.push([each]);
      room = CHARACTERS - each.text.length;
    }
  }
  return portions;
}

function buffersIn({ bytes, lengths }: Extract<Answer, { bytes: Uint8Array }>): Buffer[] {
  let end = bytes.byteOffset;
  return lengths.map((length) => Buffer.from(bytes.buffer, (end += length) - length, length));
}
