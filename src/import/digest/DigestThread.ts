import { join } from 'node:path';
import { Thread } from '../../database/Thread';
import type { Incoming } from '../publication';
import { inPlace, type Digest, type Digester } from './digest';
import { LARGE } from './pieces';

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
    if (!this.hasBegun || isLarge(releases)) {
      this.hasBegun = true;
      return inPlace.digests(releases);
    }
    const answer = await this.ask('digests', releases);
    return 'digests' in answer ? answer.digests : [];
  }

  async contents(releases: readonly Incoming[]): Promise<Buffer[]> {
    if (!this.thread.hasBegun || isLarge(releases)) return inPlace.contents(releases);
    const answer = await this.ask('contents', releases);
    if (!('bytes' in answer)) return [];
    const { buffer, byteOffset } = answer.bytes;
    let end = byteOffset;
    return answer.lengths.map((length) => Buffer.from(buffer, (end += length) - length, length));
  }

  /** Whoever still waits for an answer gets none. */
  close(): Promise<void> {
    return this.thread.close();
  }

  private async ask(work: Question['work'], releases: readonly Incoming[]): Promise<Answer> {
    const answer = await this.thread.ask({ work, releases: releases.map(({ form, text }) => ({ form, text })) });
    if ('failure' in answer) throw answer.failure;
    return answer;
  }
}

const isLarge = (releases: readonly Incoming[]): boolean => releases.some(({ text }) => text.length > LARGE);
