import { ByteWindow } from './byteWindow';
import { decompressed } from './decompress';
import { DocumentReader } from './documentReader';
import { asUtf8, startOfText } from './encoding';
import { Framer } from './framer';
import { READ_LIMITS, type ReadItem, type ReadOptions } from './types';

/** How much of a file is looked at before anything of it is handed out, so that one in another encoding is refused whole. */
const SAMPLE = 1024 * 1024;

/**
 * The releases in one source of bytes, in the order that they stand there, with what could not be read and what there is
 * to tell. The format is known from the content: release package, record package, release, record, a list of any of
 * these, JSON texts one after the other or in lines; each plain or gzip. Never holds more than a few releases.
 */
export async function* readSource(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<ReadItem> {
  const limits = { ...READ_LIMITS, ...options.limits };
  const window = new ByteWindow(asUtf8(decompressed(bytes, limits.gzipRatio), options.encoding));
  const framer = new Framer(window, limits);
  try {
    while (window.end < SAMPLE && (await window.more()));
    framer.position = judged(window);
    yield* new DocumentReader(framer, options.file, options.rootPath?.split('.') ?? []).items();
  } finally {
    await window.close();
  }
}

/** Where the text begins. A file that is no text in UTF-8 has failed, and nothing of it is read. */
function judged(window: ByteWindow): number {
  try {
    return startOfText(window.slice(0, window.end));
  } catch (error) {
    window.failure ??= error;
    window.ended = true;
    return window.end;
  }
}
