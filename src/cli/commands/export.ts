import { Command, Option } from 'commander';
import * as options from '../options';

const EXPORT_FORMATS = ['jsonl', 'package', 'record'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

interface Options {
  database?: string;
  ocid?: string[];
  format: ExportFormat;
}

const collect = (ocid: string, before: string[] = []): string[] => [...before, ocid];

export const exportCommand = (env: options.Env, setStatus: options.SetStatus): Command =>
  new Command('export')
    .description('Print what was imported, the same values as they came, as of the moment when it is asked for.')
    .addOption(options.databaseOption())
    .addOption(new Option('--ocid <id>', 'only this process; may be given more than once').argParser(collect))
    .addOption(
      new Option(
        '--format <name>',
        'jsonl: the compiled release of each process, one a line; package: every release that was imported; ' +
          'record: both, process by process',
      )
        .choices(EXPORT_FORMATS)
        .default('jsonl'),
    )
    .addHelpText('after', '\nExample:\n  ocds-graph export --ocid ocds-h6vhtk-060e72 --format record > record.json')
    .action(async ({ ocid: ocids, format, ...given }: Options) => {
      const { printExport } = await import('../actions/export.js');
      await printExport(options.settings(env, given).databaseUrl, format, ocids, setStatus);
    });
