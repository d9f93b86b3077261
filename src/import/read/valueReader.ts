import { isObject } from '../../ocds/json';
import { isHuge, sweep } from '../huge';
import type { Envelope } from './envelope';
import { FileFailure } from './fileFailure';
import { type Frame, type Framer, KEEP_NOTHING } from './framer';
import type { ItemQueue } from './itemQueue';
import { COLON, COMMA, NEWLINE, OPEN_LIST, OPEN_OBJECT, RETURN } from './jsonBytes';
import type { LevelStack } from './levelStack';
import { NOT_UTF8, parse, textOf } from './parse';
import { type Restart, nextStart } from './recovery';
import { type Candidate, type Role, SECTIONS, itemsOf, notRead, refused } from './releaseItems';
import type { Position, ReadItem, RefusalCode, RefusedItem } from './types';

const LINE_ENDS: readonly number[] = [NEWLINE, RETURN];
const BEGINS_SCALAR: ReadonlySet<number> = new Set(Buffer.from('"-0123456789tfnIN'));

/** What is refused for these may have swallowed releases behind it, as where a quotation mark is missing. */
const SWALLOWS: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['INVALID_JSON', 'NOT_UTF8']);

const SECTION = new RegExp(`"(?:${SECTIONS.join('|')})"\\s*:`);

type Refusal = Pick<RefusedItem, 'code' | 'message'>;

/** Reads the value that is next, as what its place says it is; each method ends behind it. */
export class ValueReader {
  /** Something could not be read, so that what closes later may have nothing to close. */
  isDamaged = false;
  /** The end of the file was told as the end of a value. */
  isEndTold = false;
  /** What is next after damage is what the root path leads to. */
  isAtRootPath = false;
  /** Some value stood alone on its line, so lines can be told from one another. */
  private isInLines = false;

  constructor(
    private readonly framer: Framer,
    private readonly queue: ItemQueue,
    private readonly levels: LevelStack,
  ) {}

  here(): Position {
    return this.queue.positionAt(this.framer.position);
  }

  /** A release, or the start of what holds releases; then it ends before the first key that says so. */
  async object(role: Role, holder: Envelope | undefined): Promise<Position | undefined> {
    const position = this.here();
    const frame = await this.framer.container(position.byteOffset, true);
    if (frame.status === 'envelope') {
      this.tellSections(frame, position);
      this.framer.position = frame.end;
      return position;
    }
    const whole = frame.status === 'done' ? frame : await this.withLineBreaks(frame);
    await (whole ? this.take(whole, role, position, holder) : this.recover(position, frame));
    return undefined;
  }

  /** What stands before the first key that says that the object holds releases, and is of a release. */
  private tellSections({ start, end, isTooLarge }: Frame, position: Position): void {
    const before = isTooLarge ? '' : this.framer.window.slice(start, end).toString();
    if (!SECTION.test(before)) return;
    const parsed = parse(Buffer.from(before.replace(/,?\s*$/, '}')));
    const value = 'value' in parsed && isObject(parsed.value) ? parsed.value : {};
    for (const section of SECTIONS)
      if (typeof value[section] === 'object' && value[section] !== null) this.queue.add([notRead(section, position)]);
  }

  /** The value that a broken frame is the beginning of, if all that is wrong is that strings have line breaks in them. */
  private async withLineBreaks({ start, status, end }: Frame): Promise<Frame | undefined> {
    const { window } = this.framer;
    if (status !== 'broken' || end < window.start || !LINE_ENDS.includes(window.at(end))) return undefined;
    const frame = await this.framer.container(start, true, start, true);
    const isWhole = frame.status === 'done' && !frame.isTooLarge;
    return isWhole && 'value' in parse(window.slice(start, frame.end)) ? frame : undefined;
  }

  /** What is no object where a release belongs. */
  async stray(byte: number, role: Role, holder: Envelope | undefined): Promise<void> {
    const position = this.here();
    const frame = await this.frame(byte);
    if (frame?.status !== 'done') return this.recover(position, frame);
    const bytes = this.framer.window.slice(frame.start, frame.end);
    if (!frame.isTooLarge && 'code' in parse(bytes)) return this.recover(position);
    return this.take(frame, role, position, holder);
  }

  async skip(byte: number): Promise<void> {
    const frame = await this.frame(byte, KEEP_NOTHING);
    if (frame?.status === 'done') this.moveBehind(frame);
    else await this.recover(this.queue.positionAt(frame?.end ?? this.framer.position), frame);
  }

  /** It is held until it is clear whether the record has anything else. */
  async versioned(holder: Envelope): Promise<void> {
    const position = this.here();
    const { hasReleases } = holder;
    const keepFrom = hasReleases ? KEEP_NOTHING : position.byteOffset;
    const frame = await this.framer.container(position.byteOffset, false, keepFrom);
    if (frame.status !== 'done') return this.recover(position, frame);
    holder.versioned.push(hasReleases ? 'skipped' : this.candidate(frame, 'versioned', position));
    this.moveBehind(frame);
  }

  /** A key and its colon; undefined if there is none. */
  async key(): Promise<string | undefined> {
    const { framer } = this;
    const frame = await framer.scalar(framer.position);
    if (frame.status !== 'done' || frame.isTooLarge) return undefined;
    const parsed = parse(framer.window.slice(frame.start, frame.end));
    framer.position = frame.end;
    if ((await framer.significant()) !== COLON || !('value' in parsed)) return undefined;
    framer.position++;
    return parsed.value as string;
  }

