import { Command, Option } from 'commander';
import { UsageError } from '../../errors';
import * as options from '../options';
import type { ImportOptions } from '../actions/import';

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
    .action(async (paths: string[], given: ImportOptions) => {
      if (paths.length === 0 && !given.retry)
        throw new UsageError('Name a file or a folder to import, or - for standard input.');
      if (paths.length > 0 && given.retry)
        throw new UsageError('--retry takes no paths: it reads what was refused before.');
      const { databaseUrl } = options.settings(env, given);
      const { importPaths } = await import('../actions/import.js');
      await importPaths(given.retry ? undefined : paths, given, databaseUrl, setStatus);
    });
