import { COLON, COMMA, OPEN_LIST, OPEN_OBJECT, isDigit, isSpace } from './jsonBytes';

/*
 * Finds where one JSON object or array ends, at the speed of a loop over bytes, without parsing it: JSON.parse then does
 * that for one release at a time. It checks only what tells that the end found would be wrong, such as an object that
 * begins where none can; all else is left to JSON.parse.
 */

// What a byte means outside a string. Plain numbers: the loop over them is what import speed hangs on.
const PLAIN = 0;
const OPENS_STRING = 1;
const OPENS = 2;
const CLOSES = 3;
const EXPONENT = 4;
const ILLEGAL = 5;

// What a byte means inside a string, besides PLAIN.
const CLOSES_STRING = 1;
const ESCAPES = 2;
const ENDS_LINE = 3;

const OUTSIDE = classes(ILLEGAL, [
  [' \t\r\n0123456789+-.:,truefalsenull', PLAIN],
  // Python writes numbers that JSON has no way to write as Infinity and NaN.
  ['InfinityNaN', PLAIN],
  ['"', OPENS_STRING],
  ['{[', OPENS],
  ['}]', CLOSES],
  ['eE', EXPONENT],
]);
const INSIDE = classes(PLAIN, [
  ['"', CLOSES_STRING],
  ['\\', ESCAPES],
  ['\r\n', ENDS_LINE],
]);

/** Nesting is followed exactly down to here; deeper, only counted. */
const FOLLOWED_DEPTH = 1024;

/** A value with a byte that cannot be JSON is given up this far behind it; until then its end may still be found. */
const ILLEGAL_SPAN = 1024 * 1024;

/**
 * `more`: the value goes on after these bytes. `done`: it ended. `envelope`: it has a member that holds releases, so it
 * is to be read member by member. `broken`: its end cannot be found.
 */
export type ScanStatus = 'more' | 'done' | 'envelope' | 'broken';

/** The members that tell what holds releases from a release, with how their values may begin: some as they should not. */
const ENVELOPE_MEMBERS = (
  [
    ['releases', [OPEN_LIST, OPEN_OBJECT]],
    ['records', [OPEN_LIST, OPEN_OBJECT]],
    ['compiledRelease', [OPEN_OBJECT, OPEN_LIST]],
    ['versionedRelease', [OPEN_OBJECT, OPEN_LIST]],
  ] as const
).map(([key, opens]) => ({ key: Buffer.from(`"${key}"`), opens: new Set<number | undefined>(opens) }));

/** A member of what holds releases that may hold some too, but in itself tells nothing. */
const PACKAGES = Buffer.from('"packages"');

/** One value, scanned in as many pieces as its bytes come in. Offsets are those of the whole stream. */
export class ValueScan {
  status: ScanStatus = 'more';
  /** The deepest level of nesting, the value itself being the first. */
  deepest = 0;
  /** Whether a number has an exponent. */
  hasExponent = false;
  private readonly opened = new Uint8Array(FOLLOWED_DEPTH + 1);
  private watch = false;
  private mayBreakLines = false;
  private depth = 0;
  private inString = false;
  private stringStart = 0;
  private illegalAt = Infinity;
  private packagesAt = Infinity;
  private maxDepth = Infinity;

  /**
   * `watch`: whether to stop at a member that holds releases. `mayBreakLines`: whether a string may hold a line break.
   * `maxDepth`: how deep the value may be.
   */
  reset(watch: boolean, mayBreakLines = false, maxDepth = Infinity): void {
    this.watch = watch;
    this.mayBreakLines = mayBreakLines;
    this.maxDepth = maxDepth;
    this.status = 'more';
    this.deepest = this.depth = 0;
    this.hasExponent = this.inString = false;
    this.illegalAt = this.packagesAt = Infinity;
  }

