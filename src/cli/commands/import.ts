import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { Database } from '../../database/Database';
import { ensureIndexes } from '../../database/lateIndexes';
import { UsageError } from '../../errors';
import { Bulk } from '../../import/Bulk';
import { DigestThread } from '../../import/digest/DigestThread';
import { FirstLoad } from '../../import/FirstLoad';
import type { ImportCounts } from '../../import/Importer';
import type { Input } from '../../import/read/openInputs';
import { ensureRollups } from '../../import/rollups/Rollups';
import { retry } from '../../import/retry';
import { EXIT } from '../exit';
import { findInputs, importInputs } from '../importInputs';
import { keepYoungSmall } from '../leanHeap';
import * as options from '../options';
import { Report, type ReportOptions } from '../Report';

interface Options extends ReportOptions {
  database?: string;
  rootPath?: string;
  encoding?: string;
  retry?: boolean;
}

export const importCommand = (env: options.Env, setStatus: options.SetStatus): Command =>
  new Command('import')
    .description('Take releases into the database: whole, once, and told what could not be understood.')
    .argument(
      '[path...]',
      'files and folders of OCDS releases, packages and records, plain or gzip; - is standard input',
    )
    .addOption(options.databaseOption())
    .addOption(options.jsonOption('the counts'))
    .addOption(options.quietOption())
    .addOption(
      new Option('--issues <file>', 'write what could not be typed, linked or trusted as CSV; - is standard error'),
    )
    .addOption(options.rootPathOption())
    .addOption(options.encodingOption())
    .addOption(new Option('--dry-run', 'read and check everything, store nothing'))
    .addOption(new Option('--retry', 'try again what was refused before'))
    .addHelpText(
      'after',
      '\nExamples:\n  ocds-graph import data/sample\n' +
        '  curl -s https://example.org/releases.jsonl.gz | ocds-graph import - --issues issues.csv',
    )
    .action(async (paths: string[], given: Options) => {
      if (paths.length === 0 && !given.retry)
        throw new UsageError('Name a file or a folder to import, or - for standard input.');
      if (paths.length > 0 && given.retry)
        throw new UsageError('--retry takes no paths: it reads what was refused before.');
      const { databaseUrl } = options.settings(env, given);
      const inputs = given.retry ? undefined : await findInputs(paths);
      const report = new Report(given);
      try {
        const counts = await run(inputs, given, databaseUrl, report);
        report.summary(counts);
        if (counts.refused > 0) setStatus(EXIT.refused);
      } finally {
        report.close();
      }
    });

async function run(
  inputs: readonly Input[] | undefined,
  given: Options,
  url: string,
  report: Report,
): Promise<ImportCounts> {
  const database = await Database.open(given.dryRun && isMissing(url) ? 'sqlite::memory:' : url);
  const digester = new DigestThread(keepYoungSmall);
  const writer = database.writer(keepYoungSmall);
  try {
    await database.migrate();
    await ensureRollups(database.engine);
    const { rootPath, encoding } = given;
    const dryRun = !!given.dryRun;
    const reading = { ...(rootPath && { rootPath }), ...(encoding && { encoding }) };
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

/** A dry run makes no file. */
const isMissing = (url: string): boolean => url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length));
