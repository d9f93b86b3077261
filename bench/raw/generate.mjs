import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { makeGenerator } from '../gen.mjs';

/** Writes so many releases as JSON Lines: the same ones every time. */
export async function generate(file, count) {
  const release = makeGenerator(count, 1);
  const out = createWriteStream(file);
  for (let i = 0; i < count; i++) if (!out.write(`${JSON.stringify(release(i))}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}
