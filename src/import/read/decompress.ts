import { gunzipped, isGzip } from './gunzip';

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
    const whole = startingWith(first, source);
    yield* isGzip(first) ? gunzipped(whole, maxRatio) : whole;
  } finally {
    await source.return?.();
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
