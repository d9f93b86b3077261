import { Release } from '../entities';
import { SPAN } from '../entities/keys';
import { Effective, publishedAt, type Published } from '../ocds/effective';
import { IssuesAsSent, issuesOfMerging, type Sent } from './asSent';
import { normaliseRelease, type Rows } from './normalise/release';
import { tableOf } from './normalise/table';

/** Characters of a warning. */
const WARNING = 200;

/** A release of a history. */
export interface Told extends Published, Sent {}

/** What is known of a process, as rows. */
export interface Process {
  readonly pk: number;
  readonly instant: string | null;
  readonly rows: Rows;
}

/** A process in the making: what is left of its releases, told from the oldest to the newest, when they are let go. */
export class History {
  private readonly effective = new Effective();
  private readonly asSent = new IssuesAsSent();
  /** Of how many releases it is. */
  count = 0;
  /** The instant of the newest. */
  until = '';

  /** Those of one instant, which are only in order when all are there. */
  private same: Told[] = [];

  /** Adds the next release: none before the newest, and none of its instant once the rows have been made. */
  add(release: Told): void {
    const instant = publishedAt(release.document);
    if (instant !== this.until) this.settle();
    this.until = instant;
    this.same.push(release);
    this.count++;
  }

  /** Takes in what has been added: nothing more is asked of its releases. */
  settle(): void {
    if (this.same.length === 0) return;
    this.effective.add(this.same);
    this.asSent.add(this.same);
    this.same = [];
  }

  /** The rows of all that has been added. */
  process(ocid: string, pk: number): Process {
    this.settle();
    const { release, shown } = this.effective;
    const rows = normaliseRelease(release.compiled, ocid, pk);
    const merging = issuesOfMerging(release.warnings, rows.issues);
    const issues = [...this.asSent.list(shown), ...merging, ...rows.issues].slice(0, SPAN);
    for (const row of rows.tables.get(Release) ?? []) row[tableOf(Release).column('importIssuesCount')] = issues.length;
    return { pk, instant: publishedAt(release.compiled) || null, rows: { ...rows, issues } };
  }

  /** Roughly how much it holds: characters of text. */
  get size(): number {
    const { compiled, warnings } = this.effective.release;
    return JSON.stringify(compiled).length + warnings.length * WARNING;
  }
}
