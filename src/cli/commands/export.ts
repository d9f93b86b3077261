import { Command, Option } from 'commander';
import type { Reader } from '../../database/engine';
import { archived, archivedProcesses } from '../../import/archive';
import { jsonLines, recordPackage, releasePackage } from '../../import/formats';
import * as options from '../options';
import { print, say } from '../output';
import { reading } from '../reading';

const FORMATS: Record<string, (reader: Reader, ocids: readonly string[] | undefined) => AsyncIterable<string>> = {
  jsonl: (reader, ocids) => jsonLines(archivedProcesses(reader, ocids)),
  package: (reader, ocids) => releasePackage(archived(reader, ocids), new Date()),
  record: (reader, ocids) => recordPackage(archivedProcesses(reader, ocids), new Date()),
};

interface Options {
  database?: string;
  ocid?: string[];
  format: string;
}

const collect = (ocid: string, before: string[] = []): string[] => [...before, ocid];

export const exportCommand = (env: options.Env): Command =>
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
        .choices(Object.keys(FORMATS))
        .default('jsonl'),
    )
    .addHelpText('after', '\nExample:\n  ocds-graph export --ocid ocds-h6vhtk-060e72 --format record > record.json')
    .action(async ({ ocid: ocids, format, ...given }: Options) => {
      await reading(options.settings(env, given).databaseUrl, async (reader) => {
        const found = new Set<string>();
        await print(FORMATS[format]!(watched(reader, found), ocids));
        const missing = ocids?.filter((ocid) => !found.has(ocid)) ?? [];
        if (missing.length > 0) say(`The database has nothing of ${missing.join(', ')}.`);
      });
    });

/** The reader, noting of which processes it has read something. */
const watched = (reader: Reader, found: Set<string>): Reader => ({
  dialect: reader.dialect,
  all: async (statement) => {
    const rows = await reader.all(statement);
    for (const { ocid } of rows) found.add(ocid as string);
    return rows;
  },
});
