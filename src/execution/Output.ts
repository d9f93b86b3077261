/** Strings up to here are written letter by letter; from here on the built-in way is faster. */
const LONG = 500;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const NULL = Buffer.from('null');

/** A stretch of an output. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a part of an answer was written, piece by piece in its order; null where it is missing. */
export type Written = Span | null | readonly Written[];

/**
 * JSON as it is written, in UTF-8. A text put together of thousands of strings takes longer to be made one and to be
 * written to UTF-8 than what stands in it takes to find.
 */
export class Output {
  private bytes: Buffer;
  private end = 0;

  /** @param size how many bytes are expected. */
  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** How much is written; what was written since is taken back by setting it. */
  get length(): number {
    return this.end;
  }

  set length(length: number) {
    this.end = length;
  }

  since(from: number): Span {
    return { from, to: this.end };
  }

  /** ASCII as it stands: brackets and names. */
  ascii(text: string): void {
    this.reserve(text.length);
    const { bytes } = this;
    let at = this.end;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.end = at;
  }

  /** JSON as it stands. */
  json(text: string): void {
    this.reserve(3 * text.length);
    this.end += this.bytes.write(text, this.end);
  }

  /** A string as JSON writes it, with escapes where it needs some (https://tc39.es/ecma262/#sec-quotejsonstring). */
  string(text: string): void {
    if (text.length >= LONG || !this.plain(text)) this.json(JSON.stringify(text));
  }

  /** False, and nothing written, where a string has something to escape or pairs of surrogates. */
  private plain(text: string): boolean {
    this.reserve(3 * text.length + 2);
    const { bytes } = this;
    let at = this.end;
    bytes[at++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x20 || code === QUOTE || code === BACKSLASH) return false;
      if (code < 0x80) bytes[at++] = code;
      else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else if (code < 0xd800 || code > 0xdfff) {
        bytes[at++] = 0xe0 | (code >> 12);
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[at++] = 0x80 | (code & 0x3f);
      } else return false;
    }
    bytes[at++] = QUOTE;
    this.end = at;
    return true;
  }

  /** What was written, put together. */
  whole(written: Written): Buffer {
    const pieces: Buffer[] = [];
    const add = (part: Written): void => {
      if (part === null) pieces.push(NULL);
      else if ('from' in part) pieces.push(this.bytes.subarray(part.from, part.to));
      else part.forEach(add);
    };
    add(written);
    return Buffer.concat(pieces);
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(2 * (this.end + more));
    this.bytes.copy(grown, 0, 0, this.end);
    this.bytes = grown;
  }
}
