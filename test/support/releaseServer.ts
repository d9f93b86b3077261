import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/ocds/json';
import { wallOf } from '../../src/import/sync/london';

/**
 * What can go wrong with an answer. `silent` never ends; `cut` breaks off; `truncated` only says that it is whole; `bomb`
 * is small until it is decompressed.
 */
export type Fault =
  'busy' | 'busyUntil' | 'error' | 'cut' | 'truncated' | 'empty' | 'page' | 'repeated' | 'silent' | 'slow' | 'bomb';

export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly cursor: string | null;
  readonly fault: Fault | undefined;
}

const LIMIT = 100;

/**
 * A release package API with the manners of Find a Tender: windows in London's time, the newest first, 100 on a page. What
 * each request meets is taken from `faults`, in order.
 */
export class ReleaseServer {
  readonly asked: Asked[] = [];
  faults: (Fault | undefined)[] = [];
  /** The service has been seen to leave out its links. */
  links = true;
  /** A service that gives everything, whatever it is asked for. */
  ignoresWindows = false;
  private last = '';
  private readonly server: Server;

  constructor(public releases: readonly JsonObject[]) {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private answer({ url }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url!, 'http://localhost');
    const fault = this.faults.shift();
    const [from, to] = [searchParams.get('updatedFrom') ?? '', searchParams.get('updatedTo') ?? ''];
    const cursor = searchParams.get('cursor');
    this.asked.push({ from, to, cursor, fault });
    if (pathname !== '/api/1.0/ocdsReleasePackages') return void response.writeHead(404).end();
    const times = [from, to].map((text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : NaN,
    );
    if (times.some(Number.isNaN)) return void response.writeHead(400).end('not 19 characters');
    const body = this.page(times[0]!, times[1]!, Number(cursor ?? 0), url!);
    this.send(response, fault, fault === 'repeated' && this.last ? this.last : body);
    if (fault !== 'repeated') this.last = body;
  }

  private page(from: number, to: number, start: number, url: string): string {
    const inside = this.releases
      .map((release) => ({ release, wall: wallOf(Date.parse(release.date as string)) }))
      .filter(({ wall }) => this.ignoresWindows || (wall >= from && wall < to))
      .sort((a, b) => b.wall - a.wall)
      .map(({ release }) => release);
    const next = new URL(url, 'http://localhost');
    next.searchParams.set('cursor', String(start + LIMIT));
    const { port } = this.server.address() as AddressInfo;
    const more = this.links && start + LIMIT < inside.length;
    return JSON.stringify({
      uri: url,
      version: '1.1',
      releases: inside.slice(start, start + LIMIT),
      links: more ? { next: `http://127.0.0.1:${port}${next.pathname}${next.search}` } : {},
    });
  }

  private send(response: ServerResponse, fault: Fault | undefined, body: string): void {
    const half = body.slice(0, body.length / 2);
    const headers = { 'content-type': 'application/json' };
    switch (fault) {
      case 'busy':
        return void response.writeHead(429, { 'retry-after': '0' }).end('Too many requests');
      case 'busyUntil':
        return void response.writeHead(429, { 'retry-after': new Date().toUTCString() }).end('Too many requests');
      case 'error':
        return void response.writeHead(500).end('<html>Internal Server Error</html>');
      case 'cut':
        response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) });
        return void response.write(half, () => response.destroy());
      case 'truncated':
        return void response.writeHead(200, headers).end(half);
      case 'empty':
        return void response.writeHead(200, headers).end();
      case 'page':
        return void response.writeHead(200).end('<html>Back soon</html>');
      case 'silent':
        return void response.writeHead(200, headers).write(half);
      case 'bomb':
        return void response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(' '.repeat(1e6)));
      case 'slow':
        return void setTimeout(() => response.writeHead(200, headers).end(body), 60);
      case 'repeated':
      case undefined:
        return void response.writeHead(200, headers).end(body);
    }
  }
}
