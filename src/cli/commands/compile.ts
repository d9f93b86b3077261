import { Command } from 'commander';
import { spillingDatabase } from '../../database/scratch';
import { UsageError } from '../../errors';
import { archivedProcesses } from '../../import/archive';
import { jsonLines, type Warn } from '../../import/formats';
import { Gatherer } from '../../import/Gatherer';
import type { ImportCounts } from '../../import/Importer';
import type { Input } from '../../import/read/openInputs';
import { EXIT } from '../exit';
import { findInputs, importInputs } from '../importInputs';
import * as options from '../options';
import { print } from '../output';
import { Report } from '../Report';

interface Options {
  quiet?: boolean;
  rootPath?: string;
  encoding?: string;
}

export const compileCommand = (setStatus: options.SetStatus): Command =>
  new Command('compile')
    .description('Print the compiled release of each process as a line of JSON, by ocid, without a database.')
    .argument(
      '[path...]',
      'files and folders of OCDS releases, packages and records, plain or gzip; - is standard input',
    )
    .addOption(options.quietOption().default(false))
    .addOption(options.rootPathOption())
    .addOption(options.encodingOption())
    .addHelpText('after', '\nExample:\n  ocds-graph compile packages/ > compiled.jsonl')
    .action(async (paths: string[], given: Options) => {
      if (paths.length === 0) throw new UsageError('Name a file or a folder to compile, or - for standard input.');
      const inputs = await findInputs(paths);
      const report = new Report(given);
      try {
        const { refused } = await run(inputs, given, report);
        if (refused > 0) setStatus(EXIT.refused);
      } finally {
        report.close();
      }
    });

async function run(inputs: readonly Input[], given: Options, report: Report): Promise<ImportCounts> {
  const { engine, close } = await spillingDatabase(['release_version']);
  const { rootPath, encoding } = given;
  const reading = { ...(rootPath && { rootPath }), ...(encoding && { encoding }) };
  const warn: Warn = (ocid, { releaseId, path, message }) =>
    report.say(`warning: ${ocid}, release ${JSON.stringify(releaseId ?? null)}${path && `, ${path}`} ${message}`);
  try {
    const counts = await importInputs(inputs, new Gatherer(engine), report, reading, report.meter);
    await print(jsonLines(archivedProcesses(engine), warn));
    return counts;
  } finally {
    close();
  }
}
