import type { ImportCounts, ImportEvents } from '../import/Importer';
import { USUAL, type NoteCode, type NoteItem, type RefusedItem } from '../import/read/types';
import type { StoredIssue } from '../import/storedIssues';
import { csvTable, type CsvTable } from './csv';
import { Meter } from './Meter';
import { counted, printable, say } from './output';
import { Progress } from './Progress';

interface Noted {
  readonly first: NoteItem;
  count: number;
}

const HEADER = ['file', 'position', 'ocid', 'path', 'value', 'code', 'message'];

export interface ReportOptions {
  quiet?: boolean;
  json?: boolean;
  dryRun?: boolean;
  /** Where the issues go as CSV; `-` is standard error. */
  issues?: string;
}

/** What the person at the terminal is told of an import. */
export class Report implements ImportEvents {
  readonly meter = new Meter();
  private readonly progressLine: Progress | undefined;
  private readonly csv: CsvTable | undefined;
  private readonly began = Date.now();
  private readonly noted = new Map<NoteCode, Noted>();
  /** What is usual, in each file. */
  private readonly usual = new Map<string, Noted>();

  /** @throws SourceError when the file for the issues cannot be written. */
  constructor(private readonly options: ReportOptions) {
    this.progressLine = options.quiet ? undefined : new Progress(process.stderr, this.meter);
    if (options.issues === undefined) return;
    this.csv = csvTable(options.issues);
    this.csv.line(HEADER);
  }

  refused({ code, message, position: { file, index, line }, ocid }: RefusedItem): void {
    this.csv?.line([file, String(index), ocid ?? '', '', '', code, message]);
    this.say(`refused: ${file}, line ${line}, release ${index}${ocid ? ` (${ocid})` : ''}: ${message}`);
  }

  note(item: NoteItem): void {
    const { code, message, position } = item;
    if (USUAL.has(code)) add(this.usual, `${code} ${position.file}`, item);
    else this.noteLine(item);
    if (code === 'FILE_SKIPPED') return this.say(`skipped: ${position.file} ${message}`);
    add(this.noted, code, item);
  }

  issues(issues: readonly StoredIssue[]): void {
    if (!this.csv) return;
    for (const { file, position, ocid, path, value, code, message } of issues)
      this.csv.line([file, position, ocid, path, JSON.stringify(value), code, message]);
  }

  progress(counts: ImportCounts, bytes: number): void {
    this.progressLine?.update(counts, bytes);
  }

  /** Says it in words, and as one JSON object on standard output where that was asked for. */
  summary({ read, stored, unchanged, stale, refused, issues }: ImportCounts): void {
    const seconds = (Date.now() - this.began) / 1000;
    const counts = { read, stored, unchanged, stale, refused, issues, seconds };
    if (this.options.json) return void process.stdout.write(`${JSON.stringify(counts)}\n`);
    const parts = [
      `${stored} stored`,
      `${unchanged} unchanged`,
      `${stale} older than what is shown`,
      `${refused} refused`,
    ];
    const dry = this.options.dryRun ? ' Nothing was stored: this was a dry run.' : '';
    const [releases, told] = [counted(read, 'release'), counted(issues, 'import issue')];
    this.say(`Read ${releases} in ${seconds.toFixed(1)} s: ${parts.join(', ')}; ${told}.${dry}`);
  }

  /** One line for a person, unless nothing is to be told. */
  say(text: string): void {
    if (this.options.quiet) return;
    this.progressLine?.clear();
    say(printable(text));
  }

  close(): void {
    this.progressLine?.clear();
    for (const [code, { count, first }] of this.noted) {
      const { file, line, index } = first.position;
      this.say(
        `noted: ${code} ${counted(count, 'time')}, first in ${file}, line ${line}, release ${index}: ${first.message}`,
      );
    }
    for (const { first, count } of this.usual.values()) this.noteLine(first, count);
    this.csv?.close();
  }

  private noteLine({ code, message, position }: NoteItem, count = 1): void {
    const all = count === 1 ? message : `${message}; ${count} times in the file`;
    this.csv?.line([position.file, String(position.index), '', '', '', code, all]);
  }
}

function add<Key>(all: Map<Key, Noted>, key: Key, item: NoteItem): void {
  const noted = all.get(key);
  if (noted) noted.count++;
  else all.set(key, { first: item, count: 1 });
}
