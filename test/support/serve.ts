import type { ChildProcess } from 'node:child_process';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { type Ended, runProgram } from './cli';

export interface Serving {
  url: string;
  pid: number;
  /** All that it wrote to standard error so far. */
  said(): string;
  /** Its log so far. */
  events(): Record<string, any>[];
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

export interface Serve {
  cwd: string;
  args?: readonly string[];
  env?: Record<string, string>;
}

/** Starts a server built by `buildProgram` at a free port; resolves when it says where it is. */
export function serve(main: string, { cwd, args = [], env }: Serve): Promise<Serving> {
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    let said = '';
    const events = (): Record<string, any>[] =>
      said
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line));
    const ended = runProgram(main, ['serve', '--port', '0', ...args], {
      cwd,
      env: { LAME_DUCK_SECONDS: '0', ...env },
      started: (started) => {
        child = started;
        child.stderr!.on('data', (data: Buffer) => {
          said += data.toString();
          const url = /at (http:\S+)(?: by \d+ workers)?\nTry: .*\n/.exec(said)?.[1];
          const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> => (child.kill(signal), ended);
          if (url) resolve({ url, pid: child.pid!, said: () => said, events, stop, ended });
        });
      },
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** One request; rejects when the connection is lost before the answer is whole. Each has a connection of its own unless an agent keeps one. */
export const send = (url: string, query?: string, agent = new Agent()): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const sent = request(url, { agent, method: query ? 'POST' : 'GET', headers }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString())).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    sent.on('error', reject).end(query && JSON.stringify({ query }));
  });
