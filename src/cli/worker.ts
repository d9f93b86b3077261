/** The program of one of several processes that serve together: `Workers` starts it and sends it the settings. */
import 'reflect-metadata';
import type { Config } from '../config';
import type { Gather } from '../server/metrics';
import { answer, ask } from './channel';
import { EXIT } from './exit';
import { createLog } from './log';
import { openToRead } from './reading';
import { sentenceOf } from './run';
import { serveGraph } from './serveGraph';
import type { Started } from './Workers';

/** How long the metrics of all workers may take, in milliseconds. */
const PATIENCE = 5000;

process.stderr.on('error', () => undefined); // as in main.ts

process.once('message', (config: Config) => void serveAsWorker(config));

async function serveAsWorker(config: Config): Promise<void> {
  const log = createLog(config.logLevel, { worker: process.pid });
  // Both the first process and a terminal or a supervisor may tell it: to be told twice is nothing here.
  const told = new Promise<void>((resolve) => {
    process.on('SIGTERM', () => resolve());
    process.on('SIGINT', () => resolve());
  });
  try {
    const serving = await serveGraph(config, await openToRead(config), { log, gatherMetrics });
    report({ url: serving.url });
    await told;
    await serving.stop();
    process.exit(EXIT.done);
  } catch (error) {
    report({ failure: sentenceOf(error) }, () => process.exit(EXIT.failed));
  }
}

const report = (started: Started, sent?: () => void): boolean | undefined =>
  process.send?.(started, undefined, undefined, sent);

/** Everybody's metrics are with the first process; this one's are there for it. */
const gatherMetrics: Gather = (own) => {
  answer(process, { metrics: () => own.getMetricsAsJSON() });
  return async () => {
    const text = await ask<string>(process, 'metrics', PATIENCE);
    if (text === undefined) throw new Error('The metrics of the workers could not be gathered.');
    return text;
  };
};
