import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { UsageError } from '../../errors';
import { inBlocks } from './blocks';
import { FileFailure } from './fileFailure';
import { Utf32Decoder, type Decoder } from './utf32';

/** How a file that is not JSON text in UTF-8 begins, and what it is then. */
const OTHER_FORMATS: readonly (readonly [number[], string])[] = [
  [[0x1f, 0x8b], 'compressed twice'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive or a spreadsheet'],
  [[0x42, 0x5a, 0x68], 'compressed by bzip2'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed by xz'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed by Zstandard'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7-Zip archive'],
  [[...Buffer.from('Rar!')], 'a RAR archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[...Buffer.from('SQLite format 3')], 'a database of SQLite'],
];
/** A tar archive begins with the name of the first file in it, filled up with zeros. */
const TAR = { at: 257, mark: [...Buffer.from('ustar')] };
const UNICODE_MARKS: readonly (readonly [number[], string])[] = [
  [[0xff, 0xfe, 0x00, 0x00], 'UTF-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'UTF-32'],
  [[0xff, 0xfe], 'UTF-16'],
  [[0xfe, 0xff], 'UTF-16'],
];
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** The bytes as UTF-8, converted where another encoding is named. */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>, label: string | undefined): AsyncGenerator<Uint8Array> {
  let decoder = label === undefined ? undefined : decoderFor(label);
  if (!decoder || decoder.encoding === 'utf-8') {
    yield* bytes;
    return;
  }
  let isFirst = true;
  for await (const block of inBlocks(bytes, 64 * 1024)) {
    if (isFirst) decoder = decoderFor(inOrderOf(block, label!));
    isFirst = false;
    yield Buffer.from(decoded(decoder, block));
  }
  yield Buffer.from(decoded(decoder));
}

/** The mark at the beginning says in which order the bytes are, where the name does not. */
function inOrderOf(first: Buffer, label: string): string {
  const size = /^utf-?(16|32)$/i.exec(label.trim())?.[1];
  const mark = size && UNICODE_MARKS.find(([bytes, name]) => name === `UTF-${size}` && beginsWith(first, bytes));
  return mark ? `utf-${size}${mark[0].at(-1) === 0xff || mark[0][0] === 0 ? 'be' : 'le'}` : label;
}

function decoderFor(label: string): Decoder {
  const utf32 = /^utf-?32(le|be)?$/i.exec(label.trim());
  if (utf32) return new Utf32Decoder(utf32[1]?.toLowerCase() === 'be');
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new UsageError(
      `The encoding ${JSON.stringify(label)} is not known; use a name such as iso-8859-1 or utf-16le.`,
    );
  }
}

function decoded(decoder: Decoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new FileFailure('NOT_UTF8', `is not in the encoding ${decoder.encoding}, as was said`);
  }
}

/** How many bytes to leave out before the text, judged by the beginning of a file; throws where it is not UTF-8. */
export function startOfText(sample: Buffer): number {
  const isTar = beginsWith(sample.subarray(TAR.at), TAR.mark) && sample.subarray(0, TAR.at).includes(0);
  const format = isTar ? 'a tar archive' : OTHER_FORMATS.find(([mark]) => beginsWith(sample, mark))?.[1];
  if (format) throw new FileFailure('UNSUPPORTED_FORMAT', `is ${format}; unpack or convert it first`);
  const unicode = UNICODE_MARKS.find(([mark]) => beginsWith(sample, mark))?.[1] ?? unmarked(sample);
  if (unicode) throw notUtf8(`looks like ${unicode}`);
  if (!isUtf8Text(sample)) throw notUtf8('is not in UTF-8');
  return beginsWith(sample, UTF8_MARK) ? UTF8_MARK.length : 0;
}

function notUtf8(what: string): FileFailure {
  return new FileFailure('NOT_UTF8', `${what}; name its encoding with --encoding`);
}

/** JSON begins with an ASCII character: every other byte of which is zero in UTF-16, and all but one in UTF-32. */
function unmarked(sample: Buffer): string | undefined {
  const zeros = [...sample.subarray(0, 4)].filter((byte) => byte === 0).length;
  if (zeros === 3) return 'UTF-32';
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
