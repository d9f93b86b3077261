import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../errors';
import { ensureIndexes } from '../../database/lateIndexes';
import { Bulk } from '../../import/Bulk';
import { DigestThread } from '../../import/digest/DigestThread';
import { FirstLoad } from '../../import/FirstLoad';
import type { ImportCounts } from '../../import/Importer';
import type { Input } from '../../import/read/openInputs';
import { retry } from '../../import/retry';
import { EXIT } from '../exit';
import { findInputs, howToRead, importInputs, type Layout } from '../importInputs';
import { keepYoungSmall } from '../leanHeap';
import { openToWrite } from '../openDatabase';
import type { SetStatus } from '../options';
import { Report, type ReportOptions } from '../Report';

export interface ImportOptions extends ReportOptions, Layout {
  database?: string;
  retry?: boolean;
}

/** Imports what stands at the paths; without any, what was refused before. */
export async function importPaths(
  paths: readonly string[] | undefined,
  given: ImportOptions,
  databaseUrl: string,
  setStatus: SetStatus,
): Promise<void> {
  const inputs = paths && (await findInputs(paths));
  keepFromIssues(given.issues, [...(inputs ?? []).map(({ file }) => file), databaseUrl.replace(/^sqlite:/, '')]);
  const report = new Report(given);
  try {
    const counts = await run(inputs, given, databaseUrl, report);
    report.summary(counts);
    if (counts.refused > 0) setStatus(EXIT.partly);
  } finally {
    report.close();
  }
}

async function run(
  inputs: readonly Input[] | undefined,
  given: ImportOptions,
  url: string,
  report: Report,
): Promise<ImportCounts> {
  const database = await openToWrite(given.dryRun && isMissing(url) ? 'sqlite::memory:' : url);
  const digester = new DigestThread(keepYoungSmall);
  const writer = database.writer(keepYoungSmall);
  try {
    const dryRun = !!given.dryRun;
    const reading = howToRead(given);
    if (!inputs) {
      await ensureIndexes(database.engine);
      return await retry(database.engine, report, { ...reading, dryRun });
    }
    const bulk = new Bulk(writer.engine, { dryRun, digester, firstLoad: new FirstLoad(writer.engine) });
    return await importInputs(inputs, bulk, report, reading, report.meter);
  } finally {
    await digester.close();
    await writer.close();
    await database.close();
  }
}

function keepFromIssues(issues: string | undefined, files: readonly string[]): void {
  if (issues && issues !== '-' && files.some((file) => resolve(file) === resolve(issues)))
    throw new UsageError(`${issues} is read or is the database: the issues would take its place.`);
}

/** A dry run makes no file. */
const isMissing = (url: string): boolean => url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length));
