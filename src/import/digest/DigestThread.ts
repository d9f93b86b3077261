import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Incoming } from '../publication';
import { inPlace, type Digest, type Digester } from './digest';

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

/** MB of what has just been made: it is done with when a batch is. */
const YOUNG = 8;

/**
 * Digests releases while this thread goes on to read the next and to write those before. Small imports are over before
 * another thread would have begun, so that the first batch is digested here. Answers come in the order of the questions.
 */
export class DigestThread implements Digester {
  private thread: Worker | undefined;
  private hasBegun = false;
  private readonly waiting: { resolve: (answer: Answer) => void; reject: (reason: Error) => void }[] = [];

  /** @param started is called when the thread has begun */
  constructor(private readonly started: () => void = () => undefined) {}

  async digests(releases: readonly Incoming[]): Promise<Digest[]> {
    if (!this.hasBegun) {
      this.hasBegun = true;
      return inPlace.digests(releases);
    }
    const answer = await this.ask('digests', releases);
    return 'digests' in answer ? answer.digests : [];
  }

  async contents(releases: readonly Incoming[]): Promise<Buffer[]> {
    if (!this.thread) return inPlace.contents(releases);
    const answer = await this.ask('contents', releases);
    if (!('bytes' in answer)) return [];
    const { buffer, byteOffset } = answer.bytes;
    let end = byteOffset;
    return answer.lengths.map((length) => Buffer.from(buffer, (end += length) - length, length));
  }

  /** Whoever still waits for an answer gets none. */
  async close(): Promise<void> {
    this.thread?.removeAllListeners('message'); // a late answer would let the process end while it waits here
    await this.thread?.terminate();
  }

  private ask(work: Question['work'], releases: readonly Incoming[]): Promise<Answer> {
    const thread = (this.thread ??= this.start());
    const question: Question = { work, releases: releases.map(({ form, text }) => ({ form, text })) };
    const answer = new Promise<Answer>((resolve, reject) => this.waiting.push({ resolve, reject }));
    thread.ref(); // the process must not end before the answer
    thread.postMessage(question);
    return answer;
  }

  private start(): Worker {
    const thread = new Worker(join(__dirname, 'answers.js'), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
    thread.on('online', this.started);
    thread.on('message', (answer: Answer) => {
      const { resolve, reject } = this.waiting.shift()!;
      if ('failure' in answer) reject(answer.failure);
      else resolve(answer);
      if (this.waiting.length === 0) thread.unref();
    });
    thread.on('error', (failure: Error) => {
      this.thread = undefined;
      for (const { reject } of this.waiting.splice(0)) reject(failure);
    });
    return thread;
  }
}
