/** As much of TextDecoder as is used here. */
export interface Decoder {
  readonly encoding: string;
  /** @throws TypeError for what is no text in this encoding. */
  decode(chunk: Uint8Array | undefined, options: { stream: boolean }): string;
}

/** TextDecoder knows no UTF-32: the Encoding Standard leaves it out. */
export class Utf32Decoder implements Decoder {
  readonly encoding: string;
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly isBigEndian: boolean) {
    this.encoding = isBigEndian ? 'utf-32be' : 'utf-32le';
  }

  decode(chunk: Uint8Array = new Uint8Array(), { stream }: { stream: boolean }): string {
    const bytes = Buffer.concat([this.rest, chunk]);
    const end = bytes.length - (bytes.length % 4);
    this.rest = bytes.subarray(end);
    if (!stream && this.rest.length > 0) throw new TypeError('ends in the middle of a character');
    let text = '';
    for (let i = 0; i < end; i += 4) text += this.character(bytes, i);
    return text;
  }

  private character(bytes: Buffer, at: number): string {
    const code = this.isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new TypeError('is no character');
    return String.fromCodePoint(code);
  }
}
