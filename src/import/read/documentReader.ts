import { Envelope } from './envelope';
import type { Framer } from './framer';
import { ItemQueue } from './itemQueue';
import { CLOSE_LIST, CLOSE_OBJECT, COMMA, OPEN_LIST, OPEN_OBJECT, QUOTE } from './jsonBytes';
import { type Level, type NewLevel, LevelStack, MAX_LEVELS } from './levelStack';
import { SECTIONS, note, notRead, refused, type Role } from './releaseItems';
import type { ReadItem } from './types';
import { ValueReader } from './valueReader';

/** Between JSON texts, a byte-order mark and the separator of RFC 7464 count as white space. */
const BETWEEN_TEXTS: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0x1e]);

/** Members that hold releases, with what one object there is: of a list, too, publishers write one object instead. */
const HOLDERS: ReadonlyMap<string, Role> = new Map([
  ['releases', 'release'],
  ['records', 'record'],
  ['compiledRelease', 'compiled'],
  ['versionedRelease', 'versioned'],
  ['packages', 'any'],
]);

/**
 * Reads the JSON texts of one file: goes token by token through what holds releases (lists, packages, records, what the
 * root path names) and takes whole what may be a release.
 */
export class DocumentReader {
  private readonly queue: ItemQueue;
  private readonly levels: LevelStack;
  private readonly values: ValueReader;
  private isFinished = false;
  private hasValues = false;
  private wasAtRootPath = false;

  constructor(
    private readonly framer: Framer,
    file: string,
    rootPath: readonly string[],
  ) {
    this.queue = new ItemQueue(file, framer.window);
    this.levels = new LevelStack(rootPath, this.queue);
    this.values = new ValueReader(framer, this.queue, this.levels);
  }

  async *items(): AsyncGenerator<ReadItem> {
    while (!this.isFinished) {
      await this.step();
      this.framer.window.letGo(this.framer.position);
      for (const item of this.queue.take()) yield item;
    }
  }

  private async step(): Promise<void> {
    const { framer, levels, values } = this;
    const byte = await framer.significant();
    const level = levels.innermost;
    if (byte < 0) this.finish();
    else if (level.kind === 'file') await this.text(level, byte);
    else if (byte === (level.kind === 'list' ? CLOSE_LIST : CLOSE_OBJECT)) {
      framer.position++;
      levels.pop();
    } else if (level.isAfterValue && byte === COMMA) {
      framer.position++;
      level.isAfterValue = false;
    } else if (level.kind !== 'object' && byte === OPEN_OBJECT) {
      // Whether or not a comma is missing before it: nothing else tells where one release ends and the next begins.
      await this.value(level, byte);
    } else if (level.isAfterValue || byte === COMMA) await values.recover(values.here());
    else if (level.kind === 'list') await this.value(level, byte);
    else await this.member(level, byte);
  }

  private async text(level: Level, byte: number): Promise<void> {
    const closesNothing = byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
    if (BETWEEN_TEXTS.has(byte) || (closesNothing && this.values.isDamaged)) this.framer.position++;
    else {
      this.hasValues = true;
      await this.value(level, byte);
    }
  }

  private async value(
    { path, role, envelope }: Pick<Level, 'path' | 'role' | 'envelope'>,
    byte: number,
  ): Promise<void> {
    const isAtRootPath = path.length === 0 || this.values.isAtRootPath;
    this.values.isAtRootPath = false;
    if (!isAtRootPath) return this.towardsRootPath(path, byte);
    this.wasAtRootPath = true;
    if (byte === OPEN_LIST && role === 'any') return this.enter({ kind: 'list', role, path });
    if (byte !== OPEN_OBJECT) return this.values.stray(byte, role, envelope);
    if (role === 'versioned') return this.values.versioned(envelope!);
    if (await this.framer.isNumbered()) return this.numbered(role, envelope);
    const start = await this.values.object(role, envelope);
    if (!start) return;
    this.levels.push({ kind: 'object', role, path: [], envelope: new Envelope(role === 'record', start, envelope) });
  }

