import type { Engine } from '../database/engine';
import type { Outcome } from './Store';
import { inPlace } from './digest/digest';
import { keep, type Incoming } from './publication';
import { insertVersions, sortOut, versionRows } from './versions';

/** Keeps releases as they were sent and nothing else, so that they can be read again process by process. */
export class Gatherer {
  constructor(private readonly engine: Engine) {}

  store(batch: readonly Incoming[]): Promise<Outcome> {
    return this.engine.write(async (session) => {
      const fresh = await sortOut(session, await keep(batch, inPlace));
      const all = [...fresh.values()].flat();
      await insertVersions(session, await versionRows(session, all, new Map(), await inPlace.contents(all)));
      const stored = all.length;
      return { stored, unchanged: batch.length - stored, stale: 0, begun: 0, remade: 0, issues: [] };
    });
  }

  /** What is refused is told, not kept. */
  quarantine(): Promise<void> {
    return Promise.resolve();
  }
}
