import type { ByteWindow } from './byteWindow';
import { BACKSLASH, CLOSE_LIST, CLOSE_OBJECT, COMMA, NEWLINE, QUOTE, RETURN, isSpace } from './jsonBytes';
import type { ReadLimits } from './types';
import { ValueScan } from './valueScan';

const NOWHERE = -1;

/** Keep nothing of what is passed over. */
export const KEEP_NOTHING = Infinity;

const NUMBERED = /^\{\s*"(?:\d+|ocds-[^"\\]*)"\s*:\s*\{/;
/** Bytes that it takes to see that, indented deeply too. */
const PEEKED = 256;

/** Where one JSON value is in the stream. */
export interface Frame {
  /** `ended`: the stream did, before the value. The others are those of ValueScan. */
  readonly status: 'done' | 'envelope' | 'broken' | 'ended';
  readonly start: number;
  /** After the value; otherwise where it stopped. */
  readonly end: number;
  /** Its bytes are no longer held. */
  readonly isTooLarge: boolean;
  readonly isTooDeep: boolean;
  readonly hasExponent: boolean;
}

/** Moves through the stream value by value and takes in more bytes where a value needs them. */
export class Framer {
  /** What is read next. */
  position = 0;
  private readonly scan = new ValueScan();

  constructor(
    readonly window: ByteWindow,
    readonly limits: ReadLimits,
  ) {}

  /** Moves to the next byte that is not white space, and tells it; negative at the end. */
  async significant(): Promise<number> {
    for (;;) {
      const { window } = this;
      while (this.position < window.end && isSpace(window.at(this.position))) this.position++;
      if (this.position < window.end) return window.at(this.position);
      window.keepFrom = this.position;
      if (!(await window.more())) return NOWHERE;
    }
  }

  /** The object or array that begins at `start`. What is held begins at `keepFrom`, unless it is too large. */
  container(start: number, watch: boolean, keepFrom = start, mayBreakLines = false): Promise<Frame> {
    this.scan.reset(watch, mayBreakLines);
    return this.scanned(start, keepFrom);
  }

  /** The object that begins at `start`, tried: as deep as a release may be, so that damage is not read once for each brace. */
  candidate(start: number, keepFrom: number): Promise<Frame> {
    this.scan.reset(true, false, this.limits.depth);
    return this.scanned(start, keepFrom);
  }

  private async scanned(start: number, keepFrom: number): Promise<Frame> {
    const { scan, window } = this;
    let at = start;
    for (;;) {
      at = scan.run(window.bytes, window.start, at, window.end, window.ended);
      if (scan.status !== 'more') return this.frame(scan.status, start, at);
      if (window.ended) return this.frame('ended', start, window.end);
      window.keepFrom = [keepFrom, start].find((from) => !this.isTooLarge(from, at)) ?? at;
      await window.more();
    }
  }

  /** The string, number or word that begins at `start`. */
  async scalar(start: number): Promise<Frame> {
    this.scan.reset(false);
    const isString = this.window.at(start) === QUOTE;
    for (let at = start + 1; ; at++) {
      while (at >= this.window.end) {
        this.window.keepFrom = this.isTooLarge(start, at) ? at : start;
        if (!(await this.window.more())) return this.frame(isString ? 'ended' : 'done', start, this.window.end);
      }
      const byte = this.window.at(at);
      if (!isString && endsWord(byte)) return this.frame('done', start, at);
      if (isString && byte === QUOTE) return this.frame('done', start, at + 1);
      if (isString && (byte === NEWLINE || byte === RETURN)) return this.frame('broken', start, at);
      if (isString && byte === BACKSLASH) at++;
    }
  }

  /** The next offset of a byte from `from` on; negative if there is none. What is held begins at `keepFrom`. */
  async find(byte: number, from: number, keepFrom: number): Promise<number> {
    const { window } = this;
    for (let at = Math.max(from, window.start); ; at = window.end) {
      while (at >= window.end) {
        window.keepFrom = this.isTooLarge(keepFrom, at) ? at - 1 : keepFrom;
        if (!(await window.more())) return NOWHERE;
      }
      const index = window.slice(at, window.end).indexOf(byte);
      if (index >= 0) return at + index;
    }
  }

  /** Whether nothing but white space follows a value on its line. */
  async endsLine({ start, end }: Frame): Promise<boolean> {
    const { window } = this;
    for (let at = end; ; at++) {
      while (at >= window.end) {
        window.keepFrom = this.isTooLarge(start, at) ? at : start;
        if (!(await window.more())) return true;
      }
      if (!isSpace(window.at(at))) return false;
      if (window.at(at) === NEWLINE) return true;
    }
  }

  /** The first byte inside the object or list that is next that is not white space: what closes it, if it is empty. */
  async firstInside(): Promise<number> {
    const { position, window } = this;
    for (let at = position + 1; !this.isTooLarge(position, at); at++) {
      while (at >= window.end) {
        window.keepFrom = position;
        if (!(await window.more())) return NOWHERE;
      }
      if (!isSpace(window.at(at))) return window.at(at);
    }
    return NOWHERE;
  }

  /** Whether the object that is next holds numbered objects, as PHP writes a list that something was taken out of, or objects by their ocids. */
  async isNumbered(): Promise<boolean> {
    const { position, window } = this;
    while (window.end < position + PEEKED) {
      window.keepFrom = position;
      if (!(await window.more())) break;
    }
    const beginning = window.slice(position, Math.min(position + PEEKED, window.end));
    return NUMBERED.test(beginning.toString('latin1'));
  }

  isTooLarge(from: number, to: number): boolean {
    return to - from > this.limits.releaseBytes;
  }

  private frame(status: Frame['status'], start: number, end: number): Frame {
    const { deepest, hasExponent } = this.scan;
    const isTooLarge = this.isTooLarge(start, end);
    return { status, start, end, isTooLarge, isTooDeep: deepest > this.limits.depth, hasExponent };
  }
}

function endsWord(byte: number): boolean {
  return isSpace(byte) || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
}