  private async numbered(role: Role, envelope: Envelope | undefined): Promise<void> {
    this.queue.add([
      note('NUMBERED_RELEASES', 'holds objects by number or ocid in place of a list', this.values.here()),
    ]);
    return this.enter({ kind: 'numbered', role, path: [], ...(envelope && { envelope }) });
  }

  private async towardsRootPath(path: readonly string[], byte: number): Promise<void> {
    if (byte === OPEN_OBJECT) return this.enter({ kind: 'object', role: 'any', path });
    if (byte !== OPEN_LIST) return this.values.skip(byte);
    return this.enter({ kind: 'list', role: 'any', path: path[0] === 'item' ? path.slice(1) : path });
  }

  private async enter(level: NewLevel): Promise<void> {
    if (!this.levels.isFull) {
      this.framer.position++;
      this.levels.push(level);
      return;
    }
    this.queue.add([
      refused('TOO_DEEP', `holds lists that are nested deeper than ${MAX_LEVELS} levels`, this.values.here()),
    ]);
    await this.values.skip(OPEN_LIST);
  }

  private async member(level: Level, byte: number): Promise<void> {
    const position = this.values.here();
    const key = byte === QUOTE ? await this.values.key() : undefined;
    const next = key === undefined ? -1 : await this.framer.significant();
    if (key === undefined || next < 0) return this.values.recover(position);
    if (level.kind === 'numbered') return this.value(level, next);
    if (level.envelope) return this.envelopeMember(level.envelope, key, next);
    if (key !== level.path[0]) return this.values.skip(next);
    return this.value({ ...level, path: level.path.slice(1) }, next);
  }

  private async envelopeMember(envelope: Envelope, key: string, byte: number): Promise<void> {
    if (key === 'releases' && byte === OPEN_LIST)
      return this.enter({ kind: 'list', role: 'release', path: [], envelope });
    if (key === 'records' && byte === OPEN_LIST) return this.enter({ kind: 'list', role: 'record', path: [] });
    const holdsSome = byte === OPEN_OBJECT || byte === OPEN_LIST;
    if (holdsSome && SECTIONS.includes(key)) this.queue.add([notRead(key, this.values.here())]);
    const role = HOLDERS.get(key);
    const first = role && holdsSome ? await this.framer.firstInside() : CLOSE_LIST;
    if (!role || first === CLOSE_LIST || first === CLOSE_OBJECT) return this.values.skip(byte);
    // Packages are links, as a rule.
    if (role === 'any' && first !== OPEN_OBJECT) return this.values.skip(byte);
    if (role === 'any' && byte === OPEN_LIST) return this.enter({ kind: 'list', role, path: [] });
    if (byte === OPEN_LIST) return this.listOfOne(role, envelope);
    await this.value({ role, path: [], ...(role !== 'record' && { envelope }) }, byte);
  }

  private listOfOne(role: Role, envelope: Envelope): Promise<void> {
    this.queue.add([note('RELEASE_IN_LIST', 'has a list where one release belongs', this.values.here())]);
    return this.enter({ kind: 'list', role, path: [], envelope });
  }

  private finish(): void {
    const { framer, levels, queue, values } = this;
    const isCut = !levels.isInFile || framer.window.failure !== undefined;
    const position = this.hasValues ? values.here() : queue.positionAt(0);
    levels.popDamaged(true);
    this.isFinished = true;
    if (isCut) {
      const { code, message } = values.cut();
      if (!values.isEndTold) queue.add([refused(code, message, position)]);
    } else if (!this.hasValues) queue.add([note('EMPTY_FILE', 'is empty', position)]);
    else if (!this.wasAtRootPath) queue.add([refused('ROOT_PATH_NOT_FOUND', 'has nothing at the root path', position)]);
    else if (queue.found === 0) queue.add([note('EMPTY_FILE', 'has nothing but empty lists', position)]);
  }
}
