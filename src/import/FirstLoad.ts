import type { Engine } from '../database/engine';
import { dropIndexes, ensureIndexes } from '../database/lateIndexes';
import { sql } from '../database/sql';
import { RelatedProcess, Release, ReleaseVersion } from '../entities';
import { nodeOf } from '../entities/registry';
import { cleanRollups } from './rollups/Rollups';

/** Those whose indexes the import itself asks for every new release. */
const ASKED: ReadonlySet<string> = new Set([Release, ReleaseVersion, RelatedProcess].map((type) => nodeOf(type).table));

/**
 * An import into an empty database that turns out to be large: from its second transaction on it leaves out what only
 * makes reading faster, and makes it at the end. As soon as a release is replaced all is needed again (Store).
 */
export class FirstLoad {
  private transactions = 0;
  private isFirst = false;

  constructor(private readonly engine: Engine) {}

  /** Whether nothing was there when it began, and there is more to come than one transaction took. */
  get isLarge(): boolean {
    return this.isFirst && this.transactions > 1;
  }

  /** Before each transaction. */
  async begin(): Promise<void> {
    this.transactions++;
    if (this.transactions === 1)
      this.isFirst = (await this.engine.all(sql`SELECT 1 FROM release LIMIT 1`)).length === 0;
    else if (this.transactions === 2 && this.isLarge) await dropIndexes(this.engine, ASKED);
  }

  /** After the last, also of an import that was begun by another process. */
  async end(): Promise<void> {
    await ensureIndexes(this.engine);
    if (this.isLarge) await cleanRollups(this.engine);
  }
}
