import type { WriteStream } from 'node:tty';
import type { ImportCounts } from '../import/Importer';
import type { Meter } from './Meter';
import { counted } from './output';

/** Milliseconds between lines: often on a terminal, where the line is overwritten; seldom in a log. */
const EVERY = { terminal: 100, log: 5000 };

const BAR = 24;

/** How far an import has come: one line that changes on a terminal, a line every few seconds elsewhere. */
export class Progress {
  private readonly began = Date.now();
  private last = this.began;
  private drawn = false;
  /** Ctrl-C: the prompt is not to stand behind a half-drawn line. */
  private readonly interrupted = (): void => {
    this.out.write('\n');
    process.kill(process.pid, 'SIGINT');
  };

  constructor(
    private readonly out: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>,
    private readonly meter: Meter,
  ) {}

  /** `bytes` of text were taken so far, out of compressed files or not. */
  update({ read, stored, refused, issues }: ImportCounts, bytes: number): void {
    const now = Date.now();
    if (now - this.last < (this.out.isTTY ? EVERY.terminal : EVERY.log)) return;
    this.last = now;
    const seconds = (now - this.began) / 1000;
    const rate = `${Math.round(read / seconds)}/s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`;
    const text = `${counted(read, 'release')} (${rate}): ${stored} stored, ${refused} refused, ${counted(issues, 'issue')}`;
    const line = `${this.share(seconds)}${text}`;
    if (!this.out.isTTY) return void this.out.write(`${line}\n`);
    this.out.write(`\r\u001b[K${line.slice(0, (this.out.columns || 120) - 1)}`);
    if (!this.drawn) process.once('SIGINT', this.interrupted);
    this.drawn = true;
  }

  /** Makes room for another line. */
  clear(): void {
    if (!this.drawn) return;
    this.out.write('\r\u001b[K');
    process.off('SIGINT', this.interrupted);
    this.drawn = false;
  }

  private share(seconds: number): string {
    const { done, total } = this.meter;
    if (!total) return '';
    const share = Math.min(done / total, 1);
    const full = Math.round(share * BAR);
    const bar = this.out.isTTY ? `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ` : '';
    const left = share > 0.01 ? `, ${duration((seconds / share) * (1 - share))} left` : '';
    return `${bar}${Math.floor(share * 100)} %${left}: `;
  }
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
