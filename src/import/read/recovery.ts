import { type JsonObject, isObject } from '../../ocds/json';
import { FileFailure } from './fileFailure';
import type { Frame, Framer } from './framer';
import { NEWLINE, OPEN_OBJECT } from './jsonBytes';
import { parse } from './parse';

/**
 * Bytes that are looked at in vain before the rest of a file is given up, or of a line in a file in lines: each brace may
 * be tried to the end.
 */
const MAX_SEARCHED = 256 * 1024 * 1024;
/** What trying one brace costs at least. */
const LEAST_SEARCHED = 256;

/** Where reading can go on. */
export interface Restart {
  readonly offset: number;
  /** Whatever was open around the damage is not open there. */
  readonly isInFile: boolean;
  /** It is what the root path leads to, whatever is around it. */
  readonly isAtRootPath: boolean;
}

export interface Damage {
  readonly start: number;
  /** Where to stop looking. */
  readonly end: number;
  /** Nothing is open around it. */
  readonly isInFile: boolean;
  /** The file is known to be in lines. */
  readonly isInLines: boolean;
}

/**
 * The next release, package or record after the start of damage: an object that ends and looks like a release or holds
 * releases. In a file in lines, any line that begins an object will do. Undefined if there is none.
 */
export async function nextStart(framer: Framer, damage: Damage): Promise<Restart | undefined> {
  const { window } = framer;
  const { isInFile } = damage;
  const mayBeLine = isInFile && damage.isInLines;
  let searched = 0;
  for (let from = damage.start + 1; searched < MAX_SEARCHED || mayBeLine;) {
    const offset = await framer.find(OPEN_OBJECT, from, damage.start);
    if (offset < 0 || offset >= damage.end) return undefined;
    const isLine = offset > window.start && window.at(offset - 1) === NEWLINE;
    if (isLine && mayBeLine) return { offset, isInFile, isAtRootPath: false };
    from = Math.max(offset + 1, window.start);
    if (searched >= MAX_SEARCHED) continue;
    const frame = await framer.candidate(offset, damage.start);
    if (frame.status === 'envelope') return { offset, isInFile: isInFile || isLine, isAtRootPath: true };
    const isText = isLine && isInFile;
    const value = frame.status === 'done' && objectIn(framer, frame, isText);
    if (value && looksLikeRelease(value)) return { offset, isInFile, isAtRootPath: true };
    if (value && isText) return { offset, isInFile, isAtRootPath: false };
    searched += Math.max(frame.end - offset, LEAST_SEARCHED);
    from = Math.max(from, window.start);
  }
  window.failure ??= new FileFailure('INVALID_JSON', 'is too damaged to be read any further');
  await window.close();
  return undefined;
}

/** Parsed only where it can be of use: damage may hold very many objects. */
function objectIn({ window }: Framer, { start, end, isTooLarge }: Frame, isText: boolean): JsonObject | undefined {
  if (isTooLarge) return undefined;
  const bytes = window.slice(start, end);
  if (!isText && !bytes.includes('"ocid"')) return undefined;
  const parsed = parse(bytes);
  return 'value' in parsed && isObject(parsed.value) ? parsed.value : undefined;
}

function looksLikeRelease({ ocid, date, tag }: JsonObject): boolean {
  return typeof ocid === 'string' && (date !== undefined || tag !== undefined);
}
