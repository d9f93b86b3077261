import type { Envelope } from './envelope';
import type { ItemQueue } from './itemQueue';
import type { Role } from './releaseItems';

/** Lists in lists, and packages in them: more than this is an attack. */
export const MAX_LEVELS = 64;

/** One of the containers that are open around what is read, or the file itself. */
export interface Level {
  /** `numbered`: an object whose values, whatever their keys, are those of a list. */
  readonly kind: 'file' | 'list' | 'numbered' | 'object';
  /** What its values are. */
  readonly role: Role;
  /** What is still to go of the root path. */
  readonly path: readonly string[];
  /** A value was read: a comma or the end comes next. */
  isAfterValue: boolean;
  /** The package or record that it is or belongs to. */
  readonly envelope?: Envelope;
  /** How many items were found before it. */
  readonly foundBefore: number;
}

export type NewLevel = Omit<Level, 'isAfterValue' | 'foundBefore'>;

/** What is open around what is read. */
export class LevelStack {
  private readonly levels: Level[];

  constructor(
    rootPath: readonly string[],
    private readonly queue: ItemQueue,
  ) {
    this.levels = [{ kind: 'file', role: 'any', path: rootPath, isAfterValue: false, foundBefore: 0 }];
  }

  get innermost(): Level {
    return this.levels.at(-1) as Level;
  }

  get isInFile(): boolean {
    return this.levels.length === 1;
  }

  get isFull(): boolean {
    return this.levels.length >= MAX_LEVELS;
  }

  push(level: NewLevel): void {
    this.innermost.isAfterValue = true;
    this.levels.push({ ...level, isAfterValue: false, foundBefore: this.queue.found });
  }

  /** Closes the innermost; a package or record tells then what it has to. */
  pop(isWhole = true): void {
    const level = this.levels.pop();
    if (level?.kind === 'object' && level.envelope)
      this.queue.add(level.envelope.conclude(isWhole, this.queue.found === level.foundBefore));
  }

  /** Closes what values cannot stand in on their own or, if nothing is known to be open any more, everything. */
  popDamaged(isAll: boolean): void {
    while (!this.isInFile && (isAll || this.innermost.kind === 'object')) this.pop(false);
    this.innermost.isAfterValue = false;
  }
}
