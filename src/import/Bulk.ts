import type { Engine, WriteSession } from '../database/engine';
import type { Taker } from './Importer';
import { inPlace, type Digester } from './digest/digest';
import type { FirstLoad } from './FirstLoad';
import { FreshKeys } from './FreshKeys';
import { Histories } from './Histories';
import { isHuge } from './huge';
import { keep, type Incoming } from './publication';
import { quarantine } from './quarantine';
import type { RefusedItem } from './read/types';
import { makeAhead, storeBatch, storeWaiting, type Outcome } from './Store';
import type { StoredIssue } from './storedIssues';
import { Waiting } from './Waiting';

/**
 * What ends a transaction. Batches are small, for memory's sake; but each end of a transaction writes out what it changed
 * of every index, and every total anew, so that many batches go into one. Nobody waits longer than `ms` for the lock, or
 * for what came in.
 */
const FULL = { releases: 2000, bytes: 16 * 1024 * 1024, ms: 2000 };

/**
 * As long as only new processes come, no more is held for more of them than the totals: most of these are the same again.
 * SQLite needs memory of this process too, for its pages and for rows on their way to the thread that writes.
 */
const FULL_OF_FIRST_LOAD = {
  sqlite: { releases: 4000, bytes: 32 * 1024 * 1024, ms: 20_000 },
  postgres: { releases: 6000, bytes: 64 * 1024 * 1024, ms: 20_000 },
};

/** A transaction that is open. */
interface Open {
  readonly session: WriteSession;
  commit(): void;
  rollBack(reason: unknown): void;
  /** Settles when the transaction has ended; rejects when it could not, or was rolled back. */
  readonly ended: Promise<void>;
  readonly since: number;
  readonly waiting: Waiting;
  releases: number;
  bytes: number;
}

/** Stores many batches, whole or not at all, some of them at a time. One that fails takes those along that came with it. */
export class Bulk implements Taker {
  private open: Open | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private readonly keys = new FreshKeys();
  private readonly histories = new Histories();
  /** Of the transaction that is open, or was last. */
  private waiting: Waiting | undefined;
  /** Whether most of those that came last were the first of their processes. */
  private areNew = false;
  /** Whether any were of a process that was known. */
  private remakes = false;
  /** What went wrong while nobody was waiting. */
  private failure: Error | undefined;
  /** What ends of transactions have told. */
  private readonly issues: StoredIssue[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly options: { dryRun?: boolean; digester?: Digester; firstLoad?: FirstLoad } = {},
  ) {}

  store(batch: readonly Incoming[]): Promise<Outcome> {
    const { digester = inPlace } = this.options;
    const bytes = batch.reduce((sum, { text }) => sum + text.length, 0);
    const keeping = this.prepare(batch, digester); // while others are stored
    keeping.catch(() => undefined); // awaited below, unless one of those fails
    return this.inTurn(async (open) => {
      const { keys, histories } = this;
      const { session, waiting } = open;
      const outcome = await storeBatch(session, await keeping, { digester, keys, histories, waiting });
      this.areNew = outcome.begun > batch.length / 2;
      this.remakes ||= outcome.remade > 0;
      open.releases += batch.length;
      open.bytes += bytes;
      if (this.isFull(open)) await this.end();
      return { ...outcome, issues: [...outcome.issues, ...this.issues.splice(0)] };
    });
  }

  /** What comes after releases of new processes will most likely be of new ones, too. */
  private async prepare(batch: readonly Incoming[], digester: Digester): ReturnType<typeof keep> {
    const kept = await keep(batch, digester);
    return this.areNew && !kept.some(({ text }) => isHuge(text)) ? makeAhead(kept, this.keys) : kept;
  }

  /** Keeps what was refused, to be tried again. */
  async quarantine(item: RefusedItem): Promise<void> {
    if (this.options.dryRun) return;
    await this.inTurn(async (open) => {
      await quarantine(open.session, item);
      if (this.isFull(open)) await this.end();
    });
  }

  /** Ends well, and tells what is left to tell. */
  finish(): Promise<StoredIssue[]> {
    return this.queue(async () => {
      await this.end();
      if (!this.options.dryRun) await this.tidy();
      return this.issues.splice(0);
    });
  }

  private async tidy(): Promise<void> {
    await this.options.firstLoad?.end();
    const { segments } = this.engine.dialect.words;
    if (segments && (await this.engine.all(segments.isScattered)).length > 0)
      await this.engine.write((session) => session.run(segments.merge));
  }

  /** Gives up what has not been made lasting yet. */
  abandon(): Promise<void> {
    return this.queue(async () => {
      const { open } = this;
      this.forget();
      if (open) this.rollBack(open, new Error('abandoned'));
      await open?.ended.catch(() => undefined);
    });
  }

  private inTurn<T>(work: (open: Open) => Promise<T>): Promise<T> {
    return this.queue(async () => {
      const open = (this.open ??= await this.begin());
      return this.wholeOrNothing(open, () => work(open));
    });
  }

  private async wholeOrNothing<T>(open: Open, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.forget();
      this.rollBack(open, error);
      await open.ended; // rejects with the same, as the engine words it
      throw error;
    }
  }

  private queue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(() => {
      if (this.failure) throw this.failure;
      return work();
    });
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async begin(): Promise<Open> {
    const { dryRun, firstLoad } = this.options;
    if (!dryRun) await firstLoad?.begin();
    return new Promise((opened, failed) => {
      const ended = this.engine.write(
        (session) =>
          new Promise<void>((commit, rollBack) =>
            opened({
              session,
              commit,
              rollBack,
              ended,
              since: Date.now(),
              waiting: (this.waiting = new Waiting(this.waiting)),
              releases: 0,
              bytes: 0,
            }),
          ),
      );
      ended.catch(failed);
      // For a source that pauses: what came before the pause must not wait for what comes after it.
      this.timer = setTimeout(() => {
        this.queue(() => this.end()).catch((error: Error) => (this.failure ??= error));
      }, this.full.ms);
      this.timer.unref();
    });
  }

  private get full(): typeof FULL {
    const isFirst = this.options.firstLoad?.isLarge && !this.remakes;
    return isFirst ? FULL_OF_FIRST_LOAD[this.engine.dialect.name] : FULL;
  }

  private isFull({ releases, bytes, since }: Open): boolean {
    const { full } = this;
    return releases >= full.releases || bytes >= full.bytes || Date.now() >= since + full.ms;
  }

  private async end(): Promise<void> {
    const { open, keys, histories } = this;
    this.forget();
    if (!open) return;
    const { session, waiting } = open;
    const made = this.wholeOrNothing(open, () => storeWaiting(session, { keys, histories, waiting }));
    this.issues.push(...(await made));
    if (!this.options.dryRun) open.commit();
    else this.rollBack(open, new Error('dry run'));
    await (this.options.dryRun ? open.ended.catch(() => undefined) : open.ended);
  }

  private rollBack(open: Open, reason: unknown): void {
    this.histories.forget();
    open.rollBack(reason);
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.open = undefined;
  }
}
