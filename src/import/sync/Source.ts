import { setTimeout as sleep } from 'node:timers/promises';
import { named, SourceError, UsageError } from '../../errors';
import { readSource } from '../read/readSource';
import { READ_LIMITS, type ReadItem, type RefusalCode } from '../read/types';
import { wallText } from './london';
import type { Window } from './windows';

/** The most releases that the service puts on a page. */
export const PAGE = 100;

export interface Patience {
  /** How long nothing may come before a request is given up, and how long it may take in all. */
  readonly silenceMs: number;
  readonly requestMs: number;
  /** What one answer may hold, decompressed: a page has about a megabyte. */
  readonly answerBytes: number;
  /** How often a request is tried, and how long the first pause between two tries is; each next one is twice as long. */
  readonly attempts: number;
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** How long to wait where the service asks for patience without saying how much, and how often it may ask. */
  readonly busyMs: number;
  readonly busyTimes: number;
}

export const PATIENCE: Patience = {
  silenceMs: 30_000,
  requestMs: 300_000,
  answerBytes: READ_LIMITS.releaseBytes,
  attempts: 6,
  pauseMs: 1000,
  longestPauseMs: 60_000,
  busyMs: 120_000,
  busyTimes: 50,
};

/** One answer of the service. */
export interface Page {
  readonly url: string;
  readonly items: readonly ReadItem[];
  /** How many releases it has, whole or not. */
  readonly releases: number;
  /** What tells this page from another. */
  readonly key: string;
  readonly next: string | undefined;
}

/** How the service says that there is nothing in a window. */
const EMPTY = /"releases"\s*:\s*\[\s*\]/;

/** What is not there because the answer broke off or was garbled on the way. */
const DAMAGE: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'INVALID_JSON',
  'TRUNCATED',
  'NOT_UTF8',
  'CORRUPT_GZIP',
]);

/** A release package API in the manner of Find a Tender, asked with patience. */
export class Source {
  /** Where release packages are asked for. */
  readonly endpoint: string;

  constructor(
    address: string,
    private readonly agent: string,
    private readonly tell: (text: string) => void,
    private readonly patience: Patience = PATIENCE,
  ) {
    this.endpoint = endpointOf(address);
  }

  window({ from, to }: Window): Promise<Page> {
    const url = new URL(this.endpoint);
    url.searchParams.set('updatedFrom', wallText(from));
    url.searchParams.set('updatedTo', wallText(to));
    url.searchParams.set('limit', String(PAGE));
    // The service's own links have the colons as they are, and so do its examples.
    return this.page(url.href.replaceAll('%3A', ':'));
  }

  /**
   * The page at an address, as whole as it is to be had: what comes damaged is asked for again, and taken with its
   * damage only when it stays the same.
   *
   * @throws SourceError when the service does not answer as it should.
   */
  async page(url: string): Promise<Page> {
    for (let attempt = 1; ; attempt++) {
      const body = await this.body(url);
      const items: ReadItem[] = [];
      for await (const item of readSource(streamOf(body), { file: url })) items.push(item);
      const isEmpty = items.every(({ kind }) => kind === 'note') && EMPTY.test(body.toString());
      const isPackage = isEmpty || items.some(({ kind }) => kind === 'release');
      const isDamaged = items.some((item) => item.kind === 'refused' && DAMAGE.has(item.code));
      const isCut = items.some((item) => item.kind === 'refused' && item.code === 'TRUNCATED');
      const isLast = attempt >= this.patience.attempts;
      if (isPackage && (!isDamaged || (isLast && !isCut))) return pageOf(url, body, isEmpty ? [] : items);
      if (isLast) throw this.failure(isCut ? 'its answers break off' : 'its answers are no release packages');
      await this.pause(attempt, 'a damaged answer');
    }
  }