  /**
   * Scans on. `bytes[0]` is at offset `start`; `isLast`: nothing comes after `end`. Returns where it stopped: where to
   * go on from after `more`, otherwise the end of the value, the byte that cannot be, or the key of the first member that may
   * hold releases.
   */
  run(bytes: Buffer, start: number, from: number, end: number, isLast: boolean): number {
    const to = end - start;
    let i = from - start;
    while (i < to && this.status === 'more') {
      if (this.inString) {
        i = this.string(bytes, i, to);
        if (!this.inString && this.watch && this.depth === 1) i = this.key(bytes, i, to, start, isLast);
      } else {
        while (i < to && OUTSIDE[bytes[i]!] === PLAIN) i++;
        if (i < to) i = this.token(bytes, i, start);
      }
      // A key whose value is not in sight yet: it is read again with the next bytes.
      if (i < 0) return this.stringStart;
    }
    if (i + start - this.illegalAt > ILLEGAL_SPAN) this.status = 'broken';
    const isBefore = this.status === 'envelope' && this.packagesAt >= start && this.packagesAt < i + start;
    return isBefore ? this.packagesAt : i + start;
  }

  private string(bytes: Buffer, from: number, to: number): number {
    let i = from;
    for (;;) {
      while (i < to && INSIDE[bytes[i]!] === PLAIN) i++;
      if (i >= to) return i;
      const kind = INSIDE[bytes[i]!];
      if (kind === CLOSES_STRING) this.inString = false;
      else if (kind === ENDS_LINE && !this.mayBreakLines) this.status = 'broken';
      if (!this.inString) return i + 1;
      if (this.status === 'broken') return i;
      i += kind === ESCAPES ? 2 : 1;
    }
  }

  private token(bytes: Buffer, i: number, start: number): number {
    const byte = bytes[i]!;
    const kind = OUTSIDE[byte];
    if (kind === OPENS_STRING) {
      this.inString = true;
      this.stringStart = i + start;
    } else if (kind === OPENS) {
      if (!this.open(bytes, i)) return this.stop('broken', i);
    } else if (kind === CLOSES) {
      // `[` and `{` are two before `]` and `}`.
      if (this.depth <= FOLLOWED_DEPTH && this.opened[this.depth] !== byte - 2) return this.stop('broken', i);
      this.depth--;
      if (this.depth === 0) return this.stop('done', i + 1);
    } else if (kind === EXPONENT) {
      if (isDigit(bytes[i - 1])) this.hasExponent = true;
    } else if (this.mayBreakLines) return this.stop('broken', i);
    else this.illegalAt = Math.min(this.illegalAt, i + start);
    return i + 1;
  }

  private stop(status: ScanStatus, i: number): number {
    this.status = status;
    return i;
  }

  /** False where no object or array can begin: a brace before it is missing or one too many, or it would be too deep. */
  private open(bytes: Buffer, i: number): boolean {
    if (this.depth > 0 && this.depth <= FOLLOWED_DEPTH) {
      let before = i - 1;
      while (before >= 0 && isSpace(bytes[before])) before--;
      const byte = bytes[before];
      const inList = this.opened[this.depth] === OPEN_LIST;
      const fits = byte === undefined || byte === COLON || (inList && (byte === COMMA || byte === OPEN_LIST));
      if (!fits) return false;
    }
    this.depth++;
    if (this.depth <= FOLLOWED_DEPTH) this.opened[this.depth] = bytes[i]!;
    if (this.depth > this.deepest) this.deepest = this.depth;
    return this.deepest <= this.maxDepth;
  }

  /** After a string of the value's own level. Negative if the bytes end before it is clear what it is. */
  private key(bytes: Buffer, i: number, to: number, start: number, isLast: boolean): number {
    const from = this.stringStart - start;
    const isHere = (key: Buffer): boolean => key.length === i - from && key.compare(bytes, from, i) === 0;
    const member = ENVELOPE_MEMBERS.find(({ key }) => isHere(key));
    if (!member && isHere(PACKAGES)) this.packagesAt = Math.min(this.packagesAt, this.stringStart);
    if (!member) return i;
    let next = i;
    while (next < to && (isSpace(bytes[next]) || bytes[next] === COLON)) next++;
    if (next < to) return member.opens.has(bytes[next]) ? this.stop('envelope', from) : i;
    return isLast ? i : -1;
  }
}

function classes(otherwise: number, kinds: readonly (readonly [string, number])[]): Uint8Array {
  const table = new Uint8Array(256).fill(otherwise);
  for (const [bytes, kind] of kinds) for (const byte of Buffer.from(bytes)) table[byte] = kind;
  return table;
}
