import { ensureIndexes } from '../../database/lateIndexes';
import { Source, PATIENCE } from '../../import/sync/Source';
import { sync } from '../../import/sync/sync';
import { EXIT } from '../exit';
import { openToWrite } from '../openDatabase';
import type { SetStatus } from '../options';
import { Report } from '../Report';
import { version } from '../version';

export interface SyncOptions {
  database?: string;
  from?: string;
  to?: string;
  source: string;
  timeout: string;
  json?: boolean;
  quiet?: boolean;
}

/** What the options say: times of London's clock, and for how long the source may say nothing. */
interface Said {
  from: number | undefined;
  to: number | undefined;
  seconds: number;
}

/** Takes what the source has published into the database. */
export async function followSource(
  given: SyncOptions,
  { from, to, seconds }: Said,
  databaseUrl: string,
  setStatus: SetStatus,
): Promise<void> {
  const report = new Report(given);
  const tell = (text: string): void => report.say(text);
  const source = new Source(given.source, `ocds-graph/${version()}`, tell, {
    ...PATIENCE,
    silenceMs: seconds * 1000,
  });
  const database = await openToWrite(databaseUrl);
  try {
    await ensureIndexes(database.engine);
    const time = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const counts = await sync(database.engine, source, report, { ...time, tell });
    report.summary(counts);
    if (counts.refused > 0) setStatus(EXIT.partly);
  } finally {
    await database.close();
    report.close();
  }
}
