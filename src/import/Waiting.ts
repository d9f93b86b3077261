import { publishedAt } from '../ocds/effective';
import { versionId, type Kept } from './publication';

/** The release of a process that comes last in its history, as far as what came of it says. */
export interface Newest extends Pick<Kept, 'file' | 'position'> {
  /** Its place in the history. */
  readonly id: string;
  readonly instant: string;
}

/** How many processes, and characters of what came of them, are made anew at a time. */
const PIECE = { processes: 100, characters: 1024 * 1024 };

/** A process that waits. */
interface Late {
  readonly newest: Newest;
  readonly characters: number;
}

/**
 * The processes of a transaction that are made at its end. The first batch with releases of a process has it made at once;
 * those that come later would have it made from its whole history each time, if not in the order of their dates, and
 * publishers deliver the newest first. What waited in the transaction `before` waits from the beginning.
 */
export class Waiting {
  private readonly made: Set<string>;
  private readonly late = new Map<string, Late>();

  constructor(before?: Waiting) {
    this.made = new Set(before?.late.keys());
  }

  /** Of what has just come, the newest of each process that is to be made now; others that are `known` already wait. */
  sift(
    fresh: ReadonlyMap<string, readonly Kept[]>,
    known: ReadonlyMap<string, { readonly isNew?: boolean }>,
  ): Map<string, Newest> {
    const now = new Map<string, Newest>();
    for (const [ocid, own] of fresh) {
      if (this.made.has(ocid) && !known.get(ocid)?.isNew) this.add(ocid, own);
      else now.set(ocid, newestOf(own));
      this.made.add(ocid);
    }
    return now;
  }

  /** The instant of the newest release of a process that waits. */
  until(ocid: string): string {
    return this.late.get(ocid)?.newest.instant ?? '';
  }

  /** What waits, some at a time. */
  *pieces(): Generator<Map<string, Newest>> {
    let [piece, characters] = [new Map<string, Newest>(), 0];
    for (const [ocid, late] of this.late) {
      piece.set(ocid, late.newest);
      characters += late.characters;
      if (piece.size < PIECE.processes && characters < PIECE.characters) continue;
      yield piece;
      [piece, characters] = [new Map<string, Newest>(), 0];
    }
    if (piece.size > 0) yield piece;
  }

  private add(ocid: string, own: readonly Kept[]): void {
    const known = this.late.get(ocid);
    const newest = newestOf(own);
    const characters = own.reduce((sum, { text }) => sum + text.length, known?.characters ?? 0);
    this.late.set(ocid, { newest: known && known.newest.id > newest.id ? known.newest : newest, characters });
  }
}

function newestOf(releases: readonly Kept[]): Newest {
  const newest = releases.reduce((a, b) => (versionId(b) > versionId(a) ? b : a));
  const { file, position, document } = newest;
  return { file, position, id: versionId(newest), instant: publishedAt(document) };
}
