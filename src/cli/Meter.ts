/** How much of the files has been read, in bytes as they lie there. */
export class Meter {
  done = 0;
  /** Unknown where something is read that has no size, such as standard input. */
  total: number | undefined;

  async *count(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.done += chunk.length;
      yield chunk;
    }
  }
}
