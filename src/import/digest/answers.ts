/** The program of the thread that DigestThread starts. */
import { parentPort } from 'node:worker_threads';
import type { JsonObject } from '../../ocds/json';
import { contentOf, digestOf } from './digest';
import type { Answer, Question } from './DigestThread';

parentPort!.on('message', (question: Question) => {
  const answer = answerTo(question);
  parentPort!.postMessage(answer, 'bytes' in answer ? [answer.bytes.buffer as ArrayBuffer] : []);
});

function answerTo({ work, releases }: Question): Answer {
  try {
    if (work === 'digests')
      return { digests: releases.map(({ form, text }) => digestOf(form, JSON.parse(text) as JsonObject, text)) };
    const contents = releases.map(({ text }) => contentOf(text));
    const lengths = contents.map(({ length }) => length);
    const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
    let end = 0;
    for (const content of contents) bytes.set(content, (end += content.length) - content.length);
    return { bytes, lengths };
  } catch (error) {
    return { failure: error as Error };
  }
}
