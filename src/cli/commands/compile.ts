import { Command } from 'commander';
import { UsageError } from '../../errors';
import * as options from '../options';
import type { CompileOptions } from '../actions/compile';

export const compileCommand = (setStatus: options.SetStatus): Command =>
  new Command('compile')
    .description('Print the compiled release of each process as a line of JSON, by ocid, without a database.')
    .argument(
      '[path...]',
      'files and folders of OCDS releases, packages and records, plain or gzip; - is standard input',
    )
    .addOption(options.quietOption())
    .addOption(options.rootPathOption())
    .addOption(options.encodingOption())
    .addHelpText('after', '\nExample:\n  ocds-graph compile packages/ > compiled.jsonl')
    .action(async (paths: string[], given: CompileOptions) => {
      if (paths.length === 0) throw new UsageError('Name a file or a folder to compile, or - for standard input.');
      const { compilePaths } = await import('../actions/compile.js');
      await compilePaths(paths, given, setStatus);
    });