  /** Refuses everything from the damage to where the next release begins, and goes there. */
  async recover(position: Position, frame?: Frame, known?: Refusal): Promise<void> {
    const { framer, levels } = this;
    const isCut = frame?.status === 'ended' || (framer.window.ended && framer.position >= framer.window.end);
    const next = await this.nextStart(position, Infinity);
    const message = this.notJson(frame?.end ?? position.byteOffset);
    const isEnd = isCut && !next;
    const why = isEnd ? this.cut() : (known ?? { code: 'INVALID_JSON', message });
    this.refuse(why, position, next?.offset ?? framer.window.end);
    this.isEndTold ||= isEnd;
    this.isAtRootPath = next?.isAtRootPath ?? false;
    levels.popDamaged(!next || next.isInFile);
  }

  private nextStart(position: Position, end: number): Promise<Restart | undefined> {
    const { isInLines, levels } = this;
    return nextStart(this.framer, { start: position.byteOffset, end, isInFile: levels.isInFile, isInLines });
  }

  /** With the words that stand there, by which a web page, a table or the like is known at once. */
  private notJson(offset: number): string {
    const { window } = this.framer;
    const where = `is not JSON at byte ${offset}`;
    if (offset < window.start) return where;
    const [words = ''] = window
      .slice(offset, Math.min(offset + 40, window.end))
      .toString('utf8')
      .split(/[\r\n]/, 1);
    return words === '' ? where : `${where}: ${JSON.stringify(words)}`;
  }

  private refuse(why: Refusal, position: Position, end: number): void {
    const { framer, levels, queue } = this;
    const start = position.byteOffset;
    const isHeld = start >= framer.window.start && !framer.isTooLarge(start, end);
    const bytes = isHeld ? withoutSeparator(framer.window.slice(start, end), !levels.isInFile) : undefined;
    queue.add([refused(why.code, why.message, position, bytes)]);
    this.isDamaged = true;
    framer.position = end;
  }

  /** Why the file ends where it does. */
  cut(): Refusal {
    const { failure } = this.framer.window;
    if (failure === undefined) return { code: 'TRUNCATED', message: 'ends before it is complete' };
    if (failure instanceof FileFailure) return failure;
    throw failure as Error;
  }

  private async frame(byte: number, keepFrom?: number): Promise<Frame | undefined> {
    const { position } = this.framer;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) return this.framer.container(position, false, keepFrom);
    return BEGINS_SCALAR.has(byte) ? this.framer.scalar(position) : undefined;
  }

  private async take(frame: Frame, role: Role, position: Position, holder: Envelope | undefined): Promise<void> {
    const items = this.itemsIn(frame, role, position);
    holder?.count(items);
    const damage = items.find((item) => item.kind === 'refused' && SWALLOWS.has(item.code)) as RefusedItem | undefined;
    const next = damage && (await this.nextStart(position, frame.end));
    const isEndWrong = damage && !next && this.levels.isInFile && !(await this.framer.endsLine(frame));
    if (isEndWrong) return this.recover(position, frame, damage);
    this.levels.innermost.isAfterValue = !next;
    if (next) return this.refuse(damage, position, next.offset);
    this.queue.add(items);
    this.framer.position = frame.end;
    if (this.levels.isInFile && this.here().line === position.line) this.isInLines = true;
  }

  private itemsIn(frame: Frame, role: Role, position: Position): ReadItem[] {
    const { window } = this.framer;
    const candidate = this.candidate(frame, role, position);
    if ('kind' in candidate) return [candidate];
    window.letGo(frame.end); // a huge release is not held as bytes, as text and as a value
    if (isHuge(candidate.text)) sweep();
    const items = itemsOf(candidate);
    if (items.some(({ kind }) => kind === 'refused')) window.takeBack(frame.start, candidate.text);
    return items;
  }

  private candidate(frame: Frame, role: Role, position: Position): Candidate | RefusedItem {
    const { limits, window } = this.framer;
    if (frame.isTooLarge)
      return refused('RELEASE_TOO_LARGE', `is larger than ${limits.releaseBytes.toLocaleString('en')} bytes`, position);
    const bytes = (): Buffer => window.slice(frame.start, frame.end);
    if (frame.isTooDeep) return refused('TOO_DEEP', `is nested deeper than ${limits.depth} levels`, position, bytes());
    if (isHuge(bytes())) sweep(); // of the windows that were too small for it
    const text = textOf(bytes());
    if (text === undefined) return refused('NOT_UTF8', NOT_UTF8, position, bytes());
    return { text, role, position, hasExponent: frame.hasExponent };
  }

  private moveBehind(frame: Frame): void {
    this.levels.innermost.isAfterValue = true;
    this.framer.position = frame.end;
  }
}

/** Without what stands between this value and the next. */
function withoutSeparator(bytes: Buffer, isInList: boolean): Buffer {
  const separates = isInList ? [...LINE_ENDS, 0x20, 0x09, COMMA] : LINE_ENDS;
  let end = bytes.length;
  while (end > 0 && separates.includes(bytes[end - 1] as number)) end--;
  return bytes.subarray(0, end);
}
