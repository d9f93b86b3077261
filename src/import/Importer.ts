import { isHuge } from './huge';
import type { Incoming } from './publication';
import type { NoteItem, ReadItem, RefusedItem, ReleaseItem } from './read/types';
import type { Outcome, Store } from './Store';
import type { StoredIssue } from './storedIssues';

/** What an import has done so far. */
export interface ImportCounts {
  read: number;
  stored: number;
  unchanged: number;
  stale: number;
  refused: number;
  issues: number;
}

/** Where releases go, and what was refused. */
export interface Taker extends Pick<Store, 'store' | 'quarantine'> {
  /** Makes all of it last, and tells what was not told yet. */
  finish?(): Promise<readonly StoredIssue[]>;
  /** Gives up what does not last yet. */
  abandon?(): Promise<void>;
}

/** What an import tells while it runs. */
export interface ImportEvents {
  /** A release, or what should have been one, that was not taken. */
  refused(item: RefusedItem): void;
  /** Something worth telling about a file, of which nothing is lost. */
  note(item: NoteItem): void;
  /** What could not be typed, linked or trusted in releases that were taken. */
  issues(issues: readonly StoredIssue[]): void;
  progress(counts: Readonly<ImportCounts>, bytes: number): void;
}

/** A batch is large enough to be worth its statements, and small enough that two are held in memory in every shape. */
const BATCH_RELEASES = 100;
const BATCH_BYTES = 1024 * 1024;

/** Takes what the reader reads to the store, batch by batch: one is read while the one before is stored, unless that is huge. */
export class Importer {
  readonly counts: ImportCounts = { read: 0, stored: 0, unchanged: 0, stale: 0, refused: 0, issues: 0 };
  private batch: Incoming[] = [];
  private bytes = 0;
  private total = 0;
  /** The batch that is being stored, once it is and has been counted. */
  private storing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Taker,
    private readonly events: ImportEvents,
  ) {}

  async take(items: AsyncIterable<ReadItem> | Iterable<ReadItem>): Promise<void> {
    for await (const item of items) {
      if (item.kind === 'release') await this.release(item);
      else if (item.kind === 'refused') await this.refuse(item);
      else this.events.note(item);
    }
  }

  /** Stores what is still waiting. */
  async finish(): Promise<ImportCounts> {
    await this.flush();
    await this.storing;
    this.tell((await this.store.finish?.()) ?? []);
    return this.counts;
  }

  private async release(item: ReleaseItem): Promise<void> {
    this.counts.read++;
    if (isHuge(item.text)) await this.flush(); // so that it is alone
    this.add(item);
    [item.value, item.text] = [{}, ''];
    if (this.batch.length >= BATCH_RELEASES || this.bytes >= BATCH_BYTES) await this.flush();
  }

  private add({ value, form, text, position: { file, index } }: ReleaseItem): void {
    this.batch.push({ ocid: value.ocid as string, form, document: value, text, file, position: String(index) });
    this.bytes += text.length;
  }

  private async refuse(item: RefusedItem): Promise<void> {
    this.counts.read++;
    this.counts.refused++;
    await this.store.quarantine(item);
    this.events.refused(item);
  }

  private async flush(): Promise<void> {
    if (this.batch.length === 0) return;
    const { batch, bytes, storing } = this;
    const isAlone = batch.some(({ text }) => isHuge(text));
    [this.batch, this.bytes] = [[], 0];
    this.storing = Promise.all([this.store.store(batch), storing]).then(([outcome]) => {
      this.count(outcome);
      this.total += bytes;
      this.events.progress(this.counts, this.total);
    });
    this.storing.catch(() => undefined); // awaited with the next one
    await (isAlone ? this.storing : storing);
  }

  private count({ stored, unchanged, stale, issues }: Outcome): void {
    this.counts.stored += stored;
    this.counts.unchanged += unchanged;
    this.counts.stale += stale;
    this.tell(issues);
  }

  private tell(issues: readonly StoredIssue[]): void {
    this.counts.issues += issues.length;
    this.events.issues(issues);
  }
}
