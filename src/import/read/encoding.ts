import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { UsageError } from '../../errors';
import { inBlocks } from './blocks';
import { FileFailure } from './fileFailure';

/** How a file that is not JSON text in UTF-8 begins, and what it is then. */
const OTHER_FORMATS: readonly (readonly [number[], string])[] = [
  [[0x1f, 0x8b], 'compressed twice'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or a spreadsheet'],
  [[0x42, 0x5a, 0x68], 'compressed by bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed by xz'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed by Zstandard'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
];
const UNICODE_MARKS: readonly (readonly [number[], string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16'],
];
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** The bytes as UTF-8, converted where another encoding is named. */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>, label: string | undefined): AsyncGenerator<Uint8Array> {
  const decoder = label === undefined ? undefined : decoderFor(label);
  if (!decoder || decoder.encoding === 'utf-8') {
    yield* bytes;
    return;
  }
  for await (const block of inBlocks(bytes, 64 * 1024)) yield Buffer.from(decoded(decoder, block));
  yield Buffer.from(decoded(decoder));
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new UsageError(
      `The encoding ${JSON.stringify(label)} is not known; use a name such as iso-8859-1 or utf-16le.`,
    );
  }
}

function decoded(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new FileFailure('NOT_UTF8', `is not in the encoding ${decoder.encoding}, as was said`);
  }
}

/** How many bytes to leave out before the text, judged by the beginning of a file; throws where it is not UTF-8. */
export function startOfText(sample: Buffer): number {
  const format = OTHER_FORMATS.find(([mark]) => beginsWith(sample, mark));
  if (format) throw new FileFailure('UNSUPPORTED_FORMAT', `is ${format[1]}; unpack it first`);
  const unicode = UNICODE_MARKS.find(([mark]) => beginsWith(sample, mark))?.[1] ?? unmarkedUtf16(sample);
  if (unicode) throw notUtf8(`looks like ${unicode}`);
  if (!isUtf8Text(sample)) throw notUtf8('is not in UTF-8');
  return beginsWith(sample, UTF8_MARK) ? UTF8_MARK.length : 0;
}

export function notUtf8(what: string): FileFailure {
  return new FileFailure('NOT_UTF8', `${what}; name the encoding that it is in`);
}

/** JSON begins with an ASCII character, every other byte of which is zero in UTF-16. */
function unmarkedUtf16(sample: Buffer): string | undefined {
  return sample.length > 1 && (sample[0] === 0) !== (sample[1] === 0) ? 'UTF-16' : undefined;
}

/**
 * Whether what is beyond ASCII is mostly UTF-8. Single errors in it are damage, and are found release by release; in
 * another encoding hardly anything is right by chance.
 */
function isUtf8Text(sample: Buffer): boolean {
  let end = sample.length;
  // The last character may be cut off.
  while (end > sample.length - 4 && (sample[end - 1] ?? 0) >= 0x80) end--;
  const text = sample.subarray(0, end);
  if (isUtf8(text)) return true;
  const beyondAscii = text.toString('utf8').match(/[^\0-\x7f]/g) ?? [];
  return beyondAscii.filter((character) => character === '\uFFFD').length * 2 <= beyondAscii.length;
}

function beginsWith(sample: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, i) => sample[i] === byte);
}
