import type { Engine } from '../database/engine';
import type { Outcome } from './Store';
import { keep, type Incoming } from './publication';
import { insertVersions, sortOut } from './versions';

/** Keeps releases as they were sent and nothing else, so that they can be read again process by process. */
export class Gatherer {
  constructor(private readonly engine: Engine) {}

  store(batch: readonly Incoming[]): Promise<Outcome> {
    return this.engine.write(async (session) => {
      const { fresh } = await sortOut(session, batch.map(keep));
      await insertVersions(session, fresh, new Map());
      const stored = [...fresh.values()].flat().length;
      return { stored, unchanged: batch.length - stored, stale: 0, issues: [] };
    });
  }

  /** What is refused is told, not kept. */
  quarantine(): Promise<void> {
    return Promise.resolve();
  }
}
