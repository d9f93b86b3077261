import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { join } from 'node:path';
import { AggregatorRegistry } from 'prom-client';
import type { Config } from '../config';
import { WorkerError } from '../errors';
import { answer, ask, type Peer } from './channel';
import type { Serving } from './serveGraph';

/** What a worker tells first. */
export type Started = { url: string } | { failure: string };

/** Milliseconds before one that ended is replaced: twice as long after each that did not last. */
const PAUSE = { first: 100, longest: 10_000 };

/** Milliseconds after which a worker is taken to last. */
const LASTING = 10_000;

/** How many starts may fail in a row while nobody serves. */
const TRIES = 5;

/** How long a worker may take to tell its metrics, in milliseconds. */
const METRICS_PATIENCE = 1000;

/** How much longer than its own deadlines a worker may take to stop, in milliseconds. */
const GRACE = 5000;

type Log = (event: object) => void;

/**
 * Several processes that serve at one port. This one, the first, accepts the connections and deals them out in turn
 * (node:cluster), replaces a worker that ends, sums their metrics, and stops them together.
 */
export class Workers implements Serving {
  url = '';
  /** Rejects when workers end as fast as they are started. */
  readonly lost: Promise<never>;
  private giveUp: (error: Error) => void;
  private readonly serving = new Set<Worker>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;
  private failures = 0;

  private constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {
    this.lost = new Promise<never>((_, reject) => (this.giveUp = reject));
    this.lost.catch(() => undefined); // whoever waits for it gets it
    cluster.setupPrimary({ exec: join(__dirname, 'worker.js'), args: [], serialization: 'advanced' });
  }

  /** @throws WorkerError with the sentence of the first that cannot serve. */
  static async start(config: Config, count: number, log: Log): Promise<Workers> {
    const workers = new Workers(config, log);
    try {
      const urls = await Promise.all(Array.from({ length: count }, () => workers.fork()));
      workers.url = urls[0]!;
      return workers;
    } catch (error) {
      workers.stopping = true;
      for (const worker of running()) worker.process.kill('SIGKILL');
      throw error;
    }
  }

  /** All at once, so that a load balancer sees them go together. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    const ended = running().map((worker) => once(worker, 'exit'));
    for (const worker of running()) worker.process.kill('SIGTERM');
    const { lameDuckSeconds, drainSeconds } = this.config;
    const late = setTimeout(
      () => running().forEach((worker) => worker.process.kill('SIGKILL')),
      (lameDuckSeconds + drainSeconds) * 1000 + GRACE,
    );
    await Promise.all(ended);
    clearTimeout(late);
  }

  /** Starts one; resolves to where it serves. */
  private fork(): Promise<string> {
    const worker = cluster.fork();
    worker.send(this.config);
    answer(worker, { metrics: () => this.metrics() });
    return new Promise((resolve, reject) => {
      let failure = 'A worker ended before it served.';
      worker.on('message', (started: Started) => {
        if ('failure' in started) failure = started.failure;
        if (!('url' in started)) return;
        this.serving.add(worker);
        const timer = setTimeout(() => (this.failures = 0), LASTING).unref();
        worker.once('exit', () => clearTimeout(timer));
        this.log({ level: 'info', event: 'workerServes', worker: worker.process.pid, url: started.url });
        resolve(started.url);
      });
      worker.once('exit', (code, signal) => {
        reject(new WorkerError(failure));
        this.ended(worker, { code, signal }, failure);
      });
    });
  }

  private ended(worker: Worker, how: { code: number; signal: string }, failure: string): void {
    const served = this.serving.delete(worker);
    if (this.stopping || this.url === '') return;
    if (!served && this.serving.size === 0 && this.failures >= TRIES)
      return this.giveUp(new WorkerError(`No worker can be started any more: ${failure}`));
    const pause = Math.min(PAUSE.first * 2 ** this.failures++, PAUSE.longest);
    const reason = served ? undefined : failure;
    this.log({ level: 'error', event: 'workerEnded', worker: worker.process.pid, ...how, reason, replacedInMs: pause });
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.fork().catch(() => undefined); // its end has been seen to
    }, pause);
    this.timers.add(timer);
  }

  private async metrics(): Promise<string> {
    const asked = [...this.serving].map((worker) => ask<object[]>(worker as Peer, 'metrics', METRICS_PATIENCE));
    const all = (await Promise.all(asked)).filter((metrics) => metrics !== undefined);
    return AggregatorRegistry.aggregate(all).metrics();
  }
}

const running = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