  private async body(url: string): Promise<Buffer> {
    let busy = 0;
    for (let attempt = 1; ;) {
      const answer = await this.ask(url);
      if (Buffer.isBuffer(answer)) return answer;
      if (answer.waitMs !== undefined) {
        if (++busy > this.patience.busyTimes) throw this.failure('it asks for patience again and again');
        this.tell(`The source asks to wait ${Math.ceil(answer.waitMs / 1000)} s.`);
        await sleep(answer.waitMs);
      } else {
        if (answer.isFinal || attempt >= this.patience.attempts) throw this.failure(answer.reason);
        await this.pause(attempt++, answer.reason);
      }
    }
  }

  /** The body, or what became of the request. */
  private async ask(url: string): Promise<Buffer | { reason: string; isFinal?: boolean; waitMs?: number }> {
    const { silenceMs, requestMs, busyMs, answerBytes } = this.patience;
    const abort = new AbortController();
    const giveUp = (): void => abort.abort();
    const whole = setTimeout(giveUp, requestMs);
    const silence = setTimeout(giveUp, silenceMs);
    try {
      const headers = { accept: 'application/json', 'user-agent': this.agent };
      const response = await fetch(url, { headers, signal: abort.signal });
      if (response.status === 429 || (response.status === 503 && response.headers.has('retry-after')))
        return { reason: 'it is busy', waitMs: retryAfter(response.headers.get('retry-after')) ?? busyMs };
      const isPassing = response.status >= 500 || response.status === 408 || response.status === 425;
      if (!response.ok) return { reason: `HTTP ${response.status}`, isFinal: !isPassing };
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of response.body ?? []) {
        silence.refresh();
        bytes += (chunk as Uint8Array).length;
        if (bytes > answerBytes) return { reason: `its answer is larger than ${answerBytes} bytes`, isFinal: true };
        chunks.push(chunk as Uint8Array);
      }
      return Buffer.concat(chunks);
    } catch (error) {
      if (abort.signal.aborted) return { reason: 'no answer in time' };
      const { cause, message } = error as Error & { cause?: { code?: string } };
      return { reason: cause?.code ?? message };
    } finally {
      clearTimeout(whole);
      clearTimeout(silence);
    }
  }

  private async pause(attempt: number, reason: string): Promise<void> {
    const { pauseMs, longestPauseMs } = this.patience;
    const ms = Math.min(pauseMs * 2 ** (attempt - 1), longestPauseMs);
    this.tell(`The source failed (${reason}); asking again in ${ms / 1000} s.`);
    await sleep(ms);
  }

  private failure(reason: string): SourceError {
    return new SourceError(
      `${this.endpoint} cannot be followed further: ${reason}. What was stored stays; the same command goes on from there.`,
    );
  }
}

/** An address as it is, a service's address before `/ocdsReleasePackages`, or a host that has the API where Find a Tender has it. */
function endpointOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${named(address)} is not the address of a source: it begins with https:// or http://.`);
  const path = url.pathname.replace(/\/+$/, '');
  if (!path.endsWith('/ocdsReleasePackages')) url.pathname = `${path || '/api/1.0'}/ocdsReleasePackages`;
  url.search = url.hash = '';
  return url.href;
}

/** Seconds or a date (RFC 9110, 10.2.3), in milliseconds from now; undefined for anything else. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : undefined;
}

async function* streamOf(body: Buffer): AsyncGenerator<Uint8Array> {
  yield body;
}

function pageOf(url: string, body: Buffer, items: ReadItem[]): Page {
  const releases = items.filter(({ kind }) => kind !== 'note');
  const key = releases
    .map((item) => (item.kind === 'release' ? `${item.value.ocid as string} ${JSON.stringify(item.value.id)}` : ''))
    .join('\n');
  return { url, items, releases: releases.length, key, next: nextOf(body) };
}

function nextOf(body: Buffer): string | undefined {
  const next = /"links"\s*:\s*\{[^{}]*"next"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body.toString('utf8'))?.[1];
  return next === undefined ? undefined : (JSON.parse(next) as string);
}
