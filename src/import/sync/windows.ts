import { HOUR, instantsOf, SECOND, shownOrNext } from './london';

/** The service does not give everything of a longer stretch. */
const LONGEST = 6 * HOUR;

/** Fewer than this and the next window may be longer again. */
const FEW = 33;

/** A stretch of the service's clock, both ends included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a stretch of time into windows, the oldest first. Whoever asks says of each how many releases it had, and `split`
 * where they were too many to be all. Windows share their ends, so that none is lost whichever end the service leaves out.
 */
export class Windows {
  private length = LONGEST;

  constructor(
    private start: number,
    private readonly end: number,
  ) {}

  /** The next window; undefined when all is done. */
  next(): Window | undefined {
    const { start, end, length } = this;
    if (start >= end) return undefined;
    const to = shownOrNext(Math.min(start + length, end));
    const excess = longest(start, to) - LONGEST;
    return { from: start, to: excess > 0 && excess < to - start ? to - excess : to };
  }

  done({ to }: Window, releases: number): void {
    this.start = to;
    if (releases < FEW) this.length = Math.min(this.length * 2, LONGEST);
  }

  /** False for a window that is as short as the service's clock can name. */
  split({ from, to }: Window): boolean {
    const length = Math.min(this.length, to - from); // a window over March's hour is shorter than its ends look
    if (length <= SECOND) return false;
    this.length = Math.max(SECOND, Math.floor(length / 2 / SECOND) * SECOND);
    return true;
  }
}

/** How long a stretch of the clock may really last: October's is an hour longer. */
const longest = (from: number, to: number): number => Math.max(...instantsOf(to)) - Math.min(...instantsOf(from));
